"""Whether more complaints came of a key account lately than chance explains."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from gasservice.cases.models import Case
from gasservice.cases.terms import Status
from gasservice.keyaccounts.evidence import Point, Seen
from gasservice.keyaccounts.expecting import chance_of_so_many
from gasservice.keyaccounts.terms import SignKind
from gasservice.registry.models import GasAccount
from gasservice.registry.queries.accounts import tenures_on
from gasservice.standards.terms import Door

SPAN = timedelta(days=30)
SPANS = 12  # the last of them is looked at, the others are what is usual
LEAST_MEAN = 1 / (SPANS - 1)  # who never complained is taken to have done so once
RARE = 0.001


def complaint_signs(accounts: Collection[GasAccount], at: datetime) -> dict[int, list[Seen]]:
    """Give the accounts whose complaints of thirty days are a burst: by the account, or by who holds it."""
    found = {}
    for account, ages in complaints_of(accounts, at).items():
        counts = [sum(1 for age in ages if age // SPAN == number) for number in range(SPANS)]
        mean = max(sum(counts[1:]) / (SPANS - 1), LEAST_MEAN)
        chance = chance_of_so_many(counts[0], mean)
        if chance < RARE:
            found[account] = [burst(counts, mean, at)]
    return found


def burst(counts: list[int], mean: float, at: datetime) -> Seen:
    limit = next(count for count in range(1, 1000) if chance_of_so_many(count, mean) < RARE)
    points = tuple(
        Point(timezone.localdate(at - number * SPAN), counts[number], mean, limit) for number in reversed(range(SPANS))
    )
    return Seen(SignKind.COMPLAINTS, timezone.localdate(at), counts[0] / limit, counts[0], mean, limit, points)


def complaints_of(accounts: Collection[GasAccount], at: datetime) -> dict[int, list[timedelta]]:
    """Give how long ago the complaints of about a year came of each account, merged and withdrawn ones left out."""
    held = tenures_on(timezone.localdate(at), gas_account__in=accounts)
    holders = dict(held.values_list("customer", "gas_account"))
    whose = Q(gas_account__in=accounts) | Q(gas_account__isnull=True, customer__in=holders)
    cases = Case.objects.filter(
        whose, door=Door.COMPLAINTS, merged_into__isnull=True, opened_at__gt=at - SPANS * SPAN, opened_at__lte=at
    )
    ages = defaultdict(list)
    for account, customer, opened_at in cases.exclude(status=Status.WITHDRAWN).values_list(
        "gas_account", "customer", "opened_at"
    ):
        ages[account or holders[customer]].append(at - opened_at)
    return ages
