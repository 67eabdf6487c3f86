"""The meter that a case is about, and what became of it."""

from django.db.models import Q

from gasservice.cases.models import Case, WorkReferral
from gasservice.registry.models import Meter, MeterExchange, MeterHold
from gasservice.standards.terms import Purpose
from repairs.models import WorkOrder
from repairs.terms import PURPOSE_FOR


def hanging_meter(case: Case) -> Meter | None:
    """Give the meter that hangs where a case is."""
    at_account = Q(service_point__gas_accounts=case.gas_account_id)
    there = at_account if case.gas_account_id else Q(service_point__premise=case.premise_id)
    return Meter.objects.filter(there, removed_on__isnull=True).order_by("pk").first()


def holds_on(meter: Meter | None) -> list[MeterHold]:
    """Say what a meter has to stay for."""
    return list(MeterHold.objects.standing().filter(meter=meter)) if meter else []


def exchange_of(order: WorkOrder) -> MeterExchange | None:
    """Give the exchange that was done for an order."""
    rows = MeterExchange.objects.filter(case_reference=order.case.reference, at__gte=order.opened_at)
    return rows.select_related("taken_down", "hung", "last_reading", "first_reading", "by").first()


def referral_behind(order: WorkOrder) -> WorkReferral | None:
    """Give what another desk asked for, where an order is for that; what waits for an answer first."""
    asked = [asked for asked, purpose in PURPOSE_FOR.items() if purpose == order.kind]
    rows = WorkReferral.objects.filter(case=order.case_id, asked__in=asked)
    return rows.standing().first() or rows.order_by("-asked_at").first()


def is_open_at_meter(order: WorkOrder) -> bool:
    """Whether the meter of an order is not exchanged yet, or what another desk asked about it not answered."""
    if order.kind == Purpose.METER_EXCHANGE:
        return exchange_of(order) is None
    referral = referral_behind(order)
    return referral is not None and referral.is_standing
