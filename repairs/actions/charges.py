"""What the desk does with charges: it notes a payment, and a supervisor withdraws one or notes what was paid back."""

from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from gasservice.cases.actions.story import record_event
from gasservice.cases.actions.telling import tell_customer
from gasservice.cases.models import Case
from gasservice.cases.terms import EventKind
from gasservice.notices.models import Notice
from gasservice.registry.actions.charges import pay_charge, void_charge
from gasservice.registry.actions.refunds import note_refund
from gasservice.registry.models import FeeCharge, FeeRefund
from gasservice.registry.terms import RefundMethod
from gasservice.users.models import User
from gasservice.web.refusals import Refusal
from gasservice.web.say import say_money
from repairs import quoting
from repairs.queries.accounts import owed_back_with


class PaidOtherwise(Refusal):
    """The charge was paid before, by another payment."""


class NothingOwedBack(Refusal):
    """Nothing is owed back any more, or another sum than was paid back."""


class RefundNotedElsewhere(Refusal):
    """The payment was noted before, for something else."""


def case_held(charge: FeeCharge) -> Case | None:
    """Hold the case of a charge before the charge itself, as every act on its money does; some have none."""
    rows = Case.objects.select_for_update(of=("self",)).filter(reference=charge.case_reference)
    return rows.first() if charge.case_reference else None


@transaction.atomic
def record_payment(*, charge: FeeCharge, payment_reference: str, by: User | None, at: datetime) -> FeeCharge:
    """Note that a charge was paid, in its case's story too; the same payment told twice is one payment."""
    case = case_held(charge)
    if pay_charge(charge=charge, payment_reference=payment_reference, at=at):
        tell_story(case, EventKind.PAID, say_money(charge.left), by, at)
    elif charge.payment_reference != payment_reference:
        raise PaidOtherwise(
            _("This charge was paid before, by payment %(payment)s. If they paid twice, give one back.")
            % {"payment": charge.payment_reference},
            field="payment_reference",
        )
    return charge


@transaction.atomic
def withdraw_charge(*, charge: FeeCharge, reason: str, by: User, at: datetime) -> FeeCharge:
    """Take back a charge; the fee may then be charged again, and what was paid is owed back. Told twice is once."""
    case = case_held(charge)
    if void_charge(charge=charge, reason=reason, by=by, at=at, even_if_paid=True):
        tell_story(case, EventKind.UNCHARGED, f"{say_money(charge.amount)} · {reason}"[:300], by, at)
    charge.refresh_from_db()
    return charge


@transaction.atomic
def pay_back(
    *, charge: FeeCharge, amount: Decimal, method: RefundMethod, payment_reference: str, by: User, at: datetime
) -> FeeRefund:
    """Note that all we owe back on the case of a charge was paid back; the customer is told and has a credit note.

    The same payment told twice is one refund. `amount` is what was paid: anything but what is owed is refused.
    """
    case = case_held(charge)
    held = FeeCharge.objects.select_for_update().get(pk=charge.pk)
    if told := FeeRefund.objects.filter(payment_reference=payment_reference).first():
        return same_refund(told, charge, amount)
    parts = owed_back_with(held, case)
    refuse_other_sum(amount, quoting.sum_of(part.amount for part in parts))
    facts = {"parts": parts, "method": method, "payment_reference": payment_reference}
    try:
        with transaction.atomic():
            refund = note_refund(**facts, case_reference=charge.case_reference, by=by, at=at)
    except IntegrityError:
        raise RefundNotedElsewhere(_("This payment was noted for another refund."), field="payment_reference") from None
    notice = tell_of_refund(case, refund) if case else None
    tell_story(case, EventKind.PAID_BACK, say_money(refund.amount), by, at, notice=notice)
    return refund


def same_refund(refund: FeeRefund, charge: FeeCharge, amount: Decimal) -> FeeRefund:
    """Give the refund that a payment was noted for, where it is this one."""
    is_theirs = refund.lines.filter(charge=charge).exists() or refund.case_reference == charge.case_reference != ""
    if not is_theirs or refund.amount != amount:
        raise RefundNotedElsewhere(_("This payment was noted for another refund."), field="payment_reference")
    return refund


def refuse_other_sum(amount: Decimal, owed: Decimal) -> None:
    if not owed:
        raise NothingOwedBack(_("Nothing is owed back any more. Look at the charge again."))
    if amount != owed:
        raise NothingOwedBack(
            _("%(owed)s is owed back now, not %(amount)s. Look at the charge again.")
            % {"owed": say_money(owed), "amount": say_money(amount)}
        )


def tell_of_refund(case: Case, refund: FeeRefund) -> Notice | None:
    facts = {
        "amount": refund.amount,
        "method": RefundMethod(refund.method).label,
        "payment": refund.payment_reference,
        "number": refund.number,
    }
    return tell_customer(case=case, topic="paid-back", key=f"paid-back:{refund.pk}", at=refund.at, facts=facts)


def tell_story(case: Case | None, kind: EventKind, words: str, by: User | None, at: datetime, **facts) -> None:
    if case:
        record_event(case=case, kind=kind, by=by, at=at, words=words, **facts)
