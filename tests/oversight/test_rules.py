"""The arithmetic of how we are doing."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gasservice.oversight.histogram import bin_of
from gasservice.oversight.lines import Line, summed
from gasservice.oversight.measures import DEFINITIONS, Measure
from gasservice.oversight.periods import Period, period_named, year_to
from gasservice.oversight.rules import Share, chance_limits, limits_by_chance, net_score_of, wilson

DAY = date(2026, 11, 23)
HOUR = bin_of(timedelta(hours=1))
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
    line = line_of(kept=8, missed=1, open_late=1)

    assert line.promises == Share(8, 10)


@pytest.mark.parametrize(
    ("name", "since", "until", "before_since"),
    [
        ("this-month", date(2026, 11, 1), date(2026, 12, 1), date(2026, 10, 1)),
        ("last-month", date(2026, 10, 1), date(2026, 11, 1), date(2026, 9, 1)),
        ("last-3-months", date(2026, 9, 1), date(2026, 12, 1), date(2026, 6, 1)),
        ("last-12-months", date(2025, 12, 1), date(2026, 12, 1), date(2024, 12, 1)),
        ("nonsense", date(2026, 9, 1), date(2026, 12, 1), date(2026, 6, 1)),
    ],
)
def test_a_period_is_held_against_as_many_months_before(name, since, until, before_since):
    period = period_named(name, DAY)

    assert (period.since, period.until) == (since, until)
    assert (period.before.since, period.before.until) == (before_since, since)


def test_a_period_has_its_bounds():
    assert len(Period(date(2024, 12, 1), date(2026, 12, 1)).months) == 24
    for since, until in (
        (date(2025, 11, 1), date(2025, 11, 1)),
        (date(2024, 11, 1), date(2026, 12, 1)),
        (date(2026, 11, 1), date(2026, 11, 24)),
    ):
        with pytest.raises(ValueError, match="A period"):
            Period(since, until)


def test_a_year_has_twelve_months_and_ends_with_that_of_its_day():
    year = year_to(DAY)

    assert (year.months[0], year.months[-1], len(year.months)) == (date(2025, 12, 1), date(2026, 11, 1), 12)


def line_of(answers: dict | None = None, waits: int = 0, **counts: int) -> Line:
    found = {(measure, ""): {0: n} for measure, n in counts.items()}
    found[Measure.SCORE, ""] = answers or {}
    found[Measure.WAIT, "first_answer"] = {HOUR: waits}
    return Line("", found)


def test_a_net_score_has_its_error():
    score = net_score_of({10: 30, 9: 20, 8: 20, 7: 10, 6: 5, 0: 15})

    assert (score.promoters, score.detractors, score.of) == (50, 20, 100)
    assert score.value == 30
    assert score.error == pytest.approx(7.81, abs=0.005)


def test_a_month_differs_by_chance_within_its_limits():
    assert chance_limits(0.9, 100) == (pytest.approx(0.81), pytest.approx(0.99))
    assert chance_limits(0.9, 10)[1] == 1
    assert chance_limits(0.9, 0) is None


def test_each_month_is_held_against_all_of_them():
    first, none, last = limits_by_chance([Share(90, 100), None, Share(900, 1000)])

    assert (first, none, last) == (pytest.approx((81, 99)), None, pytest.approx((87.15, 92.85), abs=0.01))
    assert limits_by_chance([Share(0, 0)]) == [None]


def test_every_figure_of_the_glossary_is_one_of_a_line_and_every_measure_makes_one():
    line = Line()

    assert [getattr(line, definition.code, "none") for definition in DEFINITIONS].count("none") == 0
    assert {measure for definition in DEFINITIONS for measure in definition.measures} == set(Measure)


def test_lines_add_up():
    both = summed([line_of({5: 1}, kept=1), line_of({5: 2}, kept=2)], "both")

    assert (both.key, both.kept, both.satisfaction) == ("both", 3, Share(3, 3))
