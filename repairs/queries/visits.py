"""Which work waits for a visit, and which visit is ahead."""

from collections.abc import Iterable

from gasservice.cases.models import Appointment, Case
from repairs.access import orders_of
from repairs.models import WorkOrder
from repairs.terms import WorkStatus


def visit_ahead_of(case: Case) -> Appointment | None:
    return case.appointments.booked().select_related("case").first()


def order_to_visit(case: Case, ahead: Appointment | None) -> WorkOrder | None:
    """Give the work that a time can be chosen for: what the visit `ahead` is agreed for, else what waits longest."""
    orders = orders_of(case).select_related("case").order_by("opened_at", "pk")
    return next(iter(awaiting_visit(orders, ahead)), None)


def ahead_among(visits: Iterable[Appointment]) -> Appointment | None:
    """Give the visit that is agreed; a case has one at most."""
    return next((visit for visit in visits if visit.is_booked), None)


def awaiting_visit(orders: Iterable[WorkOrder], ahead: Appointment | None) -> list[WorkOrder]:
    """Give what waits for a visit: all that is planned, but once a visit is agreed only what it is for."""
    planned = (order for order in orders if order.status == WorkStatus.PLANNED)
    return [order for order in planned if ahead is None or ahead.purpose == order.kind]
