"""Sharing a period out among its holders: by days, with nothing lost and nothing twice."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.apportioning import apportioned
from billing.holdings import Holding
from billing.rating import FEN, SHARE

SINCE, UNTIL = date(2026, 9, 1), date(2026, 10, 1)


@pytest.mark.parametrize(
    ("holdings", "told"),
    [
        ([Holding("li", date(2020, 1, 1))], [("li", 30, "31", "72.00")]),
        ([], [(None, 30, "31", "72.00")]),
        (
            [Holding("li", date(2020, 1, 1), date(2026, 9, 11)), Holding("wu", date(2026, 9, 11))],
            [("li", 10, "10.33", "24.00"), ("wu", 20, "20.67", "48.00")],
        ),
        (
            [Holding("li", date(2020, 1, 1), date(2026, 9, 11)), Holding("wu", date(2026, 9, 21))],
            [("li", 10, "10.33", "24.00"), (None, 10, "10.34", "24.00"), ("wu", 10, "10.33", "24.00")],
        ),
        ([Holding("wu", date(2026, 9, 30))], [(None, 29, "29.97", "69.60"), ("wu", 1, "1.03", "2.40")]),
        ([Holding("wu", UNTIL)], [(None, 30, "31", "72.00")]),
    ],
)
def test_each_holder_bears_their_days(holdings, told):
    parts = apportioned(Decimal(31), Decimal("72.00"), SINCE, UNTIL, holdings)

    assert [(part.tenure, part.days, part.volume_m3, part.amount) for part in parts] == [
        (who, days, Decimal(volume), Decimal(amount)) for who, days, volume, amount in told
    ]


def test_what_is_paid_back_is_shared_out_too():
    holdings = [Holding("li", date(2020, 1, 1), date(2026, 9, 11)), Holding("wu", date(2026, 9, 11))]

    assert [part.amount for part in apportioned(Decimal(0), Decimal("-0.05"), SINCE, UNTIL, holdings)] == [
        Decimal("-0.02"), Decimal("-0.03"),
    ]  # fmt: skip


def test_a_period_of_no_days_is_its_holders():
    [part] = apportioned(Decimal(3), Decimal(7), SINCE, SINCE, [Holding("li", date(2020, 1, 1))])

    assert (part.tenure, part.volume_m3, part.amount) == ("li", 3, 7)


days = st.integers(0, 400).map(lambda number: date(2026, 1, 1) + timedelta(days=number))


@st.composite
def tenures(draw) -> list[Holding]:
    """Holders who follow each other, with and without gaps, in any order."""
    cuts = sorted(draw(st.sets(days, max_size=8)))
    pairs = [(since, until) for since, until in pairwise(cuts) if draw(st.booleans())]
    return draw(st.permutations([Holding(f"holder {since}", since, until) for since, until in pairs]))


@given(
    st.decimals(0, 5000, places=3) | st.decimals(0, 5000, places=0),
    st.decimals(0, 50_000, places=2),
    days,
    st.integers(1, 200),
    tenures(),
)
def test_nothing_is_lost_and_nothing_is_twice(volume, amount, since, length, holdings):
    until = since + timedelta(days=length)

    parts = apportioned(volume, amount, since, until, holdings)

    assert sum(part.volume_m3 for part in parts) == volume
    assert sum(part.amount for part in parts) == amount
    assert [parts[0].since, *(part.until for part in parts)] == [*(part.since for part in parts), until]
    assert parts[0].since == since
    assert all(part.volume_m3 >= 0 and part.amount >= 0 for part in parts)
    assert all(part.amount == part.amount.quantize(FEN) for part in parts)


@given(st.decimals(0, 5000, places=2), st.decimals(0, 50_000, places=2), days, st.integers(1, 200), tenures())
def test_each_part_is_within_one_step_of_its_days(volume, amount, since, length, holdings):
    for part in apportioned(volume, amount, since, since + timedelta(days=length), holdings):
        assert abs(part.volume_m3 - volume * part.days / length) <= SHARE
        assert abs(part.amount - amount * part.days / length) <= FEN
        assert part.volume_m3 == part.volume_m3.quantize(SHARE)


@given(days, st.integers(1, 200), tenures(), st.data())
def test_every_day_falls_to_who_held_it(since, length, holdings, data):
    parts = apportioned(Decimal(100), Decimal(100), since, since + timedelta(days=length), holdings)
    day = since + timedelta(days=data.draw(st.integers(0, length - 1)))

    [part] = [part for part in parts if part.since <= day < part.until]
    [who] = [holding.tenure for holding in holdings if holding.holds_on(day)] or [None]

    assert part.tenure == who
