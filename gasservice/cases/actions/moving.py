"""What of a door's own lies where its case lies: each door registers it in its own `actions/moving.py`.

They are found at the start.
"""

from collections.abc import Callable
from datetime import datetime

from gasservice.cases.models import Case
from gasservice.registry.models import Premise
from gasservice.users.models import User

# Moves what stands on a case, as it stands now, to another place, or refuses it.
Move = Callable[[Case, Premise, User, datetime], None]
_moves: list[Move] = []


def register_move(move: Move) -> Move:
    _moves.append(move)
    return move


def move_with(case: Case, premise: Premise, by: User, at: datetime) -> None:
    """Let every door move what it has on a case whose place is corrected."""
    for move in _moves:
        move(case, premise, by, at)
