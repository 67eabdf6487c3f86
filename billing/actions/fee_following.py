"""What follows when a fee on a bill is paid, withdrawn, or paid by another way: nobody owes it twice."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from billing.actions.adjusting import adjust_bill
from billing.models import BillLine, Payment
from billing.queries.fees import lines_credited, lines_not_owed, lines_paid
from billing.terms import AdjustmentCause
from gasservice.cases.actions.story import record_event
from gasservice.cases.models import Case
from gasservice.cases.terms import EventKind
from gasservice.registry.actions.charges import NotChargedAnyMore, pay_charge, void_charge
from gasservice.registry.models import FeeCharge, GasAccount
from gasservice.users.models import User
from gasservice.web.say import say_money

BATCH = 500


def follow_fees(*, at: datetime, limit: int = BATCH) -> int:
    """Note which fees were paid by their bills, credit those that are not owed, withdraw those that were credited.

    Each is done once, also beside another worker; gives how many were.
    """
    paid = sum(note_paid(line, at) for line in lines_paid().order_by("pk")[:limit])
    credited = sum(credit_line(line, at) for line in lines_not_owed(at).order_by("pk")[:limit])
    return paid + credited + sum(withdraw_charge_of(line, at) for line in lines_credited().order_by("pk")[:limit])


@transaction.atomic
def note_paid(line: BillLine, at: datetime) -> bool:
    """Note a fee as paid from the moment its bill was, which is when our promises start; in its case's story too."""
    case = case_held(line.fee_charge)
    last = Payment.objects.filter(shares__bill=line.bill, shares__is_late_charge=False).latest("paid_at", "pk")
    paid_at = max(last.paid_at, line.fee_charge.charged_at)
    try:
        is_new = pay_charge(charge=line.fee_charge, payment_reference=last.reference, at=paid_at)
    except NotChargedAnyMore:
        return False
    if is_new and case:
        record_event(case=case, kind=EventKind.PAID, by=None, at=at, words=say_money(line.fee_charge.left))
    return is_new


def case_held(charge: FeeCharge) -> Case | None:
    """Hold the case of a charge before the charge itself, as every act on its money does."""
    rows = Case.objects.select_for_update(of=("self",)).filter(reference=charge.case_reference)
    return rows.first() if charge.case_reference else None


@transaction.atomic
def credit_line(line: BillLine, at: datetime) -> bool:
    """Credit a fee that is not owed any more; what was paid of it pays what else is owed, or stands to their credit."""
    GasAccount.objects.select_for_update(no_key=True).get(pk=line.bill.gas_account_id)
    line = lines_not_owed(at).filter(pk=line.pk).first()
    if line is None:
        return False
    charge = line.fee_charge
    cause = AdjustmentCause.PAID if charge.is_paid else AdjustmentCause.VOID
    why = charge.payment_reference if charge.is_paid else charge.void_reason
    amount = -min(line.net, line.bill.principal)
    words = f"{charge.reference} · {why}"
    adjust_bill(bill=line.bill, amount=amount, cause=cause, by=None, at=at, words=words, line=line)
    return True


@transaction.atomic
def withdraw_charge_of(line: BillLine, at: datetime) -> bool:
    """Withdraw the charge of a fee that was credited in full, so that nobody is asked for it at the counter."""
    reason = _("Credited on bill %(number)s") % {"number": line.bill.number}
    return withdraw_fee(line.fee_charge, reason, None, at)


def withdraw_fee(charge: FeeCharge, reason: str, by: User | None, at: datetime) -> bool:
    """Withdraw a charge that nobody has paid, in its case's story too; say whether it stood."""
    case = case_held(charge)
    is_new = void_charge(charge=charge, reason=reason, by=by, at=at)
    if is_new and case:
        words = f"{say_money(charge.amount)} · {reason}"[:300]
        record_event(case=case, kind=EventKind.UNCHARGED, by=by, at=at, words=words)
    return is_new
