"""The people and places of new connections."""

from tests.registry.conftest import district, garden  # noqa: F401
from tests.repairs.connections.cast import (  # noqa: F401
    ann,
    bureau,
    case,
    designed,
    ding,
    home,
    items,
    mei,
    office,
    order,
    pia,
    project,
    steps,
    team,
)
