"""What is known at a door: why somebody has to be there, who may open it, and what was found behind it."""

from dataclasses import dataclass
from datetime import date

from gasservice.cases.models import Appointment, Case
from gasservice.standards.models import ServiceItem
from gasservice.standards.terms import Purpose
from repairs.access import inspections_of
from repairs.models import DoorAuthorisation, HungMeter, Inspection, WorkOrder
from repairs.terms import DOOR_KINDS, OPEN_STATUSES, Outcome

SERVICE = "meter-hanging"


@dataclass(frozen=True)
class DoorPage:
    """The customer's page of a visit at home: when, why somebody must be there, and who it may be instead."""

    order: WorkOrder | None
    appointment: Appointment | None
    authorisation: DoorAuthorisation | None
    service: ServiceItem | None


def door_page(case: Case, day: date) -> DoorPage:
    order = door_order(case)
    services = ServiceItem.objects.valid_on(day).prefetch_related("questions")
    return DoorPage(
        order=order,
        appointment=case.appointments.booked().first(),
        authorisation=authorisation_of(order) if order else None,
        service=services.filter(code=SERVICE).first(),
    )


def door_order(case: Case) -> WorkOrder | None:
    """Give the work for which somebody has to be at home, the nearest first: without a meter nothing is inspected."""
    rows = WorkOrder.objects.filter(case=case, kind__in=DOOR_KINDS, status__in=OPEN_STATUSES)
    return min(rows, key=lambda row: (row.kind != Purpose.METER_HANGING, row.opened_at, row.pk), default=None)


def is_meter_taken_back(case: Case) -> bool:
    """Whether the meter of a case was taken back, and no other hangs yet."""
    rows = HungMeter.objects.filter(order__case=case).values_list("taken_back_at", flat=True)
    return bool(rows) and None not in rows


def is_open_at_door(order: WorkOrder) -> bool:
    """Whether the meter of an order is not in the books yet, or its inspection has not ended."""
    if order.kind == Purpose.METER_HANGING:
        return not HungMeter.objects.standing().filter(order__case=order.case_id).exists()
    return order.leads_to_opening and not Inspection.objects.filter(order=order, finished_at__isnull=False).exists()


def is_gas_on(hung: HungMeter) -> bool:
    """Whether gas was opened after a meter was hung."""
    ended = {"outcome": Outcome.OPENED, "finished_at__gte": hung.at}
    return Inspection.objects.filter(order__case=hung.order.case_id, **ended).exists()


def may_take_back(hung: HungMeter) -> bool:
    """Whether a meter may still be called a mistake of the pen."""
    return not hung.is_taken_back and not is_gas_on(hung)


def authorisation_of(order: WorkOrder) -> DoorAuthorisation | None:
    rows = DoorAuthorisation.objects.filter(order=order, withdrawn_at__isnull=True)
    return rows.select_related("shown_to", "order").first()


def recheck_of(case: Case) -> WorkOrder | None:
    """Give the free re-check that is open on a case."""
    return WorkOrder.objects.filter(case=case, kind=Purpose.RECHECK, status__in=OPEN_STATUSES).first()


def inspections_shown(case: Case) -> list[Inspection]:
    """Give the finished inspections of a case with what they found, the latest first."""
    rows = inspections_of(case).filter(finished_at__isnull=False)
    return list(rows.prefetch_related("findings__item", "findings__photo"))
