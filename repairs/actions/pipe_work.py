"""Survey, payment, work and check of a pipe change, and the final bill when the work came to something else."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from gasservice.cases.actions.keeping import meet_promise, place_in_queue
from gasservice.cases.actions.promises import start_promise
from gasservice.cases.actions.story import record_event
from gasservice.cases.actions.work import locked, resolve_case
from gasservice.cases.models import Case, Commitment, Hold
from gasservice.cases.terms import EventKind, Finding
from gasservice.standards.clock import months_after
from gasservice.standards.terms import Promise, Purpose
from gasservice.users.models import User
from gasservice.web.refusals import Refusal
from repairs.actions.answers import go_on
from repairs.actions.booking import settle_appointment
from repairs.actions.orders import open_order
from repairs.actions.pipes import ask_for_consents
from repairs.actions.quotes import begin_quote, measure_again
from repairs.actions.statements import state_final_bill
from repairs.models import FeeLine, PipeChange, PipeSurvey, Quote, QuoteLine, WorkCheck, WorkOrder
from repairs.terms import QuoteState, WorkStatus

OPEN = (WorkStatus.PLANNED, WorkStatus.UNDER_WAY)


class SurveyedBefore(Refusal):
    """The measures stand already, and a quote was made from them."""


class WorkNotDone(Refusal):
    """There is nothing to check yet."""


@transaction.atomic
def record_survey(*, order: WorkOrder, by: User, at: datetime, **measured) -> PipeSurvey:
    """Keep what the surveyor measured and begin the quote from it; the survey is done with that."""
    case = locked(order.case)
    if PipeSurvey.objects.filter(order=order).exists():
        raise SurveyedBefore(_("The measures of this survey stand already."))
    survey = PipeSurvey.objects.create(order=order, by=by, at=at, **measured)
    finish_order(case, order, by, at)
    quote = begin_quote(case=case, by=by, at=at)
    if quote.made_at < at:
        measure_again(quote=quote)
    if change := PipeChange.objects.select_related("case").filter(case=case).first():
        ask_for_consents(change=change, by=by, at=at)
    return survey


def finish_order(case: Case, order: WorkOrder, by: User, at: datetime) -> None:
    """Note an order done, unless the visit did so before; the time agreed for it is kept, or free again."""
    settle_appointment(case=case, kind=order.kind, by=by, at=at)
    if WorkOrder.objects.filter(pk=order.pk, status__in=OPEN).update(status=WorkStatus.DONE, done_at=at):
        with translation.override(case.language):
            words = str(Purpose(order.kind).label)
        record_event(case=case, kind=EventKind.WORK_DONE, by=by, at=at, words=words)


def follow_payments(*, limit: int = 500) -> int:
    """Start our promise to do the work from the moment all of an accepted quote was paid; give how many began."""
    unpaid = QuoteLine.objects.filter(
        quote=OuterRef("pk"), charge__paid_at__isnull=True, charge__voided_at__isnull=True, charge__isnull=False
    )
    started = Commitment.objects.filter(case=OuterRef("case"), promise=Promise.WORK)
    accepted = Quote.objects.filter(state=QuoteState.ACCEPTED, is_final=False, case__closed_at__isnull=True)
    paid = accepted.exclude(Exists(unpaid)).exclude(Exists(started)).order_by("answered_at")
    return sum(begin_work(quote) for quote in paid.select_related("case")[:limit])


@transaction.atomic
def begin_work(quote: Quote) -> bool:
    """Start the promise with the payment, however late this sweep comes; what waited for it waited until then."""
    case = locked(quote.case)
    if Commitment.objects.filter(case=case, promise=Promise.WORK).exists():
        return False
    paid = quote.lines.filter(charge__paid_at__isnull=False).order_by("charge__paid_at").last()
    since = paid.charge.paid_at if paid else quote.answered_at
    start_promise(case=case, promise=Promise.WORK, at=since)
    if Hold.objects.filter(case=case, resumed_at__isnull=True, held_at__lte=since).exists():
        go_on(case, None, since)
    place_in_queue(case=case)
    return True


def follow_finished_work(*, at: datetime, limit: int = 500) -> int:
    """Order the check of finished pipe work, and bill what it came to; give how many were followed."""
    checks = WorkOrder.objects.filter(case=OuterRef("case"), kind=Purpose.ACCEPTANCE)
    since = checks.filter(opened_at__gte=OuterRef("done_at"))
    asked = PipeChange.objects.filter(case=OuterRef("case"))
    done = WorkOrder.objects.filter(Exists(asked), kind=Purpose.PIPE_WORK, status=WorkStatus.DONE)
    rows = done.exclude(Exists(since)).exclude(Exists(checks.filter(status__in=OPEN))).order_by("done_at")
    return sum(follow_work(order, at) for order in rows.select_related("case")[:limit])


@transaction.atomic
def follow_work(order: WorkOrder, at: datetime) -> bool:
    case = locked(order.case)
    open_order(case=case, kind=Purpose.ACCEPTANCE, by=None, at=max(at, order.done_at))
    if FeeLine.objects.filter(order=order, charge__isnull=True).exists():
        state_final_bill(order=order, by=None, at=at)
    return True


@transaction.atomic
def record_check(*, case: Case, signed_name: str, by: User, at: datetime, **values) -> WorkCheck:
    """Keep the check of the work; passed and signed it ends the case and begins the warranty, else we come again."""
    case = locked(case)
    order = order_to_check(case, by, at)
    passed = values["is_leak_free"] and values["is_valve_reachable"] and values["is_gas_on"] and not values["drop_kpa"]
    facts = {"has_passed": passed, "signed_name": signed_name if passed else "", "by": by, "at": at}
    check = WorkCheck.objects.create(order=order, **values | facts)
    settle_appointment(case=case, kind=order.kind, by=by, at=at)
    if passed:
        accept_work(case, order, by, at)
    else:
        order_again(case, check, by, at)
    return check


def order_to_check(case: Case, by: User, at: datetime) -> WorkOrder:
    works = WorkOrder.objects.filter(case=case, kind=Purpose.PIPE_WORK).exclude(status=WorkStatus.CANCELLED)
    if not works.exists() or works.filter(status__in=OPEN).exists():
        raise WorkNotDone(_("Finish the work first, then check it."))
    if WorkCheck.objects.filter(order__case=case, has_passed=True).exists():
        raise WorkNotDone(_("This work was checked and signed for already."))
    last = works.latest("done_at")
    checks = WorkOrder.objects.filter(case=case, kind=Purpose.ACCEPTANCE).exclude(status=WorkStatus.CANCELLED)
    ended = checks.filter(status=WorkStatus.DONE, done_at__gte=last.done_at).last()
    return ended or open_order(case=case, kind=Purpose.ACCEPTANCE, by=by, at=at)


def accept_work(case: Case, order: WorkOrder, by: User, at: datetime) -> None:
    quote = Quote.objects.filter(case=case).standing().select_related("rule").order_by("version").last()
    last_day = months_after(timezone.localdate(at), quote.rule.warranty_months) if quote else None
    until = last_day + timedelta(days=1) if last_day else None
    WorkOrder.objects.filter(pk=order.pk).update(status=WorkStatus.DONE, done_at=at, warranty_until=until)
    works = WorkOrder.objects.filter(case=case, kind=Purpose.PIPE_WORK, status=WorkStatus.DONE)
    works.update(warranty_until=until)
    record_event(case=case, kind=EventKind.WORK_ACCEPTED, by=by, at=at)
    meet_promise(case=case, promise=Promise.WORK, by=by, at=at)
    with translation.override(case.language):
        words = _("The pipes are moved and tested, the gas is on, and the warranty has begun.")
    if case.is_live:
        resolve_case(case=case, finding=Finding.DONE, words=words, by=by, at=at)


def order_again(case: Case, check: WorkCheck, by: User, at: datetime) -> None:
    """Come again, free of charge, for what the check found."""
    open_order(case=case, kind=Purpose.PIPE_WORK, by=by, at=at, task=check.words)
    with translation.override(case.language):
        words = _("The check found something that we have to mend first. We come again, free of charge.")
    record_event(case=case, kind=EventKind.STEP_DONE, by=by, at=at, words=words)
