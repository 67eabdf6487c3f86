"""What is known of a visit: who recorded it, and what was said and told around it."""

from datetime import timedelta

from django.utils import timezone

from gasservice.cases.models import Appointment
from gasservice.cases.queries.story import Entry, events_of, staff_entries
from gasservice.cases.terms import EventKind
from gasservice.standards.queries import visit_rule_on
from gasservice.standards.terms import Promise
from gasservice.users.models import User

AT_THE_DOOR = (EventKind.ARRIVED, EventKind.NO_ACCESS)
BEFORE = timedelta(days=1)


def recorded_by(appointment: Appointment) -> User | None:
    """Give who said that we came."""
    said = appointment.case.events.filter(kind__in=AT_THE_DOOR, at=appointment.arrived_at).select_related("by")
    first = said.order_by("pk").first() if appointment.arrived_at else None
    return first and first.by


def is_doubt_ours(appointment: Appointment) -> bool:
    """Whether what cannot be told of a visit counts as missed; it does unless the rule of its day says otherwise."""
    rule = visit_rule_on(timezone.localdate(appointment.window_from))
    return rule is None or rule.doubt_is_ours


def story_around(appointment: Appointment) -> list[Entry]:
    """Tell what happened from the day before the window on: what was said, told and recorded, no other clocks."""
    events = events_of(appointment.case).filter(at__gte=appointment.window_from - BEFORE)
    return staff_entries(appointment.case, events.filter(promise__in=["", Promise.VISIT]))
