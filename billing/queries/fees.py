"""Fees that wait for their bill, what became of those that were billed, and what was ever charged for a place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Case, DecimalField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, TruncDate

from billing.models import Adjustment, BillLine, DisputedLine, PaymentShare
from billing.terms import LineKind
from gasservice.registry.access import Period
from gasservice.registry.models import FeeCharge, GasAccount, Tenure
from gasservice.standards.models import FeeItem

# Sweeps look at what changed within this time, so that years of paid fees are not looked through every time.
LATELY = timedelta(days=92)


def charges_unbilled() -> QuerySet[FeeCharge]:
    """Give what was charged and neither billed nor paid, with the key of the tenure that owes it.

    That is whoever held the account when it was charged; without an account, whoever alone held one of its place.
    """
    waiting = FeeCharge.objects.standing().filter(billed_at__isnull=True, paid_at__isnull=True, amount__gt=0)
    waiting = waiting.annotate(charged_on=TruncDate("charged_at"))
    own = held_then(gas_account=OuterRef("gas_account"))
    there = held_then(gas_account__service_point__premise=OuterRef("premise"))
    alone = When(~Exists(there[1:2]), then=Subquery(there[:1]))
    return waiting.annotate(owed_by=Case(When(gas_account__isnull=False, then=Subquery(own[:1])), alone))


def held_then(**of: OuterRef) -> QuerySet:
    until = Q(held_until__isnull=True) | Q(held_until__gt=OuterRef("charged_on"))
    return Tenure.objects.filter(until, held_from__lte=OuterRef("charged_on"), **of).order_by("pk").values("pk")


def charges_to_bill() -> QuerySet[FeeCharge]:
    return charges_unbilled().filter(owed_by__isnull=False)


def charges_of_nobody() -> QuerySet[FeeCharge]:
    """Give what nobody can be billed for by itself: no account, nobody who held it then, or several that could owe."""
    return charges_unbilled().filter(owed_by__isnull=True).select_related("fee", "premise", "gas_account")


def lines_of_fees() -> QuerySet[BillLine]:
    """Give the fees on bills that stand and that nobody disputes, with what is left of each after credits (`net`)."""
    credited = Adjustment.objects.filter(line=OuterRef("pk")).order_by().values("line").annotate(all=Sum("amount"))
    rows = BillLine.objects.filter(
        kind=LineKind.FEE, fee_charge__billed_at__isnull=False, bill__withdrawn_at__isnull=True
    )
    rows = rows.annotate(net=F("amount") + total(credited.values("all")))
    disputed = DisputedLine.objects.filter(line=OuterRef("pk"), is_settled=False)
    return rows.filter(~Exists(disputed)).select_related("bill", "fee_charge")


def lines_owed() -> QuerySet[BillLine]:
    """Give those of which something is left, on bills that come to something."""
    return lines_of_fees().filter(net__gt=0, bill__amount__gt=-F("bill__adjusted"))


def lines_credited() -> QuerySet[BillLine]:
    """Give the fees that were credited in full, after a dispute or a check, while their charge stands unpaid."""
    return lines_of_fees().filter(net__lte=0, fee_charge__paid_at__isnull=True, fee_charge__voided_at__isnull=True)


def total(sums: QuerySet) -> Coalesce:
    return Coalesce(Subquery(sums), Value(0), output_field=DecimalField())


def lines_paid() -> QuerySet[BillLine]:
    """Give the fees that are paid by their bill, all but what is disputed of it, and that are not noted as paid."""
    open_ones = DisputedLine.objects.filter(line__bill=OuterRef("bill"), is_settled=False).order_by()
    disputed = total(open_ones.values("line__bill").annotate(all=Sum("amount")).values("all"))
    owed = F("bill__amount") + F("bill__adjusted") - disputed
    rows = lines_owed().filter(fee_charge__paid_at__isnull=True, fee_charge__voided_at__isnull=True)
    return rows.annotate(owed=owed).filter(bill__paid__gt=0, bill__paid__gte=F("owed"))


def lines_not_owed(at: datetime) -> QuerySet[BillLine]:
    """Give the fees on bills whose charge was lately withdrawn, or paid by money that did not come in for the bill."""
    through_bill = paid_through(OuterRef("bill"), OuterRef("fee_charge__payment_reference"))
    lately = at - LATELY
    rows = lines_owed().filter(Q(fee_charge__voided_at__gte=lately) | Q(fee_charge__paid_at__gte=lately))
    return rows.exclude(Exists(through_bill))


def paid_through(bill: int | OuterRef, payment: str | OuterRef) -> QuerySet[PaymentShare]:
    return PaymentShare.objects.filter(bill=bill, payment__reference=payment)


def is_paid_otherwise(charge: FeeCharge, bill: int) -> bool:
    """Whether a fee on a bill was paid by money that did not come in for that bill."""
    return charge.is_paid and not paid_through(bill, charge.payment_reference).exists()


def left_to_credit(line: BillLine, amount: Decimal) -> Decimal:
    """Say how much of an amount of a line can still be credited: nothing of a fee that was paid back."""
    charge = line.fee_charge
    if charge is None or not charge.paid_back or is_paid_otherwise(charge, line.bill_id):
        return amount
    return min(amount, charge.left)


@dataclass(frozen=True)
class FeeOfPlace:
    """A fee that is due once for a place, its last published version, and what was charged; `is_own` in one's time."""

    fee: FeeItem
    charge: FeeCharge | None
    is_own: bool
    is_cancelled: bool


def fees_of_place(account: GasAccount, periods: Iterable[Period], day: date) -> list[FeeOfPlace]:
    """Say of each fee that is due once whether it was charged for the place of an account: first those that were."""
    periods = list(periods)
    rows = FeeCharge.objects.standing().filter(premise=account.service_point.premise_id, is_once_per_premise=True)
    charges = {charge.fee_code: charge for charge in rows.select_related("fee")}
    published = FeeItem.objects.filter(Q(is_once_per_premise=True) | Q(code__in=charges), valid_from__lte=day)
    latest = published.order_by("code", "-valid_from").distinct("code")
    found = [fee_of_place(fee, charges.get(fee.code), account, periods, day) for fee in latest]
    return sorted(found, key=lambda row: (row.charge is None, not row.is_cancelled))


def fee_of_place(
    fee: FeeItem, charge: FeeCharge | None, account: GasAccount, periods: list[Period], day: date
) -> FeeOfPlace:
    is_own = charge is not None and is_of(charge, account, periods)
    return FeeOfPlace(fee, charge, is_own, fee.has_ended(day))


def is_of(charge: FeeCharge, account: GasAccount, periods: list[Period]) -> bool:
    """Whether a charge fell in somebody's own time at an account: then they may read its receipt."""
    is_here = charge.gas_account_id in (None, account.pk)
    within = (
        (period.since is None or charge.charged_at >= period.starts_at)
        and (period.until is None or charge.charged_at < period.ends_at)
        for period in periods
    )
    return is_here and any(within)
