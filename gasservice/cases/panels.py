"""What the doors add to a case page: each door registers panels in its own `panels.py`, found at the start."""

from collections.abc import Callable
from dataclasses import dataclass, field

from gasservice.cases.models import Case
from gasservice.users.models import User


@dataclass(frozen=True)
class Panel:
    """A box of facts beside the story; a panel asks the database once at most."""

    title: str
    facts: list[tuple[str, object]] = field(default_factory=list)
    words: str = ""


DrawPanel = Callable[[Case, User], Panel | None]
_panels: list[DrawPanel] = []


def register(draw: DrawPanel) -> DrawPanel:
    _panels.append(draw)
    return draw


def panels_of(case: Case, user: User) -> list[Panel]:
    return [panel for draw in _panels if (panel := draw(case, user))]
