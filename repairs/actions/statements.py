"""The final bill of work that came to something else than was quoted."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from gasservice.cases.actions.story import record_event
from gasservice.cases.actions.work import locked
from gasservice.cases.models import Case
from gasservice.cases.terms import EventKind
from gasservice.standards.models import FeeItem
from gasservice.users.models import User
from repairs import quoting
from repairs.actions.charging import charge_quote
from repairs.actions.quotes import (
    QuoteNotReady,
    choose_discounts,
    keep_line,
    locked_draft,
    new_version,
    open_to_answer,
    tell_of_quote,
    words_of,
)
from repairs.models import FeeLine, Quote, WorkOrder
from repairs.terms import QuoteState


def accepted_of(case: Case) -> Quote | None:
    """Give what the customer accepted last."""
    rows = Quote.objects.filter(case=case, state=QuoteState.ACCEPTED).select_related("rule")
    return rows.order_by("version").last()


@transaction.atomic
def begin_final_bill(*, case: Case, by: User | None, at: datetime) -> Quote:
    """Begin the final bill with what was accepted, by the fee table of that day; while one is being made, give it."""
    case = locked(case)
    if being_made := Quote.objects.filter(case=case, state=QuoteState.DRAFT).first():
        return being_made
    accepted = accepted_of(case)
    if accepted is None:
        raise QuoteNotReady(_("Nothing was accepted yet, so there is nothing to bill."))
    bill = new_version(case, by, at, is_final=True)
    bill.priced_on, bill.rule = accepted.priced_on, accepted.rule
    bill.save(update_fields=["priced_on", "rule"])
    for line in accepted.lines.select_related("fee"):
        keep_line(bill, line.fee, line.quantity, line.unit_price, line.reason)
    return choose_discounts(quote=bill, rules=[row.rule for row in accepted.discounts.select_related("rule")])


@transaction.atomic
def state_final_bill(*, order: WorkOrder, by: User | None, at: datetime) -> Quote:
    """Bill what was accepted, with what the crew wrote down on the order in the place of the same fees."""
    bill = begin_final_bill(case=order.case, by=by, at=at)
    for fee, (quantity, amount) in used_on(order).items():
        keep_line(bill, fee, quantity, quoting.to_fen(amount / quantity), "", amount)
    choose_discounts(quote=bill, rules=[row.rule for row in bill.discounts.select_related("rule")])
    return issue_final_bill(bill=bill, by=by, at=at)


def used_on(order: WorkOrder) -> dict[FeeItem, tuple[Decimal, Decimal]]:
    """Add up what was used of each fee: its quantity and its amount."""
    used: dict[FeeItem, tuple[Decimal, Decimal]] = {}
    for line in FeeLine.objects.filter(order=order, charge__isnull=True).select_related("fee"):
        quantity, amount = used.get(line.fee, (Decimal(0), quoting.NOTHING))
        used[line.fee] = (quantity + line.quantity, amount + line.amount)
    return used


@transaction.atomic
def issue_final_bill(*, bill: Quote, by: User | None, at: datetime) -> Quote:
    """Send the final bill: above the tolerance it waits to be accepted, within it no more is owed than before.

    Less is always passed on.
    """
    case = Case.objects.select_related("premise", "gas_account").get(pk=locked(bill.case).pk)
    bill, accepted = locked_draft(bill), accepted_of(case)
    open_to_answer(bill, by, at)
    is_asked = quoting.needs_acceptance(accepted.total, bill.total, accepted.rule.tolerance_percent)
    topic = "bill-to-accept" if is_asked else "bill-settled"
    if not is_asked:
        bill.state, bill.payable = QuoteState.SETTLED, quoting.to_pay(accepted.total, bill.total)
        bill.save(update_fields=["state", "payable"])
    notice = tell_of_quote(case, bill, topic, at)
    record_event(case=case, kind=EventKind.BILLED, by=by, at=at, words=words_of(bill), notice=notice)
    if not is_asked:
        charge_quote(case=case, quote=bill, by=by, at=at)
    return bill
