"""Hanging the meter of a new connection, taking back one written down by mistake, and exchanging one."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gasservice.cases.actions.drafting import file_draft
from gasservice.cases.actions.filing import Filed
from gasservice.cases.actions.story import record_event
from gasservice.cases.actions.telling import tell_customer
from gasservice.cases.actions.work import locked
from gasservice.cases.models import Appointment, Case
from gasservice.cases.terms import EventKind
from gasservice.registry.actions.hanging import hang_first_meter, void_meter
from gasservice.registry.actions.meters import exchange_meter
from gasservice.registry.models import Customer, Meter, MeterExchange
from gasservice.standards.models import CaseKind
from gasservice.standards.terms import Purpose, StepCode
from gasservice.users.models import User
from gasservice.web.refusals import Refusal
from repairs.access import INSPECTED
from repairs.actions.milestones import finish_milestone, go_back_to, languages_of, running_step
from repairs.actions.orders import close_order, open_order
from repairs.models import HungMeter, Inspection, WorkOrder
from repairs.queries.doors import is_gas_on
from repairs.queries.meters import exchange_of
from repairs.terms import WorkStatus


class PlaceUnknown(Refusal):
    """The case does not say at which place of our books the meter hangs."""


class OrderOver(Refusal):
    """The work was done or cancelled."""


class GasIsOn(Refusal):
    """Gas runs through the meter; it is no mistake of the pen any more."""


def send_meter_hanging(
    *, draft, kind: CaseKind, what: dict, details: dict, facts: dict, by: User | None, at: datetime
) -> Filed:
    """Open the case of a home that has pipes and no meter, with the work order to hang it."""
    with transaction.atomic():
        filed = file_draft(draft=draft, kind=kind, words=what["story"], details=details, facts=facts, by=by, at=at)
        open_order(case=filed.case, kind=Purpose.METER_HANGING, by=by, at=at)
    return filed


@transaction.atomic
def hang_meter(*, order: WorkOrder, serial: str, index_m3: Decimal, by: User, at: datetime) -> HungMeter:
    """Write down the meter that was hung and what it showed; the first inspection comes next. Twice is once."""
    order = WorkOrder.objects.select_for_update(of=("self",)).select_related("case__kind").get(pk=order.pk)
    if hung := HungMeter.objects.standing().filter(order=order).first():
        return hung
    case = Case.objects.select_related("premise", "customer", "kind").get(pk=order.case_id)
    if not order.is_open:
        raise OrderOver(gettext_lazy("This work is over. Open a new order first."))
    if case.premise is None:
        raise PlaceUnknown(gettext_lazy("The case names no address of our books. The desk enters it first."))
    holder = case.customer or customer_of(case)
    done = hang_first_meter(premise=case.premise, serial=serial, index_m3=index_m3, at=at, holder=holder)
    Case.objects.filter(pk=case.pk).update(gas_account=done.account, customer=holder)
    hung = HungMeter.objects.create(order=order, meter=done.meter, reading=done.reading, by=by, at=at)
    go_on_to_inspection(case, hung, by, at)
    return hung


def customer_of(case: Case) -> Customer:
    """Enter whoever asked into the books, once for the case."""
    facts = {"name": case.contact_name or case.reference, "phone": case.contact_phone, "email": case.contact_email}
    facts |= {"language": case.language, "user": case.filed_by}
    return Customer.objects.get_or_create(code=f"N{case.reference}", defaults=facts)[0]


def go_on_to_inspection(case: Case, hung: HungMeter, by: User, at: datetime) -> None:
    with languages_of(case):
        words = _("Meter %(serial)s, first index %(index)s m³") % {
            "serial": hung.meter.serial,
            "index": f"{hung.reading.index_m3.normalize():f}",
        }
    record_event(case=case, kind=EventKind.WORK_DONE, by=by, at=at, words=words)
    if milestone := running_step(case, StepCode.METER):
        finish_milestone(milestone=milestone, words=words, by=by, at=at)
    close_order(case=case, kind=Purpose.METER_HANGING, at=at)
    open_order(case=case, kind=Purpose.INSPECTION, by=by, at=at)


@transaction.atomic
def take_back_meter(*, hung: HungMeter, because: str, by: User, at: datetime) -> HungMeter:
    """Take back that a meter hangs: its row is closed with the reason, its step runs again, the customer is told.

    Only before gas is opened; an inspection that is agreed or begun stays and waits for the right meter. Twice is once.
    """
    case = locked(hung.order.case)
    if is_gas_on(hung):
        raise GasIsOn(gettext_lazy("The gas was opened on this meter. It has to be exchanged."))
    mine = HungMeter.objects.standing().filter(pk=hung.pk)
    if mine.update(taken_back_at=at, taken_back_by=by):
        void_meter(meter=hung.meter, because=because, at=at)
        drop_inspections(case)
        go_back_to(case=case, code=StepCode.METER)
        if case.is_live:
            open_order(case=case, kind=Purpose.METER_HANGING, by=by, at=at, task=because)
        tell_of_taking_back(case, hung, because, by, at)
    hung.refresh_from_db()
    return hung


def drop_inspections(case: Case) -> None:
    """Cancel the inspection that nobody agreed on a time for, and nobody began."""
    agreed = Appointment.objects.booked().filter(case=case)
    begun = Inspection.objects.filter(order=OuterRef("pk"))
    waiting = WorkOrder.objects.filter(~Exists(begun), case=case, kind__in=INSPECTED, status=WorkStatus.PLANNED)
    waiting.exclude(kind__in=agreed.values("purpose")).update(status=WorkStatus.CANCELLED)


def tell_of_taking_back(case: Case, hung: HungMeter, because: str, by: User, at: datetime) -> None:
    facts = {"serial": hung.meter.serial, "words": because}
    key = f"meter-taken-back:{hung.pk}"
    notice = tell_customer(case=case, topic="meter-taken-back", key=key, at=at, facts=facts)
    with languages_of(case):
        words = _("Meter %(serial)s: %(reason)s") % {"serial": hung.meter.serial, "reason": because}
    record_event(case=case, kind=EventKind.METER_TAKEN_BACK, by=by, at=at, words=words[:300], notice=notice)


@transaction.atomic
def exchange_on_order(
    *,
    order: WorkOrder,
    meter: Meter,
    new_serial: str,
    last_index_m3: Decimal,
    first_index_m3: Decimal,
    by: User,
    at: datetime,
) -> MeterExchange:
    """Exchange the meter that an order is about, and tell it in the story; twice is once."""
    order = WorkOrder.objects.select_for_update(of=("self",)).select_related("case").get(pk=order.pk)
    if done := exchange_of(order):
        return done
    if not order.is_open:
        raise OrderOver(gettext_lazy("This work is over. Open a new order first."))
    shown = {"new_serial": new_serial, "last_index_m3": last_index_m3, "first_index_m3": first_index_m3}
    done = exchange_meter(meter=meter, case_reference=order.case.reference, by=by, at=at, **shown)
    indexes = f"{last_index_m3.normalize():f} m³ → {done.hung.serial} {first_index_m3.normalize():f} m³"
    words = f"{done.taken_down.serial} {indexes}"
    record_event(case=order.case, kind=EventKind.METER_EXCHANGED, by=by, at=at, words=words)
    return done
