"""Which work waits for a visit, and which visit is ahead."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from gasservice.cases.models import Appointment, Case
from repairs.models import WorkOrder
from repairs.terms import WorkStatus


def visit_ahead_of(case: Case) -> Appointment | None:
    return case.appointments.booked().select_related("case").first()


def order_to_visit(case: Case) -> WorkOrder | None:
    """Give the work that a time can be chosen for: what a visit is agreed for, else what waits longest."""
    return orders_waiting(case).select_related("case").first()


def orders_waiting(case: Case) -> QuerySet[WorkOrder]:
    ahead = Appointment.objects.booked().filter(case=OuterRef("case"))
    rows = WorkOrder.objects.filter(case=case, status=WorkStatus.PLANNED)
    rows = rows.annotate(is_agreed=Exists(ahead.filter(purpose=OuterRef("kind"))), is_ahead=Exists(ahead))
    return rows.filter(Q(is_agreed=True) | Q(is_ahead=False)).order_by("opened_at", "pk")
