"""Changing what a bill comes to after it was made, and what follows from that for late charges and payments."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from billing.actions.settling import give_back, settle_account
from billing.models import Adjustment, Bill, BillLine
from billing.queries.fees import is_paid_otherwise
from billing.queries.looking import gas_owed
from billing.queries.standings import standings_of
from billing.terms import AdjustmentCause, LineKind
from gasservice.registry.actions.refunds import credit_charge
from gasservice.registry.models import FeeCharge, GasAccount
from gasservice.users.models import User
from gasservice.web.copying import new_keys
from gasservice.web.refusals import Refusal

# Estimates that hold nothing but gas, all at once: what was paid of them is free for the bill that replaces them.
CREDIT = """
WITH estimate AS (
    SELECT id, amount + adjusted AS owed FROM billing_bill bill
    WHERE taken_back_by_id = ANY(%(bills)s) AND amount + adjusted > 0
        AND NOT EXISTS (SELECT 1 FROM billing_billline WHERE bill_id = bill.id AND kind <> 'gas')
    FOR NO KEY UPDATE
), numbered AS (
    SELECT nextval(pg_get_serial_sequence('billing_adjustment', 'id')) AS key, id, owed FROM estimate
), credited AS (
    INSERT INTO billing_adjustment (id, number, bill_id, cause, amount, words, case_reference, at)
    SELECT key, 'A' || %(month)s || '-' || lpad(key::text, 8, '0'), id, 'estimate', -owed, '', '', %(at)s FROM numbered
), given_back AS (
    INSERT INTO billing_paymentshare (payment_id, bill_id, is_late_charge, amount, at)
    SELECT payment_id, bill_id, is_late_charge, -sum(amount), %(at)s FROM billing_paymentshare
    WHERE bill_id IN (SELECT id FROM estimate) GROUP BY 1, 2, 3 HAVING sum(amount) <> 0
    RETURNING payment_id, amount
), freed AS (
    UPDATE billing_payment payment SET shared = shared + back.amount
    FROM (SELECT payment_id, sum(amount) AS amount FROM given_back GROUP BY 1) AS back
    WHERE payment.id = back.payment_id
)
UPDATE billing_bill bill SET adjusted = adjusted - owed, paid = 0, late_paid = 0
FROM estimate WHERE bill.id = estimate.id
"""


class BelowNothing(Refusal):
    """A bill cannot be credited more than it comes to."""


@transaction.atomic
def adjust_bill(
    *,
    bill: Bill,
    amount: Decimal,
    cause: AdjustmentCause,
    by: User | None,
    at: datetime,
    words: str = "",
    line: BillLine | None = None,
    case_reference: str = "",
    approved_by: User | None = None,
) -> Adjustment:
    """Change a bill by an amount in yuan, below nought to credit it; what was paid too much pays other bills.

    Raises BelowNothing for more than the bill comes to, and MoreThanWasPaid for a fee that was paid back meanwhile.
    """
    GasAccount.objects.select_for_update(no_key=True).get(pk=bill.gas_account_id)
    bill.refresh_from_db()
    if bill.principal + amount < 0:
        raise BelowNothing(
            _("This bill comes to %(amount)s yuan; no more can be credited.") % {"amount": bill.principal}
        )
    if line and line.fee_charge_id:
        credit_fee(line, -amount)
    if bill.paid > bill.principal + amount:
        give_back(bill, bill.paid - bill.principal - amount, at)
    Bill.objects.filter(pk=bill.pk).update(adjusted=F("adjusted") + amount)
    bill.adjusted += amount
    made = noted(
        bill=bill,
        amount=amount,
        cause=cause,
        by=by,
        at=at,
        words=words,
        line=line,
        case_reference=case_reference,
        approved_by=approved_by,
    )
    settle_late_charge(bill, at)
    return made


def credit_fee(line: BillLine, amount: Decimal) -> None:
    """Note on its charge what of a fee is credited; what was paid for it elsewhere is not given back by that."""
    charge = FeeCharge.objects.select_for_update(no_key=True).get(pk=line.fee_charge_id)
    if not is_paid_otherwise(charge, line.bill_id):
        credit_charge(charge=charge, amount=amount)


def noted(*, at: datetime, **facts: object) -> Adjustment:
    with connection.cursor() as cursor:
        [key] = new_keys(cursor, Adjustment, 1)
    return Adjustment.objects.create(pk=key, number=f"A{timezone.localdate(at):%y%m}-{key:08}", at=at, **facts)


@transaction.atomic
def settle_late_charge(bill: Bill, at: datetime) -> None:
    """Give back what was paid of a late charge that is not owed any more, and let what is free pay the rest."""
    [standing] = standings_of([bill], timezone.localdate(at))
    if bill.late_paid > standing.late_amount:
        give_back(bill, bill.late_paid - standing.late_amount, at, is_late_charge=True)
    if bill.is_issued:
        settle_account(account=bill.gas_account_id, at=at)


@transaction.atomic
def credit_estimates(*, bills: Collection[int], at: datetime) -> None:
    """Credit the gas of the estimates that some released bills replace, by the keys of these bills; twice is once."""
    if not bills:
        return
    with connection.cursor() as cursor:
        cursor.execute(CREDIT, {"bills": list(bills), "at": at, "month": f"{timezone.localdate(at):%y%m}"})
    mixed = Bill.objects.filter(taken_back_by__in=list(bills), lines__kind=LineKind.FEE).distinct()
    for bill in mixed:
        if (gas := gas_owed(bill)) > 0:
            adjust_bill(bill=bill, amount=-gas, cause=AdjustmentCause.ESTIMATE, by=None, at=at)
