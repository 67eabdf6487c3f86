"""First inspections: beginning one, judging its items, and ending it with gas on or with what to mend."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gasservice.cases.actions.keeping import meet_promise, place_in_queue
from gasservice.cases.actions.story import record_event
from gasservice.cases.actions.telling import tell_customer
from gasservice.cases.actions.work import hold_case, resolve_case
from gasservice.cases.actions.work import locked as case_locked
from gasservice.cases.models import Case
from gasservice.cases.terms import EventKind, WaitingFor
from gasservice.cases.terms import Finding as CaseFinding
from gasservice.files.models import StoredFile
from gasservice.standards.models import InspectionItem
from gasservice.standards.queries import inspection_items
from gasservice.standards.terms import Promise, Purpose, StepCode
from gasservice.users.models import User
from gasservice.web.languages import localized
from gasservice.web.refusals import Refusal
from repairs.actions.milestones import finish_milestone, languages_of, running_step, stop_clock
from repairs.actions.orders import close_order, open_order
from repairs.models import Finding, Inspection, WorkOrder
from repairs.queries.doors import is_meter_taken_back
from repairs.queries.slots import first_slot
from repairs.terms import Outcome, Verdict
from repairs.verdicts import Judged, outcome_of

METER_HANGING = "meter-hanging"


class InspectionOver(Refusal):
    """What was found stands; another inspection is another row."""


class NotAllJudged(Refusal):
    """Something was not looked at, or a fault has no words or no photo."""


class MeterMissing(Refusal):
    """The meter was taken back, and gas is opened on none."""


class NothingToInspect(Refusal):
    """The order is over, or nothing is published to look at."""


@dataclass(frozen=True)
class Look:
    """What an inspector says of one finding; a photo replaces the one before."""

    finding: Finding
    verdict: str
    words: str = ""
    photo: StoredFile | None = None


@transaction.atomic
def start_inspection(*, order: WorkOrder, by: User, at: datetime) -> Inspection:
    """Begin the inspection of an order, once; a re-check begins with what failed before."""
    order = WorkOrder.objects.select_for_update(of=("self",)).get(pk=order.pk)
    if begun := Inspection.objects.filter(order=order).first():
        return begun
    previous = None
    if order.kind == Purpose.RECHECK:
        previous = Inspection.objects.filter(order__case=order.case_id, outcome=Outcome.REFUSED, recheck=None).first()
    items = items_of(previous, at)
    if not order.is_open or not items:
        raise NothingToInspect(gettext_lazy("There is nothing to inspect on this order."))
    inspection = Inspection.objects.create(order=order, previous=previous, inspector=by, started_at=at)
    Finding.objects.bulk_create(Finding(inspection=inspection, item=item) for item in items)
    return inspection


def items_of(previous: Inspection | None, at: datetime) -> list[InspectionItem]:
    """Give what is looked at: what failed before, by the checklist of that day, or all that holds today."""
    if previous is None:
        return list(inspection_items(timezone.localdate(at)))
    return [found.item for found in previous.findings.filter(verdict=Verdict.NOT_OK).select_related("item")]


def locked(inspection: Inspection) -> Inspection:
    held = Inspection.objects.select_for_update(of=("self",)).select_related("order").get(pk=inspection.pk)
    if held.is_finished:
        raise InspectionOver(gettext_lazy("This inspection is over; what was found stands."))
    return held


@transaction.atomic
def judge_items(*, inspection: Inspection, looks: Iterable[Look], by: User, at: datetime) -> Inspection:
    """Keep what was found so far; an inspector may come back to any item until the end."""
    held = locked(inspection)
    for look in looks:
        facts = {"verdict": look.verdict, "words": look.words}
        facts |= {"photo": look.photo} if look.photo else {}
        Finding.objects.filter(pk=look.finding.pk, inspection=held).update(**facts)
    Inspection.objects.filter(pk=held.pk).update(inspector=by)
    return held


@transaction.atomic
def add_item(*, inspection: Inspection, item: InspectionItem, by: User, at: datetime) -> Finding:
    """Look at something more in a re-check; an item that is there already is not added again."""
    held = locked(inspection)
    return Finding.objects.get_or_create(inspection=held, item=item)[0]


@transaction.atomic
def finish_inspection(*, inspection: Inspection, words: str, by: User, at: datetime) -> Inspection:
    """End an inspection by the one rule: the gas is opened, or what to mend is told and a free re-check opened.

    Ending it twice is once.
    """
    held = Inspection.objects.select_for_update(of=("self",)).select_related("order__case").get(pk=inspection.pk)
    if held.is_finished:
        return held
    findings = list(held.findings.select_related("item"))
    outcome = outcome_of(Judged(row.item.severity, row.verdict, row.words, bool(row.photo_id)) for row in findings)
    if outcome is None:
        raise NotAllJudged(
            gettext_lazy("Judge each item; a fault needs words, and one that keeps the gas shut a photo too.")
        )
    case = case_locked(held.order.case)
    if outcome == Outcome.OPENED and is_meter_taken_back(case):
        raise MeterMissing(gettext_lazy("The meter was taken back. Write down the one that hangs, then open the gas."))
    held.outcome, held.finished_at, held.words, held.inspector = outcome, at, words, by
    held.save(update_fields=["outcome", "finished_at", "words", "inspector"])
    close_order(case=case, kind=held.order.kind, at=at)
    if outcome == Outcome.OPENED:
        open_supply(case, by, at)
    else:
        refuse_supply(held, case, [row for row in findings if row.is_fault], by, at)
    return held


def open_supply(case: Case, by: User, at: datetime) -> None:
    """Gas is on: the last step is done, and so is what the customer came for."""
    record_event(case=case, kind=EventKind.SUPPLY_OPENED, by=by, at=at)
    if milestone := running_step(case, StepCode.OPENING):
        finish_milestone(milestone=milestone, words="", by=by, at=at)
    case.refresh_from_db()
    if case.is_live:
        with languages_of(case):
            words = _("Meter and pipes were inspected in your presence, and the gas is on.")
        resolve_case(case=case, finding=CaseFinding.DONE, words=words, by=by, at=at)


def refuse_supply(inspection: Inspection, case: Case, faults: list[Finding], by: User, at: datetime) -> None:
    """The valve stays shut: say by which rule, what to mend and who may, and open the free re-check.

    The customer reads it in their language, the crew that comes again in the inspector's.
    """
    stopping = [row.item for row in faults if row.item.stops_gas]
    task = _(", ").join(localized(item, "title") for item in stopping)
    recheck = open_order(case=case, kind=Purpose.RECHECK, by=by, at=at, task=task)
    with languages_of(case) as say:
        titles = _(", ").join(say(item, "title") for item in stopping)
    facts = {"faults": faults, "first": first_slot(order=recheck, at=at)}
    key = f"supply-refused:{inspection.pk}"
    notice = tell_customer(case=case, topic="supply-refused", key=key, at=at, facts=facts)
    record_event(case=case, kind=EventKind.SUPPLY_REFUSED, by=by, at=at, words=titles[:300], notice=notice)
    wait_for_mending(case, titles, by, at)


def wait_for_mending(case: Case, titles: str, by: User, at: datetime) -> None:
    """The list of what to mend keeps the promise of a meter hanging; a connection waits for the customer."""
    if case.kind.code == METER_HANGING:
        meet_promise(case=case, promise=Promise.RESOLUTION, by=by, at=at)
        place_in_queue(case=case)
        return
    if milestone := running_step(case, StepCode.OPENING):
        stop_clock(milestone)
    if case.is_live and not case.is_waiting:
        waiting = {"waiting_for": WaitingFor.CUSTOMER, "reason": titles[:300], "is_told": True}
        hold_case(case=case, by=by, at=at, **waiting)
