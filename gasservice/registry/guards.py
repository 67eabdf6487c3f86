"""What the doors forbid the registry: each registers its own guards in its `guards.py`, found at the start.

One kind says why somebody's gas may not be stopped, the other of which accounts papers are still needed.

A guard is asked while the row of the account is held (`FOR UPDATE`). Whoever files what keeps the gas on holds that row
first, by `select_for_update` or by a foreign key to it: then it is seen, or it waits and finds the gas stopped already.
"""

from collections.abc import Callable
from datetime import datetime

from django.db.models import QuerySet

from gasservice.registry.models import SupplyStop

# Says in a sentence why the gas may not be stopped at this moment, or nothing.
Guard = Callable[[SupplyStop, datetime], str]
_guards: list[Guard] = []
# Gives the keys of the accounts of which something rests on papers at a moment.
Need = Callable[[datetime], QuerySet]
_needs: list[Need] = []


def register_guard(guard: Guard) -> Guard:
    _guards.append(guard)
    return guard


def words_against(stop: SupplyStop, at: datetime) -> list[str]:
    """Give what all guards say against stopping the gas now."""
    return [str(words) for guard in _guards if (words := guard(stop, at))]


def register_need_of_papers(need: Need) -> Need:
    _needs.append(need)
    return need


def accounts_resting_on_papers(at: datetime) -> list[QuerySet]:
    """Give what each door says of the accounts whose papers it needs now."""
    return [need(at) for need in _needs]
