"""The usage of key accounts day by day beside the weather, and the days that our own doing explains."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from gasservice.keyaccounts.models import DayTemperature
from gasservice.keyaccounts.terms import Cause
from gasservice.keyaccounts.watching import Usage
from gasservice.registry.models import GasAccount, InterruptionArea, Meter, Premise, SupplyStop, Tenure
from gasservice.registry.queries.affected import reaches
from gasservice.registry.queries.days import DayUsage, usage_by_day
from gasservice.standards.models import CalendarException

LOOKED_BACK = timedelta(days=1130)  # three years of months and a little
FULL_DAY = 0.95 * 86_400
FINE = 3 * 86_400  # readings further apart than this say little of a day
BEFORE_EXCHANGE, AFTER_EXCHANGE = timedelta(days=3), timedelta(days=7)


@dataclass(frozen=True)
class Explained:
    """Days whose usage our own doing explains, both included."""

    cause: str
    words: str
    since: date
    until: date


def usage_of(accounts: Collection[GasAccount], at: datetime) -> dict[int, Usage]:
    """Give the usage of each account as the readings before a moment show it, within the time of its holder."""
    today, rows = timezone.localdate(at), defaultdict(list)
    since = held_since(accounts, today)
    for row in usage_by_day(accounts, at - LOOKED_BACK, at):
        if since.get(row.account_id, date.min) <= row.day < today and row.known_seconds >= FULL_DAY:
            rows[row.account_id].append(row)
    warmth, holidays = temperatures_of(accounts, today), holidays_until(today)
    districts = {account.pk: account.service_point.premise.community.district_id for account in accounts}
    return {pk: as_usage(days, today, warmth[districts[pk]], holidays) for pk, days in rows.items()}


def as_usage(rows: list[DayUsage], today: date, warmth: Mapping[date, float], holidays: Collection[date]) -> Usage:
    """Lay the days of an account side by side, from the first that is known until yesterday."""
    first, count = rows[0].day, max((today - rows[0].day).days, 1)
    volumes, is_fine = np.full(count, np.nan), np.zeros(count, dtype=bool)
    for row in rows:
        number = (row.day - first).days
        volumes[number] = row.volume_m3
        is_fine[number] = row.apart_seconds <= FINE and row.day not in holidays
    days = [first + timedelta(days=number) for number in range(count)]
    return Usage(first, volumes, np.array([warmth.get(day, np.nan) for day in days]), is_fine)


def held_since(accounts: Collection[GasAccount], day: date) -> dict[int, date]:
    """Give since when the holders of accounts hold them: another holder has other habits."""
    held = Tenure.objects.filter(gas_account__in=accounts, held_from__lte=day)
    held = held.filter(Q(held_until__isnull=True) | Q(held_until__gt=day))
    return dict(held.values_list("gas_account", "held_from"))


def temperatures_of(accounts: Collection[GasAccount], day: date) -> dict[int, dict[date, float]]:
    districts = {account.service_point.premise.community.district_id for account in accounts}
    rows = DayTemperature.objects.filter(district__in=districts, day__gt=day - LOOKED_BACK, day__lte=day)
    warmth = defaultdict(dict)
    for district, on, mean in rows.values_list("district", "day", "mean_c"):
        warmth[district][on] = float(mean)
    return warmth


def holidays_until(day: date) -> set[date]:
    """Give the public holidays: what is used on them follows no weather."""
    closed = CalendarException.objects.filter(works_like__isnull=True, date__gt=day - LOOKED_BACK, date__lte=day)
    return set(closed.values_list("date", flat=True))


def explained_days(accounts: Collection[GasAccount], at: datetime) -> dict[int, list[Explained]]:
    """Give the days without gas, of exchanged meters and of stops, of each account by its key."""
    found = defaultdict(list)
    for find in (interrupted, exchanged, stopped):
        for account, explained in find(accounts, at):
            found[account].append(explained)
    return found


def interrupted(accounts: Collection[GasAccount], at: datetime):
    """Find the outages that reached the premises: until gas flowed again, or as announced where nobody noted more."""
    premises: dict[int, Premise] = {account.pk: account.service_point.premise for account in accounts}
    begun = F("version__interruption__started_at")
    areas = InterruptionArea.objects.filter(
        community__in={premise.community_id for premise in premises.values()},
        version__interruption__current=F("version"),
        version__interruption__cancelled_at__isnull=True,
        version__starts_at__lt=at,
        version__ends_at__gt=at - LOOKED_BACK,
    )
    rows = areas.order_by().values(
        "version", "community", "building",
        point=F("service_point__premise"), name=F("version__interruption__reference"), begun=begun,
        planned=F("version__starts_at"), over=F("version__interruption__restored_at"), ends=F("version__ends_at"),
    )  # fmt: skip
    versions = defaultdict(list)
    for row in rows:
        versions[row["version"]].append(row)
    for version, parts in versions.items():
        one = parts[0]
        since, still_off = one["begun"] or one["planned"], at if one["begun"] else one["ends"]
        until = min(one["over"] or still_off, at)
        days = timezone.localdate(since), timezone.localdate(until)
        for pk, premise in premises.items():
            if reaches(parts, version, premise):
                yield pk, Explained(Cause.INTERRUPTION, one["name"], *days)


def exchanged(accounts: Collection[GasAccount], at: datetime):
    """Find the meters that took the place of others, with some days before and after."""
    points = {account.service_point_id: account.pk for account in accounts}
    after = Meter.objects.filter(
        service_point=OuterRef("service_point"), voided_at__isnull=True, installed_on__gte=OuterRef("removed_on")
    )
    gone = Meter.objects.filter(
        service_point__in=points, voided_at__isnull=True, removed_on__gt=timezone.localdate(at - LOOKED_BACK)
    )
    hung = Subquery(after.order_by("installed_on").values("installed_on")[:1])
    for point, serial, removed, installed in gone.annotate(hung=hung).values_list(
        "service_point", "serial", "removed_on", "hung"
    ):
        if removed <= timezone.localdate(at):
            until = (installed or timezone.localdate(at)) + AFTER_EXCHANGE
            yield points[point], Explained(Cause.EXCHANGE, serial, removed - BEFORE_EXCHANGE, until)


def stopped(accounts: Collection[GasAccount], at: datetime):
    """Find the times in which we had stopped the gas."""
    rows = SupplyStop.objects.filter(gas_account__in=accounts, executed_at__lt=at, executed_at__gt=at - LOOKED_BACK)
    for account, begun, over in rows.values_list("gas_account", "executed_at", "restored_at"):
        yield account, Explained(Cause.STOP, "", timezone.localdate(begun), timezone.localdate(over or at))
