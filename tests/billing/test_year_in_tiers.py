"""How far a home is through the tiers of its year: by who lives there, since when, and what the readings tell."""

from datetime import date
from decimal import Decimal

import pytest

from billing.queries.tariffs import year_in_tiers
from gasservice.registry.access import Period
from gasservice.registry.models import GasAccount
from gasservice.registry.queries.usage import MonthUsage
from tests.shelf import publish_catalogue

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 26)
EVER = [Period()]


@pytest.fixture(autouse=True)
def published():
    publish_catalogue()


def account(**more) -> GasAccount:
    return GasAccount(**{"number": "1", "opened_on": date(2020, 1, 1), "household_size": 3} | more)


def used(*volumes: str | None, year: int = 2026) -> list[MonthUsage]:
    return [MonthUsage(date(year, n, 1), volume and Decimal(volume)) for n, volume in enumerate(volumes, 1)]


def filled(found) -> list[tuple]:
    return [(tier.upto_m3, tier.used_m3) for tier in found.tiers]


def test_the_year_fills_one_tier_after_the_other():
    year = year_in_tiers(account(), EVER, [*used("700", year=2025), *used("400", "150", None, "60")], DAY)

    assert (year.year, year.used_m3) == (2026, 610)
    assert filled(year) == [(500, 500), (660, 110), (None, 0)]
    assert [tier.share for tier in year.tiers] == [1, Decimal("0.6875"), 0]


def test_the_last_tier_takes_what_is_more():
    assert filled(year_in_tiers(account(), EVER, used("700"), DAY)) == [(500, 500), (660, 160), (None, 40)]


def test_five_people_have_more_room_and_who_moved_in_has_a_part_of_the_year():
    assert filled(year_in_tiers(account(household_size=5), EVER, used("600"), DAY))[0] == (600, 600)
    moved_in = [Period(date(2020, 1, 1), date(2026, 5, 1)), Period(date(2026, 7, 15))]
    assert filled(year_in_tiers(account(), moved_in, used(*[None] * 7, "10"), DAY))[0] == (250, 10)


def test_who_left_has_no_year_and_one_price_has_no_tiers():
    assert year_in_tiers(account(), [Period(date(2020, 1, 1), date(2026, 5, 1))], used("100"), DAY) is None
    assert year_in_tiers(account(supply_class="commercial"), EVER, used("100"), DAY) is None
