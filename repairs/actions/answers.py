"""The customer's answer to a quote: accepted or declined, and what an answer that comes too late leads to."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from gasservice.cases.actions.story import record_event
from gasservice.cases.actions.work import locked, note_internally, resolve_case, resume_case
from gasservice.cases.models import Case, Hold
from gasservice.cases.terms import EventKind, Finding, WaitingFor
from gasservice.standards.terms import Purpose, QuoteStop
from gasservice.users.models import User
from gasservice.web.refusals import Refusal
from repairs.actions.charging import charge_quote
from repairs.actions.orders import open_order
from repairs.actions.quotes import words_of
from repairs.models import PipeChange, Quote
from repairs.queries.papers import named_in_words, papers_stopping
from repairs.terms import QuoteState


class QuoteNotOpen(Refusal):
    """The quote no longer holds, or a newer one stands in its place."""


class NotSettledYet(Refusal):
    """A consent or a check is missing that the work needs."""


def accept_quote(*, quote: Quote, name: str, by: User | None, at: datetime) -> Quote:
    """Accept a quote: who said yes to which total and when; the fees are charged and the work is ordered.

    An answer that comes too late is refused with a sentence, and the desk is told of it.
    """
    with transaction.atomic():
        case, quote = held(quote)
        if quote.state == QuoteState.ACCEPTED:
            return quote
        if holds(quote, at):
            refuse_unsettled(case, quote)
            return accept(case, quote, name, by, at)
        note_internally(case=case, words=too_late(quote, name), by=None, at=at)
    raise QuoteNotOpen(
        _("This quote can no longer be accepted: it has expired, or a newer one stands here. We were told and write.")
    )


def held(quote: Quote) -> tuple[Case, Quote]:
    """Hold the case, then the quote: two answers at once are one after the other."""
    case = Case.objects.select_related("premise", "gas_account").get(pk=locked(quote.case).pk)
    rows = Quote.objects.select_for_update(of=("self",)).select_related("case", "rule", "sent_by")
    return case, rows.get(pk=quote.pk)


def refuse_unsettled(case: Case, quote: Quote) -> None:
    """Refuse an answer while a consent is missing that the work needs; a final bill needs none any more."""
    change = PipeChange.objects.filter(case=case).first()
    if missing := [] if quote.is_final else papers_stopping(change, QuoteStop.ACCEPTING):
        raise NotSettledYet(
            _("Before you can accept it, this has to be settled: %(papers)s.") % {"papers": named_in_words(missing)}
        )


def holds(quote: Quote, at: datetime) -> bool:
    return quote.is_open and timezone.localdate(at) < quote.valid_until


def accept(case: Case, quote: Quote, name: str, by: User | None, at: datetime) -> Quote:
    quote.state, quote.answered_by, quote.answered_name, quote.answered_at = QuoteState.ACCEPTED, by, name, at
    quote.save(update_fields=["state", "answered_by", "answered_name", "answered_at"])
    record_event(case=case, kind=EventKind.QUOTE_ACCEPTED, by=by, at=at, words=f"{words_of(quote)} · {name}")
    charge_quote(case=case, quote=quote, by=quote.sent_by, at=at)
    if not quote.is_final:
        open_order(case=case, kind=Purpose.PIPE_WORK, by=quote.sent_by, at=at, task=quote.words)
    return quote


def too_late(quote: Quote, name: str) -> str:
    return _("%(name)s wanted to accept quote %(number)s, which no longer holds. Make a new one, or call.") % {
        "name": name,
        "number": quote.number,
    }


@transaction.atomic
def decline_quote(*, quote: Quote, name: str, reason: str, wants_another: bool, by: User | None, at: datetime) -> Quote:
    """Decline a quote and say why: then either another one is made, or the case ends with our thanks.

    A final bill that is declined leaves what was accepted before.
    """
    case, quote = held(quote)
    if quote.state == QuoteState.DECLINED:
        return quote
    if not quote.is_open:
        raise QuoteNotOpen(_("This quote is no longer open."))
    quote.state, quote.answered_by, quote.answered_name, quote.answered_at = QuoteState.DECLINED, by, name, at
    quote.decline_reason = reason
    quote.save(update_fields=["state", "answered_by", "answered_name", "answered_at", "decline_reason"])
    record_event(case=case, kind=EventKind.QUOTE_DECLINED, by=by, at=at, words=f"{words_of(quote)} · {reason}"[:300])
    if quote.is_final or wants_another:
        go_on(case, by, at)
    else:
        with translation.override(case.language):
            words = _("You have decided not to have it done. Nothing is owed. Write to us when you change your mind.")
        resolve_case(case=case, finding=Finding.INFORMED, words=words, by=None, at=at)
    return quote


def go_on(case: Case, by: User | None, at: datetime) -> None:
    """Let the clocks run on where they waited for the customer."""
    if Hold.objects.filter(case=case, resumed_at__isnull=True, waiting_for=WaitingFor.CUSTOMER).exists():
        resume_case(case=case, by=by, at=at)


def expire_quotes(*, at: datetime, limit: int = 500) -> int:
    """Let quotes end that nobody answered in their time, and tell the desk; give how many."""
    ended = Quote.objects.filter(state=QuoteState.SENT, valid_until__lte=timezone.localdate(at))
    return sum(expire(quote, at) for quote in ended.select_related("case")[:limit])


@transaction.atomic
def expire(quote: Quote, at: datetime) -> bool:
    case = locked(quote.case)
    if not Quote.objects.filter(pk=quote.pk, state=QuoteState.SENT).update(state=QuoteState.EXPIRED):
        return False
    words = _("Nobody answered quote %(number)s in its time. Ask the customer, or resolve the case.")
    note_internally(case=case, words=words % {"number": quote.number}, by=None, at=at)
    go_on(case, None, at)
    return True
