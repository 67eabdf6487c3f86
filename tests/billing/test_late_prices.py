"""A price that rose while somebody was late: only what rose after the due day, and never a fall."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.late_prices import risen_price
from billing.rating import CannotRate, TariffVersion, rate
from tests.billing.tariffs import LONG_AGO, tiers, used

CHANGE = date(2025, 7, 1)
OLD = TariffVersion("residential", LONG_AGO, CHANGE, tiers(("500", "2.19"), ("660", "2.63"), (None, "3.29")))
NEW = TariffVersion("residential", CHANGE, None, tiers(("500", "2.32"), ("660", "2.78"), (None, "3.48")))
CHEAPER = TariffVersion("residential", CHANGE, None, tiers(("500", "2.00"), ("660", "2.70"), (None, "3.00")))
ONE_PRICE = TariffVersion("residential", CHANGE, None, tiers((None, "2.50")))
DUE = date(2025, 6, 20)
PAID = date(2025, 7, 15)


def lines(versions=(OLD, NEW), volume: str = "62"):
    period = date(2025, 4, 1), date(2025, 6, 1)
    return rate([used(volume, *period)], tariffs=versions, supplied_since=LONG_AGO, used_m3=Decimal(480)).lines


def test_each_line_pays_the_rise_of_its_tier():
    risen = risen_price(lines(), [OLD, NEW], DUE, PAID)

    told = [(line.line.number, line.volume_m3, line.old_price, line.new_price, line.amount) for line in risen.lines]
    assert told == [
        (1, 20, Decimal("2.19"), Decimal("2.32"), Decimal("2.60")),
        (2, 42, Decimal("2.63"), Decimal("2.78"), Decimal("6.30")),
    ]
    assert risen.amount == Decimal("8.90")


@pytest.mark.parametrize(
    ("due", "paid", "amount"),
    [
        (DUE, CHANGE - timedelta(days=1), "0"),  # late, before the price rose
        (DUE, CHANGE, "8.90"),
        (CHANGE, PAID, "0"),  # it rose on the due day, which is not late
        (PAID, PAID, "0"),
        (PAID, DUE, "0"),
    ],
)
def test_only_a_rise_after_the_due_day_counts(due, paid, amount):
    assert risen_price(lines(), [OLD, NEW], due, paid).amount == Decimal(amount)


def test_a_fall_is_nobodys_gain_and_takes_nothing_from_what_rose():
    risen = risen_price(lines((OLD, CHEAPER)), [OLD, CHEAPER], DUE, PAID)

    assert [(line.line.number, line.amount) for line in risen.lines] == [(2, Decimal("2.94"))]


def test_a_version_with_fewer_tiers_asks_the_price_of_its_last():
    risen = risen_price(lines((OLD, ONE_PRICE)), [OLD, ONE_PRICE], DUE, PAID)

    assert [(line.old_price, line.new_price) for line in risen.lines] == [(Decimal("2.19"), Decimal("2.50"))]


def test_a_day_without_a_price_is_told():
    ended = TariffVersion("residential", LONG_AGO, CHANGE, OLD.tiers)

    with pytest.raises(CannotRate):
        risen_price(lines(), [ended], DUE, PAID)


def test_a_line_is_rounded_half_up():
    dearer = TariffVersion("residential", CHANGE, None, tiers((None, "2.195")))
    flat = TariffVersion("residential", LONG_AGO, CHANGE, tiers((None, "2.19")))

    assert risen_price(lines((flat, dearer), "1"), [flat, dearer], DUE, PAID).amount == Decimal("0.01")


prices = st.decimals("0.5", "6", places=2)


@given(st.lists(prices, min_size=3, max_size=3), st.decimals(0, 900, places=2), st.dates(), st.dates())
def test_it_is_never_below_nought_and_nothing_in_time(new, volume, due, paid):
    coming = TariffVersion("residential", CHANGE, None, tiers(("500", new[0]), ("660", new[1]), (None, new[2])))
    old = TariffVersion("residential", date.min, CHANGE, OLD.tiers)

    risen = risen_price(lines((old, coming), volume), [old, coming], due, paid)

    assert all(line.amount >= 0 and line.new_price > line.old_price for line in risen.lines)
    if paid <= due or paid < CHANGE or due >= CHANGE:
        assert risen.amount == 0
