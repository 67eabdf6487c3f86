"""What may forbid to stop somebody's gas: each door registers its own guards in its `guards.py`, found at the start.

A guard is asked while the account and the stop are held. A row that points to the account and is written meanwhile
waits, or is seen: so what was filed a moment before still keeps the gas on.
"""

from collections.abc import Callable
from datetime import datetime

from gasservice.registry.models import SupplyStop

# Says in a sentence why the gas may not be stopped at this moment, or nothing.
Guard = Callable[[SupplyStop, datetime], str]
_guards: list[Guard] = []


def register_guard(guard: Guard) -> Guard:
    _guards.append(guard)
    return guard


def words_against(stop: SupplyStop, at: datetime) -> list[str]:
    """Give what all guards say against stopping the gas now."""
    return [str(words) for guard in _guards if (words := guard(stop, at))]
