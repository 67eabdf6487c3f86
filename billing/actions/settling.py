"""Letting money that came in pay what is owed: the named bill first, then what is due first, late charges last."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import F, QuerySet, Sum
from django.utils import timezone

from billing.late_charges import Paid
from billing.models import Bill, Payment, PaymentShare
from billing.queries.standings import Facts, facts_of, late_rules, standing_of
from billing.terms import PaymentMethod
from gasservice.registry.models import GasAccount, Tenure
from gasservice.web.copying import among

BATCH = 5_000
# All shares with what they change, in one statement; one below nought is given back.
WRITE = """
WITH moved AS (
    SELECT payment_id, bill_id, is_late_charge, amount
    FROM unnest(%(payments)s::bigint[], %(bills)s::bigint[], %(late)s::boolean[], %(amounts)s::numeric[])
        AS share(payment_id, bill_id, is_late_charge, amount)
), kept AS (
    INSERT INTO billing_paymentshare (payment_id, bill_id, is_late_charge, amount, at)
    SELECT payment_id, bill_id, is_late_charge, amount, %(at)s FROM moved
), shared AS (
    UPDATE billing_payment payment SET shared = payment.shared + part.amount
    FROM (SELECT payment_id, sum(amount) AS amount FROM moved GROUP BY 1) AS part
    WHERE payment.id = part.payment_id
)
UPDATE billing_bill bill SET paid = bill.paid + part.paid, late_paid = bill.late_paid + part.late_paid
FROM (
    SELECT bill_id, coalesce(sum(amount) FILTER (WHERE NOT is_late_charge), 0) AS paid,
           coalesce(sum(amount) FILTER (WHERE is_late_charge), 0) AS late_paid
    FROM moved GROUP BY 1
) AS part
WHERE bill.id = part.bill_id
"""


def settle_account(*, account: int, at: datetime) -> None:
    """Let what was paid pay what is owed; what is left over stands to the credit of the account."""
    settle_accounts(accounts=[account], at=at)


@transaction.atomic
def settle_accounts(*, accounts: Collection[int], at: datetime) -> None:
    """Share out what stands to the credit of some accounts, by their keys; some hundred accounts in a few statements.

    An account is held before its money is looked at, so that a payment and a bill that come at once meet.
    """
    keys = sorted(accounts)
    for start in range(0, len(keys), BATCH):
        settle_batch(keys[start : start + BATCH], at)


def settle_batch(accounts: Sequence[int], at: datetime) -> None:
    list(
        GasAccount.objects.select_for_update(no_key=True)
        .filter(pk__in=among(accounts))
        .order_by("pk")
        .values_list("pk")
    )
    waiting = Payment.objects.filter(gas_account__in=among(accounts), shared__lt=F("amount"))
    payments = list(waiting.select_related("bill").order_by("gas_account", "paid_at", "pk"))
    if not payments:
        return
    settling = Settling(at, Tenure.objects.filter(gas_account__in={payment.gas_account_id for payment in payments}))
    settling.read(Bill.objects.unpaid(), payments)
    for payment in payments:
        settling.pay_undisputed(payment)
    over = [payment for payment in payments if payment.left]
    settling.read(Bill.objects.issued(), over)
    for payment in over:
        settling.pay_late_charges(payment)
        settling.pay_disputed(payment)
    write_shares(settling.shares, at)


class Settling:
    """Money meeting what is owed, reckoned here and written down at the end; the accounts are held."""

    def __init__(self, at: datetime, tenures: Iterable[Tenure]) -> None:
        self.at, self.rules, self.tenures = at, late_rules(), list(tenures)
        self.bills: dict[int, list[Bill]] = {}
        self.facts: dict[int, Facts] = {}
        self.shares: list[PaymentShare] = []

    def read(self, bills: QuerySet[Bill], payments: Sequence[Payment]) -> None:
        """Read more bills of the accounts of some payments."""
        accounts = {payment.gas_account_id for payment in payments}
        more = list(bills.filter(gas_account__in=accounts).exclude(pk__in=list(self.facts))) if accounts else []
        self.facts |= facts_of(more, self.rules)
        for bill in more:
            self.bills.setdefault(bill.gas_account_id, []).append(bill)

    def bills_for(self, payment: Payment) -> list[Bill]:
        """Give the bills a payment may pay: the one it names, then what its payer owes, due first first."""
        payer = self.payer_of(payment)
        bills = self.bills.get(payment.gas_account_id, [])
        own = [bill for bill in bills if bill.pk == payment.bill_id or bill.tenure_id == payer]
        return sorted(own, key=lambda bill: (bill.pk != payment.bill_id, bill.due_on, bill.pk))

    def payer_of(self, payment: Payment) -> int | None:
        """Give the tenure of whom the named bill is addressed to, else of whoever held the account on that day.

        Nobody pays by mistake what somebody else who held the account owes.
        """
        if payment.bill:
            return payment.bill.tenure_id
        day = timezone.localdate(payment.paid_at)
        held = (row for row in self.tenures if row.gas_account_id == payment.gas_account_id)
        return next((row.pk for row in held if row.held_from <= day and not row.has_left(day)), None)

    def pay_undisputed(self, payment: Payment) -> None:
        for bill in self.bills_for(payment):
            standing = standing_of(bill, self.facts[bill.pk], self.rules, timezone.localdate(self.at))
            self.share(payment, bill, standing.undisputed)

    def pay_late_charges(self, payment: Payment) -> None:
        for bill in self.bills_for(payment):
            standing = standing_of(bill, self.facts[bill.pk], self.rules, timezone.localdate(payment.paid_at))
            self.share(payment, bill, standing.late_due, is_late_charge=True)

    def pay_disputed(self, payment: Payment) -> None:
        """Pay what is disputed of the bill that a payment names; nobody is made to by redress."""
        for bill in self.bills_for(payment):
            if bill.pk == payment.bill_id and payment.method != PaymentMethod.REDRESS:
                self.share(payment, bill, bill.unpaid)

    def share(self, payment: Payment, bill: Bill, amount: Decimal, *, is_late_charge: bool = False) -> None:
        """Let a payment pay up to an amount of a bill, or of its late charge."""
        paying = min(payment.left, amount)
        if paying <= 0:
            return
        self.shares.append(PaymentShare(payment=payment, bill=bill, amount=paying, is_late_charge=is_late_charge))
        payment.shared += paying
        if is_late_charge:
            bill.late_paid += paying
        else:
            bill.paid += paying
            self.facts[bill.pk].paid.append(Paid(timezone.localdate(payment.paid_at), paying))


def write_shares(shares: Sequence[PaymentShare], at: datetime) -> None:
    """Write down which payments pay how much of which bills."""
    if not shares:
        return
    facts = {
        "payments": [share.payment_id for share in shares],
        "bills": [share.bill_id for share in shares],
        "late": [share.is_late_charge for share in shares],
        "amounts": [share.amount for share in shares],
    }
    with connection.cursor() as cursor:
        cursor.execute(WRITE, facts | {"at": at})


def give_back(bill: Bill, amount: Decimal, at: datetime, *, is_late_charge: bool = False) -> None:
    """Give so much of what was paid of a bill back to the payments it came from, the latest first."""
    rows = bill.shares.filter(is_late_charge=is_late_charge).values("payment").annotate(held=Sum("amount"))
    held = {row["payment"]: row["held"] for row in rows.order_by() if row["held"] > 0}
    column, given = "late_paid" if is_late_charge else "paid", []
    for payment in Payment.objects.filter(pk__in=held).order_by("-paid_at", "-pk"):
        part = min(amount, held[payment.pk])
        if part > 0:
            given.append(PaymentShare(payment=payment, bill=bill, amount=-part, is_late_charge=is_late_charge))
            setattr(bill, column, getattr(bill, column) - part)
            amount -= part
    write_shares(given, at)
