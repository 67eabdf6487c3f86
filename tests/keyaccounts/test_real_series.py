"""Two real series: one home by the day with its weather, and a country by the quarter; drops are planted in them.

The figures are what they are, and stand in docs/key-accounts.md: whoever changes the method changes them together.
"""

import csv
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from gasservice.keyaccounts.expecting import by_season
from gasservice.keyaccounts.scoring import OPENS_AT, score_of
from gasservice.keyaccounts.spotting import Z_LIMIT, usual
from gasservice.keyaccounts.watching import LEAST_SCALE_OF_MONTHS, Usage, watch_usage

DATA = Path(__file__).parent / "data"
FIRST_WATCHED = 400  # days: enough to have seen a winter and a summer
APART = 28  # days without a warning between two alarms that are not the same one


def rows_in(name: str) -> list[list[str]]:
    with (DATA / name).open() as file:
        return [row for row in csv.reader(file) if row[0][:1].isdigit()]


@cache
def home() -> tuple[list[date], np.ndarray, np.ndarray]:
    rows = rows_in("home.csv")
    return [date.fromisoformat(row[0]) for row in rows], *np.array([row[1:] for row in rows], dtype=float).T


def warns(volumes: np.ndarray, count: int) -> bool:
    """Whether a warning opens after so many days."""
    days, _volumes, temperatures = home()
    fine = np.ones(count, dtype=bool)
    return score_of(watch_usage(Usage(days[0], volumes[:count], temperatures[:count], fine))) >= OPENS_AT


def days_until_found(since: str, left: float, most: int = 60) -> int | None:
    """Plant a drop, and say after how many days it opens a warning."""
    days, volumes, _temperatures = home()
    start = days.index(date.fromisoformat(since))
    planted = np.concatenate([volumes[:start], left * volumes[start:]])
    ends = range(start + 1, min(start + most, len(days)) + 1)
    return next((end - start for end in ends if warns(planted, end)), None)


def test_the_series_is_whole():
    days, volumes, temperatures = home()

    assert (days[0], days[-1], len(days)) == (date(2020, 4, 2), date(2022, 12, 5), 978)
    assert np.isfinite(volumes).all()
    assert np.isfinite(temperatures).all()


def test_two_false_alarms_in_nineteen_months_of_a_clean_series():
    days, volumes, _temperatures = home()
    ends = [end for end in range(FIRST_WATCHED, len(days) + 1) if warns(volumes, end)]
    alarms = [end for before, end in zip([-APART, *ends], ends, strict=False) if end - before > APART]

    assert len(days) - FIRST_WATCHED + 1 == 579
    # Gas was not used on three days of April, and on nine of August.
    assert [days[end - 1] for end in alarms] == [date(2021, 5, 6), date(2021, 8, 29)]
    assert len(ends) == 8


# Each planted in three seasons and both years. None: not found within sixty days.
@pytest.mark.parametrize(
    ("since", "by_quarter", "by_two_fifths", "by_seven_tenths"),
    [
        ("2021-07-01", 27, 13, 11),
        ("2021-10-01", 41, 34, 13),
        ("2022-01-10", None, 38, 12),
        ("2022-03-15", 16, 15, 10),
        ("2022-06-15", 58, 51, 23),
        ("2022-09-01", 29, 8, 6),
    ],
)
def test_a_planted_drop_is_found_within_so_many_days(since, by_quarter, by_two_fifths, by_seven_tenths):
    assert days_until_found(since, 0.75) == by_quarter
    assert days_until_found(since, 0.6) == by_two_fifths
    assert days_until_found(since, 0.3) == by_seven_tenths


def test_the_slowest_season_had_begun_with_half_as_much_again():
    """In June 2022 the home used far more than the weather explains: two fifths less was about its usual June."""
    days, volumes, temperatures = home()
    (used, warm), (year_before, warm_before) = (
        (volumes[first : first + 30].mean(), temperatures[first : first + 30].mean())
        for first in (days.index(date(2022, 6, 1)), days.index(date(2021, 6, 1)))
    )

    assert warm == pytest.approx(warm_before, abs=1)
    assert used == pytest.approx(1.68 * year_before, rel=0.02)
    assert 0.6 * used == pytest.approx(year_before, rel=0.02)


def is_short(values: np.ndarray) -> bool:
    """Whether the last quarter lies below its season, as `see_month` judges a month."""
    expected, off = by_season(values[:-1], period=4)
    _middle, scale = usual(off, LEAST_SCALE_OF_MONTHS)
    return expected - float(np.log(values[-1])) > Z_LIMIT * scale


def test_the_seasons_of_a_country_and_their_growth_are_no_alarm_and_a_drop_is():
    therms = np.array([row[2] for row in rows_in("ukgas.csv")], dtype=float)
    ends = range(24, len(therms) + 1)

    alarms = [end for end in ends if is_short(therms[:end])]
    found = [end for end in ends if is_short(np.append(therms[: end - 1], 0.6 * therms[end - 1]))]

    assert (len(ends), len(alarms), len(found)) == (85, 0, 79)
