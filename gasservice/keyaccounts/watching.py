"""Looks at the usage of one account: by the week against the weather, or by the month against the season."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from gasservice.keyaccounts.evidence import Point, Seen
from gasservice.keyaccounts.expecting import by_season, by_weather
from gasservice.keyaccounts.spotting import (
    CUSUM_LIMIT,
    Z_LIMIT,
    ewma_limits,
    ewma_of,
    lower_cusum,
    memory_of,
    usual,
)
from gasservice.keyaccounts.terms import SignKind
from gasservice.standards.clock import months_after

WEEK = 7
WATCHED = 6  # the weeks that are looked at; the habit is learned from those before
HABIT_DAYS = 300  # fewer than these show no winter and no summer
LEAST_DAYS = 3  # of a week
FLOOR = 0.05  # of a usual week: so little is as good as nothing, and its logarithm says nothing
DRAWN, DRAWN_MONTHS = 10, 12
LEAST_SCALE = 0.02
LOW = 1.0  # so many usual deviations
MONTHS_BY_SEASON, MONTHS_OF_A_YEAR = 24, 12
LEAST_SCALE_OF_MONTHS = 0.08
LEAST_DAYS_OF_A_MONTH = 20
STALE_DAYS = 62
SAME_MONTH_LIMIT = 0.30  # below the same month of the year before
PER_DEGREE = 0.02  # more gas for each degree that a month was colder


@dataclass(frozen=True)
class Usage:
    """Gas by the day since `first`, in m3, and the mean temperature; NaN is not known. `is_fine`: read by the day.

    `left_out` are days that do not count; what was read over more than a day is shared by the days that do.
    """

    first: date
    volumes: np.ndarray
    temperatures: np.ndarray
    is_fine: np.ndarray
    left_out: np.ndarray | None = None

    @property
    def last(self) -> date:
        return self.first + timedelta(days=len(self.volumes) - 1)

    @property
    def counted(self) -> np.ndarray:
        """The days that are known and count."""
        known = np.isfinite(self.volumes)
        return known if self.left_out is None else known & ~self.left_out

    def without(self, days: np.ndarray) -> "Usage":
        return replace(self, volumes=np.where(days & self.is_fine, np.nan, self.volumes), left_out=days)

    def is_read_by_the_day(self) -> bool:
        """Whether its weeks can be held against the weather."""
        known = self.counted & np.isfinite(self.temperatures) & self.is_fine
        return int(known[: -WATCHED * WEEK].sum()) >= HABIT_DAYS and bool(known[-2 * WEEK :].any())


@dataclass(frozen=True)
class Weeks:
    """Weeks that are known: the day each ends, what was used and expected, and the logarithm of their ratio.

    The last `watched` are looked at; `middle` is what is usual of the others, `scales` how far weeks of much gas and
    weeks of little scatter about it, each for itself, and `memory` how alike neighbours are.
    """

    ends: list[date]
    seen: np.ndarray
    expected: np.ndarray
    ratios: np.ndarray
    watched: int
    middle: float
    scales: np.ndarray
    memory: float

    @property
    def standard(self) -> np.ndarray:
        return ((self.ratios - self.middle) / self.scales)[len(self.ratios) - self.watched :]

    @property
    def charted(self) -> np.ndarray:
        """What the charts follow: a rare week between others that are not, as of holidays, counts as the limit."""
        return np.where(is_lone(self.standard < -Z_LIMIT), -Z_LIMIT, self.standard)

    @property
    def is_low(self) -> bool:
        """Whether the last two weeks are low themselves: no chart that still remembers tells of what has recovered."""
        return bool(self.charted[-2:].mean() < -LOW)


def watch_usage(usage: Usage) -> list[Seen]:
    """Give the signs in the usage of an account, of days where they are read, else of months."""
    if usage.is_read_by_the_day():
        weeks = weeks_of(usage)
        return [sign for see in (see_week, see_drift, see_shortfall) if weeks and (sign := see(weeks))]
    months = months_of(usage)
    sign = see_month(months) if len(months) > MONTHS_OF_A_YEAR else None
    return [sign] if sign else []


def weeks_of(usage: Usage) -> Weeks | None:
    """Sum days up to weeks, the last of which ends with the last day, and learn from all but the last six."""
    count = len(usage.volumes) // WEEK
    volumes, temperatures, fine = (row[-count * WEEK :] for row in (usage.volumes, usage.temperatures, usage.is_fine))
    first = usage.last - timedelta(days=count * WEEK - 1)
    known = np.isfinite(volumes) & np.isfinite(temperatures) & fine
    days = np.arange(len(volumes))
    learn = known & (days < (count - WATCHED) * WEEK)
    expected = by_weather(volumes, temperatures, (first.weekday() + days) % WEEK, learn)
    seen, should = (np.where(known, row, 0.0).reshape(count, WEEK).sum(axis=1) for row in (volumes, expected))
    whole = known.reshape(count, WEEK).sum(axis=1) >= LEAST_DAYS
    numbers = np.flatnonzero(whole)
    watched = int((numbers >= count - WATCHED).sum())
    if not watched or len(numbers) - watched < HABIT_DAYS // WEEK:
        return None
    ends = [first + timedelta(days=int(number) * WEEK + WEEK - 1) for number in numbers]
    return held_against(ends, seen[whole], should[whole], watched)


def is_lone(rare: np.ndarray) -> np.ndarray:
    """Say which of the weeks that are rare have no neighbour that is."""
    return rare & ~np.append(rare[1:], False) & ~np.append(False, rare[:-1])


def held_against(ends: list[date], seen: np.ndarray, expected: np.ndarray, watched: int) -> Weeks:
    floor = FLOOR * float(np.median(seen[:-watched])) or 1.0
    ratios = np.log((seen + floor) / (expected + floor))
    habit, is_much = ratios[:-watched], expected > np.median(expected[:-watched])
    middle, scale = usual(habit, LEAST_SCALE)
    scales = np.full(len(ratios), scale)
    for half in (is_much, ~is_much):
        if half[:-watched].any():
            scales[half] = usual(habit[half[:-watched]], LEAST_SCALE)[1]
    return Weeks(ends, seen, expected, ratios, watched, middle, scales, memory_of(habit))


def see_week(weeks: Weeks) -> Seen | None:
    """See a last week that lies far below what is usual (robust z)."""
    last = weeks.standard[-1]
    if last >= -Z_LIMIT:
        return None
    low = weeks.expected * np.exp(weeks.middle - Z_LIMIT * weeks.scales)
    rows = zip(weeks.ends, weeks.seen, weeks.expected, low, strict=True)
    points = tuple(Point(end, *map(float, row)) for end, *row in rows)[-DRAWN:]
    strength, (seen, expected, limit) = float(last / -Z_LIMIT), (points[-1].seen, points[-1].expected, points[-1].limit)
    return Seen(SignKind.WEEK, weeks.ends[-1], strength, seen, expected, limit, points)


def see_drift(weeks: Weeks) -> Seen | None:
    """See an average of the last weeks below its limit (EWMA), in percent below what was expected."""
    averages, scale = ewma_of(weeks.charted), weeks.scales[-1]
    low, _high = ewma_limits(0.0, weeks.memory)
    if averages[-1] >= low or not weeks.is_low:
        return None
    below, limit = [percent_below(value * scale) for value in averages], percent_below(low * scale)
    points = points_of(weeks, [max(value, 0.0) for value in below], limit)
    return Seen(SignKind.DRIFT, weeks.ends[-1], float(averages[-1] / low), below[-1], 0.0, limit, points)


def see_shortfall(weeks: Weeks) -> Seen | None:
    """See what is missing add up over its limit (lower CUSUM), in robust standard deviations."""
    sums = [float(value) for value in lower_cusum(weeks.charted / weeks.memory)]
    if sums[-1] <= CUSUM_LIMIT or not weeks.is_low:
        return None
    points, strength = points_of(weeks, sums, CUSUM_LIMIT), sums[-1] / CUSUM_LIMIT
    return Seen(SignKind.SHORTFALL, weeks.ends[-1], strength, sums[-1], 0.0, CUSUM_LIMIT, points)


def points_of(weeks: Weeks, values: Sequence[float], limit: float) -> tuple[Point, ...]:
    """Lay the values of the watched weeks beside their limit."""
    ends = weeks.ends[len(weeks.ends) - weeks.watched :]
    return tuple(Point(end, value, limit, limit) for end, value in zip(ends, values, strict=True))


def percent_below(log_ratio: float) -> float:
    """Turn the logarithm of a ratio into percent below."""
    return float(-100 * np.expm1(log_ratio))


@dataclass(frozen=True)
class Month:
    """A whole month: what a day of it used on average, and its mean temperature, NaN where not known."""

    first: date
    daily_m3: float
    temperature: float


def months_of(usage: Usage) -> list[Month]:
    """Give the last months that are known, without a gap between them, but none of long ago."""
    known = np.flatnonzero(np.isfinite(usage.volumes))
    if not len(known) or len(usage.volumes) - known[-1] > STALE_DAYS:
        return []
    months: dict[date, list[int]] = {}
    for number in range(known[-1] + 1):
        months.setdefault((usage.first + timedelta(days=number)).replace(day=1), []).append(number)
    whole: list[Month] = []
    for first, days in months.items():
        counted = int(usage.counted[days].sum())
        if is_whole(first, days) and counted >= LEAST_DAYS_OF_A_MONTH:
            volume = float(np.nansum(usage.volumes[days])) / counted
            whole.append(Month(first, volume, float(usage.temperatures[days].mean())))
        elif first != max(months):
            whole = []
    return whole


def is_whole(first: date, days: Sequence[int]) -> bool:
    """Whether these are all days of the month that begins with `first`."""
    return months_after(first, 1) == first + timedelta(days=len(days))


def see_month(months: Sequence[Month]) -> Seen | None:
    """See a last month below its season: by two years and more (STL), else by the same month of the year before."""
    last = months[-1]
    values = [max(month.daily_m3, 1e-3) for month in months]
    if len(months) > MONTHS_BY_SEASON:
        expected, off = by_season(values[:-1])
        _middle, scale = usual(off, LEAST_SCALE_OF_MONTHS)
        room = Z_LIMIT * scale
    else:
        before = months[-1 - MONTHS_OF_A_YEAR]
        colder = before.temperature - last.temperature
        expected = float(np.log(values[-1 - MONTHS_OF_A_YEAR])) + (PER_DEGREE * colder if np.isfinite(colder) else 0)
        room = -float(np.log1p(-SAME_MONTH_LIMIT))
    short = expected - float(np.log(values[-1]))
    if short <= room:
        return None
    points = tuple(
        Point(month.first, month.daily_m3, months[number - MONTHS_OF_A_YEAR].daily_m3)
        for number, month in enumerate(months)
        if number >= max(MONTHS_OF_A_YEAR, len(months) - DRAWN_MONTHS)
    )
    should = float(np.exp(expected))
    return Seen(SignKind.MONTH, last.first, short / room, last.daily_m3, should, should * float(np.exp(-room)), points)
