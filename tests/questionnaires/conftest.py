"""The places of questionnaires."""

from tests.registry.conftest import district, garden  # noqa: F401
