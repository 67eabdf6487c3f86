"""What gas costs on a day, and the versions of a tariff that an account is rated by."""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db.models import QuerySet

from billing.late_charges import LateRule
from billing.rating import TariffVersion, Tier
from gasservice.standards.models import LateChargeRule, Tariff


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
    here = LateChargeRule.objects.valid_on(day).filter(code__in=settings.JURISDICTIONS)
    return here.order_by("permille_per_day", "-grace_days").first()


def late_rule_of(row: LateChargeRule) -> LateRule:
    """Give a rule of paying late as the reckoning takes it."""
    return LateRule(row.permille_per_day / Decimal(1000), row.grace_days, row.cap_percent / Decimal(100))
