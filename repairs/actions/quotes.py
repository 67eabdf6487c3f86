"""Making a quote from the fee table, and sending it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from gasservice.cases.actions.keeping import meet_promise, place_in_queue
from gasservice.cases.actions.story import record_event
from gasservice.cases.actions.telling import tell_customer
from gasservice.cases.actions.work import hold_case, locked
from gasservice.cases.models import Case
from gasservice.cases.terms import EventKind, Status, WaitingFor
from gasservice.registry.actions.charges import FeeNotValid
from gasservice.registry.queries import needs_of
from gasservice.standards.models import DiscountRule, FeeItem
from gasservice.standards.queries import discounts_of, fees_of, quote_rule_of
from gasservice.standards.terms import Promise, QuoteStop
from gasservice.users.models import User
from gasservice.web.refusals import Refusal
from gasservice.web.say import say_money
from repairs import quoting
from repairs.actions.prices import chosen_price
from repairs.models import PipeChange, PipeSurvey, Quote, QuoteDiscount, QuoteLine
from repairs.queries.papers import SERVICE, named_in_words, papers_stopping
from repairs.terms import QuoteState

NEED_DISCOUNT = "priority-need"


class QuoteNotReady(Refusal):
    """Something is missing before this can be sent."""


class QuoteIsSent(Refusal):
    """What was sent is never changed."""


@transaction.atomic
def begin_quote(*, case: Case, by: User | None, at: datetime) -> Quote:
    """Begin a quote with what the survey comes to by the fee table; while one is being made, give that one."""
    case = locked(case)
    if being_made := Quote.objects.filter(case=case, state=QuoteState.DRAFT).first():
        return being_made
    quote = new_version(case, by, at)
    suggest_lines(quote)
    choose_discounts(quote=quote, rules=discounts_due(case, quote))
    return quote


@transaction.atomic
def measure_again(*, quote: Quote) -> Quote:
    """Bring a quote that is being made to what was measured last; what was put in by hand stays."""
    quote = locked_draft(quote)
    suggest_lines(quote)
    return recount(quote)


def suggest_lines(quote: Quote) -> None:
    """Put in what the last survey comes to by the fee table; what only an earlier one came to goes."""
    surveys = PipeSurvey.objects.filter(order__case=quote.case_id).order_by("at")
    *earlier, last = [quoting.suggested(measures_of(survey)) for survey in surveys] or [{}]
    gone = {code for suggested in earlier for code in suggested} - set(last)
    quote.lines.filter(fee__code__in=gone).delete()
    fees = {fee.code: fee for fee in fees_of(SERVICE, quote.priced_on)}
    for code, quantity in last.items():
        if fee := fees.get(code):
            keep_line(quote, fee, quantity, fee.amount, "")


def measures_of(survey: PipeSurvey) -> quoting.Measures:
    return quoting.Measures(survey.pipe_metres, survey.moves_pipe, survey.moves_meter, survey.hoses)


def new_version(case: Case, by: User | None, at: datetime, *, is_final: bool = False) -> Quote:
    """Begin the next version; a case that nobody can quote for has no rule of quotes."""
    day = timezone.localdate(at)
    rule = quote_rule_of(SERVICE, day)
    if rule is None:
        raise QuoteNotReady(_("No rule of quotes holds today. Ask the standards officer for one."))
    version = Quote.objects.filter(case=case).count() + 1
    return Quote.objects.create(
        case=case,
        number=f"Q{case.reference.replace('-', '')}-{version}",
        version=version,
        is_final=is_final,
        rule=rule,
        priced_on=day,
        made_by=by,
        made_at=at,
    )


def discounts_due(case: Case, quote: Quote) -> list[DiscountRule]:
    """Give the discounts that the customer asked for, and that for a need we know of."""
    change = PipeChange.objects.filter(case=case).first()
    codes = set(change.discounts) if change else set()
    if case.premise and needs_of(case.premise).exists():
        codes.add(NEED_DISCOUNT)
    return list(discounts_of(SERVICE, quote.priced_on).filter(code__in=codes))


@transaction.atomic
def put_line(
    *, quote: Quote, fee: FeeItem, quantity: Decimal, by: User, unit_price: Decimal | None = None, reason: str = ""
) -> QuoteLine:
    """Put a fee into a quote, or change how much of it; a price above the lowest of its range needs a reason."""
    quote = locked_draft(quote)
    if not fee.has_begun(quote.priced_on) or fee.has_ended(quote.priced_on):
        raise FeeNotValid(_("This fee does not stand in the table of that day."), field="fee")
    price = chosen_price(fee, unit_price, reason)
    line = keep_line(quote, fee, quantity, price, reason)
    recount(quote)
    return line


def keep_line(
    quote: Quote, fee: FeeItem, quantity: Decimal, price: Decimal, reason: str, amount: Decimal | None = None
) -> QuoteLine:
    facts = {
        "quantity": quantity,
        "unit_price": price,
        "amount": quoting.line_amount(quantity, price) if amount is None else amount,
        "reason": reason,
        "basis_en": fee.basis_en,
        "basis_zh_hans": fee.basis_zh_hans,
        "basis_zh_hant": fee.basis_zh_hant,
    }
    line, _is_new = QuoteLine.objects.update_or_create(quote=quote, fee=fee, defaults=facts)
    return line


@transaction.atomic
def drop_line(*, quote: Quote, line: int, by: User) -> None:
    quote = locked_draft(quote)
    quote.lines.filter(pk=line).delete()
    recount(quote)


@transaction.atomic
def choose_discounts(*, quote: Quote, rules: Iterable[DiscountRule]) -> Quote:
    """Apply the discounts whose condition is met, and no others."""
    quote, rules = locked_draft(quote), list(rules)
    quote.discounts.exclude(rule__in=rules).delete()
    for rule in rules:
        QuoteDiscount.objects.get_or_create(quote=quote, rule=rule)
    return recount(quote)


def locked_draft(quote: Quote) -> Quote:
    held = Quote.objects.select_for_update(of=("self",)).select_related("case", "rule").get(pk=quote.pk)
    if not held.is_draft:
        raise QuoteIsSent(_("This was sent and is not changed any more. Make a new version."))
    return held


def recount(quote: Quote) -> Quote:
    """Add up the lines and what the discounts take off."""
    discounts = {row.rule.code: row for row in quote.discounts.select_related("rule")}
    quote.fees = quoting.sum_of(quote.lines.values_list("amount", flat=True))
    rules = [quoting.Discount(code, row.rule.percent, row.rule.amount) for code, row in discounts.items()]
    for code, amount in quoting.discounts_on(quote.fees, rules).items():
        discounts[code].amount = amount
        discounts[code].save(update_fields=["amount"])
    quote.discount = quoting.sum_of(row.amount for row in discounts.values())
    quote.total = quote.payable = quote.fees - quote.discount
    quote.save(update_fields=["fees", "discount", "total", "payable"])
    return quote


@transaction.atomic
def send_quote(*, quote: Quote, by: User, at: datetime, words: str = "") -> Quote:
    """Send a quote: it holds as long as its rule says, what was open before is replaced, and the clock waits."""
    case = locked(quote.case)
    quote = locked_draft(quote)
    refuse_unready(case, quote)
    open_to_answer(quote, by, at, words)
    notice = tell_of_quote(case, quote, "quote-sent", at)
    record_event(case=case, kind=EventKind.QUOTED, by=by, at=at, words=words_of(quote), notice=notice)
    meet_promise(case=case, promise=Promise.FIRST_ANSWER, by=by, at=at)
    wait_for_answer(case, by, at)
    place_in_queue(case=case)
    return quote


def open_to_answer(quote: Quote, by: User | None, at: datetime, words: str = "") -> None:
    """Let the customer answer; whatever was open before is replaced by it."""
    Quote.objects.filter(case=quote.case_id, state=QuoteState.SENT).update(state=QuoteState.SUPERSEDED)
    quote.state, quote.sent_by, quote.sent_at, quote.words = QuoteState.SENT, by, at, words
    quote.valid_until = timezone.localdate(at) + timedelta(days=quote.rule.valid_days)
    quote.save(update_fields=["state", "sent_by", "sent_at", "valid_until", "words"])


def wait_for_answer(case: Case, by: User, at: datetime) -> None:
    """Let the clocks stand until the customer has answered and paid."""
    if case.status != Status.WAITING:
        with translation.override(case.language):
            reason = _("your answer to the quote, and the payment")
        hold_case(case=case, waiting_for=WaitingFor.CUSTOMER, reason=reason, by=by, at=at, is_told=True)


def refuse_unready(case: Case, quote: Quote) -> None:
    if not quote.lines.exists():
        raise QuoteNotReady(_("Add at least one line first."))
    if case.premise_id is None and case.gas_account_id is None:
        raise QuoteNotReady(_("Find the home first: fees are charged for a place. Complete the particulars."))
    change = PipeChange.objects.filter(case=case).first()
    if missing := papers_stopping(change, QuoteStop.SENDING):
        raise QuoteNotReady(
            _("Check the papers first: a quote is sent once all of them are accepted. Missing: %(papers)s.")
            % {"papers": named_in_words(missing)}
        )


def tell_of_quote(case: Case, quote: Quote, topic: str, at: datetime):
    facts = {"number": quote.number, "valid_until": quote.valid_until}
    facts |= {"total": say_money(quote.total), "payable": say_money(quote.payable)}
    return tell_customer(case=case, topic=topic, key=f"{topic}:{quote.pk}", at=at, facts=facts)


def words_of(quote: Quote) -> str:
    """Name a quote in the story as it is named everywhere."""
    return f"{quote.number} · {say_money(quote.total)}"
