"""What the doors add to a case page: each door registers panels in its own `panels.py`, found at the start."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from gasservice.cases.models import Case
from gasservice.users.models import User


@dataclass(frozen=True)
class Panel:
    """A box beside the story: facts and words, or the door's own `template`, drawn with `shown`.

    A panel of facts asks the database once at most.
    """

    title: str
    facts: list[tuple[str, object]] = field(default_factory=list)
    words: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)  # what it is called, where it leads
    template: str = ""
    shown: dict[str, object] = field(default_factory=dict)


DrawPanel = Callable[[Case, User], Panel | None]
DrawForCustomer = Callable[[Case, datetime], Panel | None]
FindBooking = Callable[[Case], str | None]
_panels: list[DrawPanel] = []
_for_customers: list[DrawForCustomer] = []
_bookings: list[FindBooking] = []


def register(draw: DrawPanel) -> DrawPanel:
    _panels.append(draw)
    return draw


def panels_of(case: Case, user: User) -> list[Panel]:
    return [panel for draw in _panels if (panel := draw(case, user))]


def register_for_customers(draw: DrawForCustomer) -> DrawForCustomer:
    """Let a door show something of its own on the customer's page of a case, above the story."""
    _for_customers.append(draw)
    return draw


def panels_for_customer(case: Case, at: datetime) -> list[Panel]:
    return [panel for draw in _for_customers if (panel := draw(case, at))]


def register_booking(find: FindBooking) -> FindBooking:
    """Register where a door lets the customer choose a time for a visit; it asks the database once at most."""
    _bookings.append(find)
    return find


def booking_page_of(case: Case) -> str:
    """Give the address where a time can be chosen for a case; nothing where nobody has to come."""
    return next((url for find in _bookings if (url := find(case))), "")
