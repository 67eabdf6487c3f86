"""What gas costs on a day, and the versions of a tariff that an account is rated by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.db.models import QuerySet

from billing.late_charges import LateRule
from billing.rating import NOTHING, Household, TariffVersion, Tier, limits_in
from gasservice.registry.access import Period, period_on
from gasservice.registry.models import GasAccount
from gasservice.registry.queries import households_of
from gasservice.registry.queries.usage import MonthUsage
from gasservice.standards.models import LateChargeRule, Tariff


@dataclass(frozen=True)
class TierFilled:
    """A tier of a year: its limits for a home, its price, and how much of it is used; `share` of it is 0 to 1."""

    number: int
    above_m3: Decimal
    upto_m3: Decimal | None
    price: Decimal
    used_m3: Decimal

    @property
    def share(self) -> Decimal:
        room = self.upto_m3 - self.above_m3 if self.upto_m3 is not None else self.used_m3
        return self.used_m3 / room if room else NOTHING

    @property
    def tone(self) -> str:
        return "kept" if self.number == 1 else "soon"


@dataclass(frozen=True)
class YearInTiers:
    """How far a home has come through the tiers of a calendar year."""

    number: str
    year: int
    used_m3: Decimal
    persons: int
    tiers: list[TierFilled]


def tariffs_on(day: date) -> QuerySet[Tariff]:
    """Give the tariff of each class of supply that holds on a day, with its tiers."""
    return Tariff.objects.valid_on(day).prefetch_related("tiers")


def tariffs_before(day: date) -> QuerySet[Tariff]:
    """Give the versions that have ended by a day, the latest first."""
    return Tariff.objects.filter(valid_until__lte=day).order_by("position", "-valid_from").prefetch_related("tiers")


def tariffs_after(day: date) -> QuerySet[Tariff]:
    """Give the versions that are published and have not begun, the next first."""
    return Tariff.objects.filter(valid_from__gt=day).order_by("position", "valid_from").prefetch_related("tiers")


def tariff_versions(code: str) -> list[TariffVersion]:
    """Give all versions of a tariff as the rating takes them, in the order of time."""
    rows = Tariff.objects.filter(code=code).order_by("valid_from").prefetch_related("tiers")
    return [version_of(row) for row in rows]


def all_tariffs() -> dict[str, list[TariffVersion]]:
    """Give all versions of all tariffs, by the class of supply, in the order of time."""
    found: dict[str, list[TariffVersion]] = {}
    for row in Tariff.objects.order_by("valid_from").prefetch_related("tiers"):
        found.setdefault(row.code, []).append(version_of(row))
    return found


def keys_of_tariffs() -> dict[tuple[str, date], int]:
    """Give the key of each version by its code and first day."""
    return {(code, since): key for code, since, key in Tariff.objects.values_list("code", "valid_from", "pk")}


def version_of(tariff: Tariff) -> TariffVersion:
    """Give a tariff as the rating takes it."""
    return TariffVersion(
        code=tariff.code,
        valid_from=tariff.valid_from,
        valid_until=tariff.valid_until,
        tiers=tuple(Tier(tier.upto_m3, tier.price) for tier in tariff.tiers.all()),
        base_persons=tariff.base_persons,
        extra_m3=tariff.extra_m3_per_person,
    )


def late_charge_rule_on(day: date) -> LateChargeRule | None:
    """Give the rule of paying late that holds here on a day; of several, the mildest."""
    return mildest(LateChargeRule.objects.valid_on(day).filter(code__in=settings.JURISDICTIONS))


def due_day_after(day: date) -> date:
    """Give the day on which a bill of a day is due, by the rule of that day."""
    rule = late_charge_rule_on(day)
    return day + timedelta(days=rule.due_days if rule else 0)


def mildest(rules: Iterable[LateChargeRule]) -> LateChargeRule | None:
    return min(rules, key=lambda rule: (rule.permille_per_day, -rule.grace_days), default=None)


def late_rule_of(row: LateChargeRule) -> LateRule:
    """Give a rule of paying late as the reckoning takes it."""
    return LateRule(row.permille_per_day / Decimal(1000), row.grace_days, row.cap_percent / Decimal(100))


def year_in_tiers(
    account: GasAccount, periods: Sequence[Period], usage: Sequence[MonthUsage], day: date
) -> YearInTiers | None:
    """Say how far an account is through its tiers, as far as its readings tell; nothing where its price has none.

    Only a holder of today has a year: it begins with the month in which they took the account over.
    """
    now = period_on(periods, day)
    tariff = tariffs_on(day).filter(code=account.supply_class).first() if now else None
    if tariff is None or len(tariff.tiers.all()) == 1:
        return None
    version = version_of(tariff)
    household = [Household(*known) for known in households_of([account])[account.pk]]
    limits = limits_in(day.year, version, max(now.since or account.opened_on, account.opened_on), household)
    used = sum((month.volume_m3 or NOTHING for month in usage if month.month.year == day.year), NOTHING)
    return YearInTiers(account.number, day.year, used, account.household_size, tiers_filled(version, limits, used))


def tiers_filled(version: TariffVersion, limits: Sequence[Decimal | None], used_m3: Decimal) -> list[TierFilled]:
    found, above = [], NOTHING
    for number, (tier, limit) in enumerate(zip(version.tiers, limits, strict=True), 1):
        within = max(NOTHING, (used_m3 if limit is None else min(used_m3, limit)) - above)
        found.append(TierFilled(number, above, limit, tier.price, within))
        above = limit
    return found
