"""A meter that was wrong: what had really passed it, for the bills that the rule names."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.meter_error import Measured, corrected, is_wrong, true_volume

ASKED = date(2026, 11, 26)
LIMIT = Decimal(3)


def period(bill: str, since: tuple[int, int], until: tuple[int, int], volume: str = "105") -> Measured:
    return Measured(bill, date(2026, *since), date(2026, *until), Decimal(volume))


PERIODS = [
    period("august", (8, 1), (9, 1)),
    period("september", (9, 1), (9, 27)),
    period("october", (9, 27), (10, 27), "63"),
    period("november", (10, 27), (11, 26)),
    period("december", (11, 26), (12, 26)),
]


@pytest.mark.parametrize(
    ("measured", "error", "true"),
    [
        ("105", "5", "100.00"),
        ("95", "-5", "100.00"),
        ("100", "0", "100.00"),
        ("10", "3.5", "9.66"),
        ("1", "60", "0.63"),  # 0.625, half up
        ("0", "12", "0.00"),
    ],
)
def test_the_true_volume_is_what_is_shown_without_the_error(measured, error, true):
    assert true_volume(Decimal(measured), Decimal(error)) == Decimal(true)


@pytest.mark.parametrize(("error", "wrong"), [("3.0", False), ("3.01", True), ("-3.0", False), ("-3.01", True)])
def test_the_limit_itself_is_still_good(error, wrong):
    assert is_wrong(Decimal(error), LIMIT) is wrong


def test_the_bills_of_the_months_before_the_request_are_corrected():
    found = corrected(PERIODS, error_percent=Decimal(5), limit_percent=LIMIT, asked_on=ASKED, months=2)

    assert [(one.measured.bill, one.true_m3, one.too_much_m3) for one in found] == [
        ("september", 100, 5), ("october", 60, 3), ("november", 100, 5),
    ]  # fmt: skip


def test_a_period_that_ended_just_two_months_before_is_too_old():
    ended = Measured("old", date(2026, 8, 26), date(2026, 9, 26), Decimal(105))

    assert corrected([ended], error_percent=Decimal(5), limit_percent=LIMIT, asked_on=ASKED, months=2) == []


def test_a_good_meter_corrects_nothing():
    assert corrected(PERIODS, error_percent=LIMIT, limit_percent=LIMIT, asked_on=ASKED, months=2) == []


def test_a_slow_meter_showed_too_little():
    [one] = corrected(PERIODS[3:4], error_percent=Decimal(-5), limit_percent=LIMIT, asked_on=ASKED, months=2)

    assert one.too_much_m3 < 0


volumes = st.decimals(0, 5000, places=3)
errors = st.decimals(-60, 60, places=2)


@given(volumes, errors)
def test_measuring_the_true_volume_with_the_error_shows_what_was_shown(measured, error):
    again = true_volume(measured, error) * (100 + error) / 100

    assert abs(again - measured) <= Decimal("0.008")  # half a hundredth, times at most 1.6


@given(volumes, errors, errors)
def test_the_faster_the_meter_the_less_had_passed(measured, one, other):
    slow, fast = sorted([one, other])

    assert true_volume(measured, fast) <= true_volume(measured, slow)
