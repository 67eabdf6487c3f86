"""What gas costs: published tables, years, prices that change, people who come and meters that go."""

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from billing.rating import CannotRate, Household, Stretch, TariffVersion, Tier, limits_in, rate
from tests.billing.tariffs import CHONGQING, COLLECTIVE, GUANGZHOU, LONG_AGO, tiers, used

YEAR = (date(2025, 1, 1), date(2026, 1, 1))


def amount_of(volume: str, tariff: TariffVersion, since: date = YEAR[0], until: date = YEAR[1], **more) -> Decimal:
    return rate([used(volume, since, until)], tariffs=[tariff], supplied_since=LONG_AGO, **more).amount


def test_published_prices_are_rounded_half_up():
    first = Decimal("2.19")

    assert [(first * times).quantize(Decimal("0.01"), ROUND_HALF_UP) for times in (Decimal("1.2"), Decimal("1.5"))] == [
        tier.price for tier in CHONGQING.tiers[1:]
    ]
    assert (first * Decimal("1.1")).quantize(Decimal("0.01"), ROUND_HALF_UP) == COLLECTIVE.tiers[0].price


@pytest.mark.parametrize(
    ("volume", "tariff", "amount"),
    [
        ("0", CHONGQING, "0"),
        ("1.5", CHONGQING, "3.29"),  # 3.285
        ("500", CHONGQING, "1095.00"),  # the limit belongs to the tier below it
        ("501", CHONGQING, "1097.63"),
        ("660", CHONGQING, "1515.80"),
        ("661", CHONGQING, "1519.09"),
        ("1000", CHONGQING, "2634.40"),
        ("320", GUANGZHOU, "1104.00"),
        ("400", GUANGZHOU, "1435.20"),
        ("450", GUANGZHOU, "1694.20"),
        ("1000", COLLECTIVE, "2410.00"),
    ],
)
def test_a_year_under_a_published_tariff(volume, tariff, amount):
    assert amount_of(volume, tariff) == Decimal(amount)


def test_each_person_above_four_adds_to_every_tier():
    six = [Household(LONG_AGO, 6)]

    assert limits_in(2025, CHONGQING, LONG_AGO, six) == [700, 860, None]
    assert amount_of("701", CHONGQING, household=six) == 700 * Decimal("2.19") + Decimal("2.63")
    assert limits_in(2025, CHONGQING, LONG_AGO, [Household(LONG_AGO, 2)]) == [500, 660, None]


def test_who_comes_in_july_counts_for_half_a_year():
    grown = [Household(LONG_AGO, 4), Household(date(2025, 7, 1), 5)]

    assert limits_in(2024, CHONGQING, LONG_AGO, grown) == [500, 660, None]
    assert limits_in(2025, CHONGQING, LONG_AGO, grown) == [550, 710, None]
    assert limits_in(2026, CHONGQING, LONG_AGO, grown) == [600, 760, None]


@pytest.mark.parametrize(
    ("moved_in", "limits"),
    [
        (date(2024, 12, 31), [500, 660, None]),
        (date(2025, 1, 31), [500, 660, None]),
        (date(2025, 2, 1), [458, 605, None]),  # 11 twelfths: 458.33, 605
        (date(2025, 12, 31), [42, 55, None]),  # one: 41.67, 55
    ],
)
def test_who_moves_in_during_the_year_has_a_twelfth_for_each_month(moved_in, limits):
    assert limits_in(2025, CHONGQING, moved_in, [Household(moved_in, 3)]) == limits


def test_what_the_year_used_before_counts_and_ends_with_it():
    rating = rate(
        [used("62", date(2025, 12, 1), date(2026, 2, 1))],
        tariffs=[CHONGQING],
        supplied_since=LONG_AGO,
        used_m3=Decimal(480),
    )

    assert [(line.piece.since, line.number, line.volume_m3, line.used_m3) for line in rating.lines] == [
        (date(2025, 12, 1), 1, 20, 480),
        (date(2025, 12, 1), 2, 11, 500),
        (date(2026, 1, 1), 1, 31, 0),
    ]
    assert all(line.is_shared_by_days for line in rating.lines)
    assert rating.amount == Decimal("43.80") + Decimal("28.93") + Decimal("67.89")


def test_a_new_price_holds_from_its_day_on():
    old = replace(CHONGQING, valid_until=date(2025, 7, 11))
    new = TariffVersion("chongqing", date(2025, 7, 11), None, tiers(("500", "2.32"), ("660", "2.78"), (None, "3.48")))

    rating = rate([used("30", date(2025, 7, 1), date(2025, 7, 31))], tariffs=[new, old], supplied_since=LONG_AGO)

    assert [(line.volume_m3, line.price) for line in rating.lines] == [(10, Decimal("2.19")), (20, Decimal("2.32"))]
    assert rating.amount == Decimal("21.90") + Decimal("46.40")


def test_a_share_by_days_loses_nothing():
    old = replace(CHONGQING, valid_until=date(2025, 7, 11))
    new = replace(CHONGQING, valid_from=date(2025, 7, 11))

    rating = rate([used("10", date(2025, 7, 1), date(2025, 7, 31))], tariffs=[old, new], supplied_since=LONG_AGO)

    assert [line.volume_m3 for line in rating.lines] == [Decimal("3.33"), Decimal("6.67")]


def test_a_meter_that_went_past_its_highest_figure():
    stretch = Stretch(date(2025, 3, 1), date(2025, 4, 1), Decimal("99980"), Decimal("12"), "M1", digits=5)

    assert (stretch.has_rolled_over, stretch.volume_m3) == (True, 32)


def test_an_exchange_of_meters_makes_two_stretches_of_one_bill():
    old = Stretch(date(2025, 3, 1), date(2025, 3, 20), Decimal("4980"), Decimal("4999"), "OLD")
    new = Stretch(date(2025, 3, 20), date(2025, 4, 1), Decimal("0"), Decimal("12"), "NEW")

    rating = rate([new, old], tariffs=[CHONGQING], supplied_since=LONG_AGO, used_m3=Decimal(490))

    assert [(line.piece.stretch.meter, line.number, line.volume_m3) for line in rating.lines] == [
        ("OLD", 1, 10),
        ("OLD", 2, 9),
        ("NEW", 2, 12),
    ]
    assert rating.volume_m3 == 31


def test_an_exchange_on_the_day_of_a_reading_costs_nothing():
    rating = rate([used("0", *[date(2025, 3, 1)] * 2)], tariffs=[CHONGQING], supplied_since=LONG_AGO)

    assert (rating.lines, rating.amount) == ((), 0)


def test_a_day_without_a_tariff_is_told():
    ended = replace(CHONGQING, valid_until=date(2025, 6, 1))

    begins = replace(CHONGQING, valid_from=date(2025, 6, 1))

    for tariff, day in ((ended, date(2025, 6, 1)), (begins, date(2025, 1, 1))):
        with pytest.raises(CannotRate) as refused:
            amount_of("100", tariff)
        assert refused.value.day == day


@pytest.mark.parametrize(
    "wrong",
    [
        (),
        tiers(("500", "2.19")),
        tiers(("500", "2.19"), ("500", "2.63"), (None, "3.29")),
        tiers(("660", "2.19"), ("500", "2.63"), (None, "3.29")),
        tiers((None, "2.19"), (None, "2.63")),
    ],
)
def test_tiers_rise_and_the_last_has_no_limit(wrong: tuple[Tier, ...]):
    with pytest.raises(ValueError, match="must rise"):
        TariffVersion("wrong", LONG_AGO, None, wrong)
