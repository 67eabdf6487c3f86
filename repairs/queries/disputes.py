"""Both sides of a visit of which the customer says that nobody came."""

from dataclasses import dataclass

from gasservice.cases.models import Appointment
from gasservice.cases.queries.story import Entry
from gasservice.cases.queries.visits import is_doubt_ours, recorded_by, story_around
from gasservice.users.models import User
from repairs.models import DoorAuthorisation, PlannedJob, Visit, WorkOrder
from repairs.queries.orders import ToldVisit, told_visit


@dataclass(frozen=True)
class Dispute:
    """What each side has to show: who recorded it, who was planned, what was seen at the door, what was told."""

    visit: Appointment
    recorder: User | None
    job: PlannedJob | None
    at_door: list[ToldVisit]
    codes: list[DoorAuthorisation]
    story: list[Entry]
    is_doubt_ours: bool


def dispute_page(visit: Appointment) -> Dispute:
    orders = WorkOrder.objects.filter(case=visit.case_id)
    shown = DoorAuthorisation.objects.filter(order__in=orders, shown_at__isnull=False).select_related("shown_to")
    return Dispute(
        visit=visit,
        recorder=recorded_by(visit),
        job=PlannedJob.objects.filter(appointment=visit).select_related("crew").first(),
        at_door=[told_visit(row) for row in visits_for(visit)],
        codes=list(shown),
        story=story_around(visit),
        is_doubt_ours=is_doubt_ours(visit),
    )


def visits_for(visit: Appointment):
    """Give what the crew recorded at the door for an appointment, photos included."""
    rows = Visit.objects.filter(appointment=visit).select_related("by", "crew")
    return rows.prefetch_related("photos").order_by("arrived_at", "pk")
