"""What of a door's own ends with a case: each door registers it in its own `actions/endings.py`, found at the start."""

from collections.abc import Callable
from datetime import datetime

from gasservice.cases.models import Case
from gasservice.cases.terms import Status
from gasservice.users.models import User

# Ends what stands on a case before the case gets a status, or refuses it.
Ending = Callable[[Case, Status, User | None, datetime], None]
_endings: list[Ending] = []


def register_ending(ending: Ending) -> Ending:
    _endings.append(ending)
    return ending


def end_with(case: Case, status: Status, by: User | None, at: datetime) -> None:
    """Let every door end what it has on a case that is resolved or withdrawn."""
    for ending in _endings:
        ending(case, status, by, at)
