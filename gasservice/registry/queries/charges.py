"""What was charged for a place, and the receipt of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet

from gasservice.registry.access import Period
from gasservice.registry.models import FeeCharge, FeeRefund, FeeRefundLine, GasAccount, PremiseName
from gasservice.registry.terms import RefundCause


@dataclass(frozen=True)
class Receipt:
    """A charge with what was paid back of it, and the names that its place bore before: none makes it payable again."""

    charge: FeeCharge
    former: list[PremiseName]
    refunds: list[FeeRefundLine]


@dataclass(frozen=True)
class OwedBack:
    """How much of what was paid for a charge is owed back, and why."""

    charge: FeeCharge
    amount: Decimal
    cause: RefundCause


def receipt_of(charge: FeeCharge) -> Receipt:
    former = charge.premise.names.filter(known_until__isnull=False).order_by("-known_until")
    refunds = charge.refund_lines.select_related("refund").order_by("refund__at", "pk") if charge.paid_back else []
    return Receipt(charge, list(former), list(refunds))


def refunds_on(case_reference: str) -> QuerySet[FeeRefund]:
    """Give what was paid back on a case, the first first."""
    return FeeRefund.objects.filter(case_reference=case_reference).order_by("at", "pk")


def charges_in(account: GasAccount, periods: Iterable[Period]) -> QuerySet[FeeCharge]:
    """Give what was charged for the place of an account within some periods, the latest first."""
    seen = Q(pk__in=[])
    for period in periods:
        since = Q(charged_at__gte=period.starts_at) if period.since else Q(charged_at__isnull=False)
        seen |= since & Q(charged_at__lt=period.ends_at) if period.until else since
    of_account = Q(gas_account=account) | Q(gas_account__isnull=True)
    rows = FeeCharge.objects.filter(seen, of_account, premise=account.service_point.premise_id)
    return rows.select_related("fee", "premise", "gas_account").order_by("-charged_at", "-pk")
