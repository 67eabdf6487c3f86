"""The arithmetic of how we are doing."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gasservice.oversight.rules import (
    Line,
    Period,
    Share,
    Waits,
    period_named,
    published,
    too_few,
    wilson,
    year_to,
)

DAY = date(2026, 11, 23)
shares = st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@pytest.mark.parametrize(
    ("part", "of", "low", "high"),
    [
        (7, 20, 0.1812, 0.5671),
        (0, 10, 0, 0.2775),
        (10, 10, 0.7225, 1),
        (45, 50, 0.7864, 0.9565),
        (180, 200, 0.8506, 0.9343),
    ],
)
def test_the_interval_is_wilsons(part, of, low, high):
    assert wilson(part, of) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_of_nothing_there_is_no_share_and_no_interval():
    assert Share(0, 0).value is None
    assert Share(0, 0).interval is None


@given(shares)
def test_the_interval_holds_its_share_and_mirrors_its_opposite(share):
    part, of = share

    low, high = wilson(part, of)
    other_low, other_high = wilson(of - part, of)

    assert 0 <= low <= part / of + 1e-12
    assert part / of - 1e-12 <= high <= 1
    assert (low, high) == (pytest.approx(1 - other_high, abs=1e-9), pytest.approx(1 - other_low, abs=1e-9))


def test_three_of_three_do_not_differ_from_two_of_three():
    assert not Share(3, 3).differs_from(Share(2, 3))
    assert not Share(3, 3).differs_from(Share(0, 0))
    assert Share(950, 1000).differs_from(Share(900, 1000))


def test_late_and_open_counts_against_us():
    line = Line(kept=8, missed=1, open_late=1)

    assert line.promises == Share(8, 10)


@pytest.mark.parametrize(
    ("name", "since", "until", "before_since", "before_until"),
    [
        ("this-month", date(2026, 11, 1), date(2026, 11, 24), date(2026, 10, 1), date(2026, 10, 24)),
        ("last-month", date(2026, 10, 1), date(2026, 11, 1), date(2026, 9, 1), date(2026, 10, 1)),
        ("last-30-days", date(2026, 10, 25), date(2026, 11, 24), date(2026, 9, 25), date(2026, 10, 25)),
        ("last-12-months", date(2025, 12, 1), date(2026, 11, 24), date(2024, 12, 1), date(2025, 11, 24)),
        ("nonsense", date(2026, 10, 25), date(2026, 11, 24), date(2026, 9, 25), date(2026, 10, 25)),
    ],
)
def test_a_period_is_held_against_the_one_before(name, since, until, before_since, before_until):
    period = period_named(name, DAY)

    assert (period.since, period.until) == (since, until)
    assert (period.before.since, period.before.until) == (before_since, before_until)


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.integers(1, 365))
def test_the_period_before_ends_where_it_may(since, days):
    period = Period(since, since + timedelta(days=days))

    assert period.before.until <= period.since
    assert period.before.since < period.before.until


def test_a_period_has_its_bounds():
    assert len(Period(date(2025, 11, 1), date(2026, 12, 1)).months) == 13
    for until in (date(2025, 11, 1), date(2026, 12, 2)):
        with pytest.raises(ValueError, match="thirteen"):
            Period(date(2025, 11, 1), until)


def test_a_year_has_twelve_months_and_ends_with_its_day():
    year = year_to(DAY)

    assert (year.months[0], year.months[-1], len(year.months)) == (date(2025, 12, 1), date(2026, 11, 1), 12)
    assert year.last == DAY


def test_three_of_three_are_not_published_as_all():
    (line,) = published([Line(satisfied=3, answers=3, kept=3, first_answer=Waits(3, timedelta(hours=1)))])

    assert (line.satisfaction, line.promises, line.first_answer) == (None, None, None)


def test_ten_are_published():
    (line,) = published([Line(satisfied=9, answers=10, kept=10, first_answer=Waits(10, timedelta(hours=1)))])

    assert line.satisfaction == Share(9, 10)
    assert line.promises == Share(10, 10)
    assert line.first_answer == timedelta(hours=1)


def test_what_is_hidden_cannot_be_reckoned_from_the_rest():
    assert too_few({"a": 3, "b": 40, "c": 12}) == {"a", "c"}
    assert too_few({"a": 3, "b": 4, "c": 12}) == {"a", "b"}
    assert too_few({"a": 0, "b": 40}) == {"a"}
    assert too_few({"": 12}) == set()
