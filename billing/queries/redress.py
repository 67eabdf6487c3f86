"""Redress on its way to those we owe it: what a bill will take, what none will, and what a bill was credited with."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import connection
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from billing.models import Bill, PaymentShare
from gasservice.cases.models import Redress
from gasservice.registry.models import GasAccount, Tenure
from gasservice.registry.queries.accounts import held_on
from gasservice.standards.models import ServiceStandard

# Redress goes to whoever held the account when it came to be owed: on a bill of their time that was let out since.
# Of an account that one of us named, it is whoever holds it today.
DUE = """
SELECT redress.id, redress.amount, account.id, next_bill.id
FROM cases_redress redress
LEFT JOIN cases_case matter ON matter.id = redress.case_id
JOIN registry_gasaccount account ON account.id = coalesce(redress.gas_account_id, matter.gas_account_id)
LEFT JOIN registry_tenure holder ON holder.gas_account_id = account.id
    AND daterange(holder.held_from, holder.held_until)
    @> CASE WHEN redress.case_id IS NOT NULL AND redress.gas_account_id IS NOT NULL THEN %(today)s::date
            ELSE (redress.owed_at AT TIME ZONE %(zone)s)::date END
CROSS JOIN LATERAL (
    SELECT id FROM billing_bill bill
    WHERE bill.gas_account_id = account.id AND bill.withdrawn_at IS NULL AND bill.released_at > redress.owed_at
        AND bill.issued_on >= (redress.owed_at AT TIME ZONE %(zone)s)::date
        AND bill.tenure_id IS NOT DISTINCT FROM holder.id
    ORDER BY bill.paid >= bill.amount + bill.adjusted, bill.issued_on, bill.id LIMIT 1
) AS next_bill
WHERE redress.credited_at IS NULL
ORDER BY redress.owed_at, redress.id LIMIT %(limit)s FOR UPDATE OF redress SKIP LOCKED
"""


@dataclass(frozen=True)
class DueRedress:
    """Redress that can be credited now: its key and amount in yuan, and the keys of the account and the next bill."""

    pk: int
    amount: Decimal
    account: int
    bill: int


def redress_due(at: datetime, limit: int) -> list[DueRedress]:
    """Give redress that can be credited to a bill, held for this transaction; what another holds is passed over."""
    facts = {"today": timezone.localdate(at), "zone": timezone.get_default_timezone_name(), "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(DUE, facts)
        return [DueRedress(*row) for row in cursor.fetchall()]


def redress_of_nobody(day: date) -> QuerySet[Redress]:
    """Give redress that no bill will take: without an account, or whoever it is owed to holds the account no more."""
    account = Coalesce("gas_account", "case__gas_account")
    # Of an account that one of us named, it is whoever holds it today.
    since = Case(When(case__isnull=False, gas_account__isnull=False, then=day), default=TruncDate("owed_at"))
    owed = Redress.objects.filter(credited_at__isnull=True).annotate(account=account, since=since)
    holds = Tenure.objects.filter(held_on(day), gas_account=OuterRef("account"), held_from__lte=OuterRef("since"))
    rows = owed.filter(Q(account__isnull=True) | ~Exists(holds))
    return rows.select_related(
        "case__customer", "case__gas_account", "gas_account", "interruption", "commitment__policy__standard"
    )


def accounts_for(redress: Redress, day: date) -> QuerySet[GasAccount]:
    """Give the accounts that whoever redress is owed to holds on a day; without a case nobody can be told."""
    case = redress.case
    if case is None:
        return GasAccount.objects.none()
    theirs = Q(pk__in=[])
    if case.customer_id:
        theirs |= Q(customer=case.customer_id)
    if case.filed_by_id:
        theirs |= Q(customer__user=case.filed_by_id)
    held = Tenure.objects.filter(theirs, held_on(day), gas_account=OuterRef("pk"))
    rows = GasAccount.objects.filter(Exists(held)).order_by("number")
    return rows.select_related("service_point__premise")


@dataclass(frozen=True)
class RedressCredit:
    """What a bill was credited with, in yuan, because we broke a promise on a case or an outage lasted too long."""

    amount: Decimal
    redress: Redress

    @property
    def standard(self) -> ServiceStandard | None:
        """The promise as we publish it."""
        commitment = self.redress.commitment
        return commitment.policy.standard if commitment and commitment.policy else None


def redress_credited_to(bill: Bill) -> list[RedressCredit]:
    """Give the redress that a bill was credited with, what was owed first first; in one query.

    `billing/redress_credits.html` draws them, as `credits`.
    """
    shares = PaymentShare.objects.filter(bill=bill, payment__redress__isnull=False)
    owed = "payment__redress"
    shown = (f"{owed}__commitment__policy__standard", f"{owed}__case", f"{owed}__interruption")
    rows = shares.select_related(*shown).order_by(F(f"{owed}__owed_at"), "payment", "pk")
    return [credit for credit in credits_of(rows) if credit.amount > 0]


def credits_of(shares: QuerySet[PaymentShare]) -> Iterator[RedressCredit]:
    found: dict[int, tuple[Redress, Decimal]] = {}
    for share in shares:
        redress, amount = found.get(share.payment_id, (share.payment.redress, Decimal(0)))
        found[share.payment_id] = (redress, amount + share.amount)
    return (RedressCredit(amount, redress) for redress, amount in found.values())
