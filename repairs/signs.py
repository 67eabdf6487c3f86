"""Whether the meter of a key account gave trouble: faults that were reported, and tests that it failed."""

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db.models import F
from django.utils import timezone

from gasservice.keyaccounts.evidence import Point, Seen
from gasservice.keyaccounts.signs import register_signs
from gasservice.keyaccounts.terms import SignKind
from gasservice.registry.models import GasAccount, MeterTest
from gasservice.standards.clock import months_after
from gasservice.standards.terms import PipePart
from repairs.models import Fault

LOOKED_BACK, LATELY = timedelta(days=365), timedelta(days=90)
MONTHS = 12


@register_signs
def meter_signs(accounts: Collection[GasAccount], at: datetime) -> dict[int, list[Seen]]:
    """Give the accounts whose meter was at fault in the last three months."""
    today, troubles = timezone.localdate(at), defaultdict(list)
    for account, on in [*faults_of(accounts, at), *tests_failed(accounts, at)]:
        troubles[account].append(on)
    return {pk: [see_trouble(days, today)] for pk, days in troubles.items() if max(days) > today - LATELY}


def see_trouble(days: list[date], today: date) -> Seen:
    lately = [day for day in days if day > today - LATELY]
    counts = Counter(day.replace(day=1) for day in days)
    firsts = [months_after(today.replace(day=1), -number) for number in reversed(range(MONTHS))]
    points = tuple(Point(first, counts[first], 0) for first in firsts)
    return Seen(SignKind.METER, max(lately), float(len(lately)), len(lately), 0, 1, points)


def faults_of(accounts: Collection[GasAccount], at: datetime) -> list[tuple[int, date]]:
    """Find the faults of the meter that were reported: of the account, or of its premise where none was named."""
    homes = {account.service_point.premise_id: account.pk for account in accounts}
    faults = Fault.objects.filter(
        part=PipePart.METER,
        case__merged_into__isnull=True,
        case__opened_at__gt=at - LOOKED_BACK,
        case__opened_at__lte=at,
    )
    named = faults.filter(case__gas_account__in=accounts).values_list("case__gas_account", "case__opened_at")
    placed = faults.filter(case__gas_account__isnull=True, case__premise__in=homes)
    found = [*named, *((homes[premise], on) for premise, on in placed.values_list("case__premise", "case__opened_at"))]
    return [(account, timezone.localdate(opened_at)) for account, opened_at in found]


def tests_failed(accounts: Collection[GasAccount], at: datetime) -> list[tuple[int, date]]:
    points = {account.service_point_id: account.pk for account in accounts}
    tests = MeterTest.objects.filter(
        meter__service_point__in=points, is_good=False, tested_on__gt=at - LOOKED_BACK, recorded_at__lte=at
    )
    return [(points[point], on) for point, on in tests.values_list(F("meter__service_point"), "tested_on")]
