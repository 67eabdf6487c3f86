"""What is owed at a door now, and the visits that are made to collect it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet

from billing.models import Bill, CollectionVisit, Collector
from billing.queries.standings import BillStanding, standings_of
from billing.rating import NOTHING
from gasservice.registry.access import midnight
from gasservice.registry.models import GasAccount, Tenure

SHOWN_WITH = ("gas_account__service_point__premise", "tenure__customer", "collector__user")


@dataclass(frozen=True)
class OwedAtDoor:
    """What the holder of an account owes and has not disputed of bills that are overdue, each by itself."""

    standings: list[BillStanding]

    @property
    def owing(self) -> list[BillStanding]:
        return [standing for standing in self.standings if standing.payable]

    @property
    def amount(self) -> Decimal:
        return sum((standing.payable for standing in self.standings), NOTHING)

    @property
    def undisputed(self) -> Decimal:
        """What of the bills themselves is owed, without late charges."""
        return sum((standing.undisputed for standing in self.standings), NOTHING)

    @property
    def held(self) -> Decimal:
        return sum((standing.held for standing in self.standings), NOTHING)


def owed_at_door(account: GasAccount, tenure: Tenure, day: date) -> OwedAtDoor:
    """Say what a visit may collect on a day: nothing that was due by somebody else, and nothing that is not late."""
    bills = Bill.objects.issued().filter(gas_account=account, tenure=tenure, amount__gt=0, due_on__lt=day)
    return OwedAtDoor(standings_of(list(bills.order_by("due_on", "pk")), day))


def collectors() -> QuerySet[Collector]:
    """Give who may collect, by the number of their card."""
    return Collector.objects.filter(is_active=True, user__is_active=True).select_related("user")


def collections_ahead() -> QuerySet[CollectionVisit]:
    """Give the visits that nothing has come of yet, the next first."""
    return CollectionVisit.objects.ahead().select_related(*SHOWN_WITH)


def round_of(collector: Collector, since: date, until: date) -> QuerySet[CollectionVisit]:
    """Give the visits of a collector from a day until before another, in the order of their windows."""
    within = {"starts_at__gte": midnight(since), "starts_at__lt": midnight(until)}
    rows = CollectionVisit.objects.filter(collector=collector, **within)
    return rows.select_related(*SHOWN_WITH, "payment").order_by("starts_at", "pk")


def visit_named(reference: str, at: datetime) -> QuerySet[CollectionVisit]:
    """Give the visit with a number, while its code still serves."""
    rows = CollectionVisit.objects.filter(reference=reference, code_until__gt=at)
    return rows.select_related(*SHOWN_WITH, "collector__photo", "payment", "tenure__customer__user")
