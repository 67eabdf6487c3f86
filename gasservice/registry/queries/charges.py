"""What was charged for a place, and the receipt of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from gasservice.registry.access import Period
from gasservice.registry.models import FeeCharge, GasAccount, PremiseName


@dataclass(frozen=True)
class Receipt:
    """A charge with the names that its place bore before: no new name makes it payable again."""

    charge: FeeCharge
    former: list[PremiseName]


def receipt_of(charge: FeeCharge) -> Receipt:
    former = charge.premise.names.filter(known_until__isnull=False).order_by("-known_until")
    return Receipt(charge, list(former))


def charges_in(account: GasAccount, periods: Iterable[Period]) -> QuerySet[FeeCharge]:
    """Give what was charged for the place of an account within some periods, the latest first."""
    seen = Q(pk__in=[])
    for period in periods:
        since = Q(charged_at__gte=period.starts_at) if period.since else Q(charged_at__isnull=False)
        seen |= since & Q(charged_at__lt=period.ends_at) if period.until else since
    of_account = Q(gas_account=account) | Q(gas_account__isnull=True)
    rows = FeeCharge.objects.filter(seen, of_account, premise=account.service_point.premise_id)
    return rows.select_related("fee", "premise", "gas_account").order_by("-charged_at", "-pk")
