"""What may forbid to stop somebody's gas: each door registers its own guards in its `guards.py`, found at the start.

A guard is asked while the row of the account is held (`FOR UPDATE`). Whoever files what keeps the gas on holds that row
first, by `select_for_update` or by a foreign key to it: then it is seen, or it waits and finds the gas stopped already.
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
