"""What is odd about a figure: tables, and that an honest one is never called a slip."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.plausibility import Known, doubt_about, usual_volume, volume_since

LAST = date(2026, 10, 27)


def known(last: str = "500", usual: str | None = "15", digits: int = 5) -> Known:
    return Known("LJ2023004711", digits, Decimal(last), LAST, usual and Decimal(usual))


@pytest.mark.parametrize(
    ("index", "serial_end", "doubt"),
    [
        ("515", "", None),
        ("515", "4711", None),
        ("515", "47l1", "meter"),
        ("515", "9999", "meter"),
        ("499.999", "", "backwards"),
        ("500", "", "too_low"),
        ("503", "", "too_low"),
        ("504", "", None),
        ("555", "", None),  # three times as much, and a guest
        ("555.001", "", "too_high"),
        ("5150", "", "too_high"),  # a figure too many
    ],
)
def test_what_is_odd_about_a_figure(index, serial_end, doubt):
    assert doubt_about(Decimal(index), serial_end, known()) == doubt


def test_a_meter_that_rolls_over_is_no_slip():
    near_the_top = known("99990")

    assert volume_since(Decimal("5"), near_the_top) == 15
    assert doubt_about(Decimal("5"), "", near_the_top) is None
    assert doubt_about(Decimal("60000"), "", near_the_top) == "backwards"


def test_without_a_year_to_compare_with_only_slips_are_odd():
    assert doubt_about(Decimal("5000"), "", known(usual=None)) is None
    assert doubt_about(Decimal("400"), "", known(usual=None)) == "backwards"


def test_a_home_that_uses_little_is_never_too_low():
    assert doubt_about(Decimal("500"), "", known(usual="9")) is None


BY_MONTH = {date(2025, 10, 1): Decimal("31"), date(2025, 11, 1): Decimal("60"), date(2025, 12, 1): Decimal("93")}


@pytest.mark.parametrize(
    ("since", "until", "usual"),
    [
        (date(2026, 10, 27), date(2026, 11, 26), "55"),  # 5 days of October, 25 of November
        (date(2026, 11, 1), date(2026, 12, 1), "60"),
        (date(2026, 12, 22), date(2027, 1, 1), "30"),  # to the end of the year
        (date(2026, 12, 22), date(2027, 1, 2), None),  # nothing is known of January
        (date(2026, 9, 30), date(2026, 10, 2), None),
        (date(2026, 11, 5), date(2026, 11, 5), "0"),
    ],
)
def test_usual_is_what_the_same_days_came_to_a_year_ago(since, until, usual):
    assert usual_volume(BY_MONTH, since, until) == (usual and Decimal(usual))


@given(
    st.decimals(0, 99999, places=3),
    st.decimals(0, 300, places=1),
    st.decimals("0.3", "2.9", places=2),
    st.integers(5, 8),
)
def test_what_is_near_the_usual_is_never_doubted(last, usual, times, digits):
    register = Decimal(10**digits)
    index = (last + usual * times) % register

    assert doubt_about(index, "", Known("M1", digits, last % register, LAST, usual)) is None
