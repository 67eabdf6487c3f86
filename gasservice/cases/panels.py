"""What the doors add to a case page: each door registers its own in its `panels.py`, found at the start."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from gasservice.cases.models import Case
from gasservice.users.models import User


@dataclass(frozen=True)
class Panel:
    """A box beside the story: facts and words, or the door's own `template`, drawn with `shown`."""

    title: str
    facts: list[tuple[str, object]] = field(default_factory=list)
    words: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)  # what it is called, where it leads
    template: str = ""
    shown: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class ForCustomer:
    """What the doors show the customer above the story, and the address where a time for a visit can be chosen."""

    panels: list[Panel] = field(default_factory=list)
    booking_url: str = ""


DrawPanels = Callable[[Case, User], list[Panel]]
DrawForCustomer = Callable[[Case, datetime], ForCustomer]
_at_desk: list[DrawPanels] = []
_for_customers: list[DrawForCustomer] = []


def register(draw: DrawPanels) -> DrawPanels:
    """Let a door draw its panels at the desk; it draws them together, so that they share what they read."""
    _at_desk.append(draw)
    return draw


def panels_of(case: Case, user: User) -> list[Panel]:
    return [panel for draw in _at_desk for panel in draw(case, user)]


def register_for_customers(draw: DrawForCustomer) -> DrawForCustomer:
    """Let a door show something of its own on the customer's page of a case."""
    _for_customers.append(draw)
    return draw


def shown_to_customer(case: Case, at: datetime) -> ForCustomer:
    """Put together what all doors show; one of them at most waits for a time to be chosen."""
    drawn = [draw(case, at) for draw in _for_customers]
    panels = [panel for one in drawn for panel in one.panels]
    return ForCustomer(panels, next((one.booking_url for one in drawn if one.booking_url), ""))
