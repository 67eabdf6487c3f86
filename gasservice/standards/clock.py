"""The clock: pure arithmetic on working time; it never asks what time it is.

Counting follows arts. 200-204 of China's Civil Code: a period of days does not count the day it starts on and ends at
close of business of its last day; when that is a holiday, of the next working day; a period of hours runs at once.
All moments are aware; what comes back is in UTC. Spans are times of the local wall clock and are measured in the time
that really passes, also where clocks are put forward or back; a wall time that comes twice means the first.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
HORIZON_DAYS = 5 * 366
MOMENT = timedelta(microseconds=1)

Pause = tuple[datetime, datetime | None]
Stretch = tuple[datetime, datetime]


class CalendarRefused(ValueError):
    """A calendar on which no promise can be counted."""


class ClockOutOfRange(ValueError):
    """The answer lies beyond the years this clock looks at."""


class Unit(StrEnum):
    """How an allowance is counted."""

    WORKING_MINUTES = "working_minutes"
    WORKING_DAYS = "working_days"
    CALENDAR_MINUTES = "calendar_minutes"
    CALENDAR_DAYS = "calendar_days"


WORKING_UNITS = frozenset({Unit.WORKING_MINUTES, Unit.WORKING_DAYS})
DAY_UNITS = frozenset({Unit.WORKING_DAYS, Unit.CALENDAR_DAYS})


@dataclass(frozen=True, slots=True)
class Span:
    """An open span of a day, in minutes of the local day; 1440 is 24:00."""

    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class Allowance:
    """How long a promise may take."""

    amount: int
    unit: Unit


@dataclass(frozen=True)
class Calendar:
    """When an office is open.

    `weekly` holds the spans of each weekday (0 is Monday), `exceptions` those of dates that differ: none for a holiday,
    some for a working weekend. Raises CalendarRefused without any open hour, or with spans that overlap.
    """

    zone: ZoneInfo
    weekly: Mapping[int, tuple[Span, ...]]
    exceptions: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)
    published_years: frozenset[int] = frozenset()
    keeps_holidays: bool = True

    def __post_init__(self) -> None:
        if not any(self.weekly.values()):
            raise CalendarRefused("A calendar needs at least one open hour in its week.")
        for spans in (*self.weekly.values(), *self.exceptions.values()):
            edges = [edge for span in spans for edge in (span.opens, span.closes)]
            if any(span.opens >= span.closes for span in spans) or edges != sorted(edges):
                raise CalendarRefused("Spans of a day must not be empty, overlap or stand out of order.")
            if edges and (edges[0] < 0 or edges[-1] > 1440):
                raise CalendarRefused("Spans of a day lie between 00:00 and 24:00.")

    @cached_property
    def _stretches(self) -> dict[date, tuple[Stretch, ...]]:
        return {}

    def spans_on(self, day: date) -> tuple[Span, ...]:
        return self.exceptions[day] if day in self.exceptions else self.weekly.get(day.weekday(), ())

    def is_working_day(self, day: date) -> bool:
        return bool(self.spans_on(day))

    def day_of(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def at(self, day: date, minute: int) -> datetime:
        if minute == 1440:
            day, minute = day + DAY, 0
        return datetime.combine(day, time(minute // 60, minute % 60), self.zone).astimezone(UTC)

    def stretches_on(self, day: date) -> tuple[Stretch, ...]:
        """Give the open stretches of a day as moments; computed once a day."""
        if day not in self._stretches:
            self._stretches[day] = tuple((self.at(day, s.opens), self.at(day, s.closes)) for s in self.spans_on(day))
        return self._stretches[day]

    def closing(self, day: date) -> datetime:
        return self.stretches_on(day)[-1][1]


def due_at(started_at: datetime, allowance: Allowance, calendar: Calendar) -> datetime:
    """Say when a promise made at `started_at` is due; a deadline on closing time is closing time."""
    match allowance.unit:
        case Unit.CALENDAR_MINUTES:
            return started_at.astimezone(UTC) + timedelta(minutes=allowance.amount)
        case Unit.WORKING_MINUTES:
            return spend(timedelta(minutes=allowance.amount), open_stretches(started_at, calendar))
        case Unit.WORKING_DAYS:
            return calendar.closing(working_day_after(calendar.day_of(started_at), allowance.amount, calendar))
        case Unit.CALENDAR_DAYS:
            last = calendar.day_of(started_at) + allowance.amount * DAY
            return calendar.closing(working_day_after(last - DAY, 1, calendar))


def before(moment: datetime, allowance: Allowance, calendar: Calendar) -> datetime:
    """Say the latest start from which `allowance` is still due by `moment`."""
    match allowance.unit:
        case Unit.CALENDAR_MINUTES:
            return moment.astimezone(UTC) - timedelta(minutes=allowance.amount)
        case Unit.WORKING_MINUTES:
            return spend_back(timedelta(minutes=allowance.amount), moment, calendar)
    day = calendar.day_of(moment) - (allowance.amount - 1) * DAY
    for _ in range(HORIZON_DAYS):
        last_moment = calendar.at(day, 0) - MOMENT
        if due_at(last_moment, allowance, calendar) <= moment:
            return last_moment
        day -= DAY
    raise ClockOutOfRange("No start lies far enough back.")


def working_time(since: datetime, until: datetime, calendar: Calendar) -> timedelta:
    """Measure the open time between two moments; negative never, nothing when `until` is not later."""
    return sum((end - start for start, end in stretches_between(since, until, calendar)), timedelta())


def worked_time(since: datetime, until: datetime, calendar: Calendar, pauses: Iterable[Pause]) -> timedelta:
    """Measure the open time between two moments without the pauses in it, which are sorted by their start."""
    stretches = without(list(pauses), stretches_between(since, until, calendar))
    return sum((end - start for start, end in stretches), timedelta())


def due_with_pauses(
    started_at: datetime, allowance: Allowance, calendar: Calendar, pauses: Iterable[Pause]
) -> datetime | None:
    """Replay the pauses: what was left when the clock stopped runs on when it starts again.

    What is left is measured in open time for working units, in elapsed time for calendar units, so a promise without
    pauses is due when `due_at` says. None when a pause that has not ended keeps the clock standing.
    """
    pauses = sorted(pauses, key=lambda pause: pause[0])
    due = due_at(started_at, allowance, calendar)
    if not pauses or pauses[0][0] >= due:
        return due
    if allowance.unit in WORKING_UNITS:
        left, stretches = working_time(started_at, due, calendar), open_stretches(started_at, calendar)
    else:
        left, stretches = due - started_at, iter([(started_at.astimezone(UTC), started_at + HORIZON_DAYS * DAY)])
    return spend(left, without(pauses, stretches), standing=any(until is None for _, until in pauses))


def stretches_between(since: datetime, until: datetime, calendar: Calendar) -> Iterator[Stretch]:
    """Give the open stretches between two moments, cut at both."""
    for start, end in open_stretches(since, calendar):
        if start >= until:
            return
        yield start, min(end, until.astimezone(UTC))


def unpublished_years(since: datetime, until: datetime, calendar: Calendar) -> tuple[int, ...]:
    """Name the years between two moments whose holidays are not known: counting there is only a guess."""
    if not calendar.keeps_holidays:
        return ()
    years = range(calendar.day_of(since).year, calendar.day_of(until).year + 1)
    return tuple(year for year in years if year not in calendar.published_years)


def open_stretches(since: datetime, calendar: Calendar) -> Iterator[Stretch]:
    """Give the open stretches from a moment on; raises ClockOutOfRange beyond the horizon."""
    day = calendar.day_of(since) - DAY  # a stretch that began yesterday may reach past midnight where clocks change
    reached = since.astimezone(UTC)
    for _ in range(HORIZON_DAYS):
        for start, end in calendar.stretches_on(day):
            if end > reached:
                yield max(start, reached), end
                reached = end
        day += DAY
    raise ClockOutOfRange("The calendar is closed for too long.")


def spend(left: timedelta, stretches: Iterable[Stretch], *, standing: bool = False) -> datetime | None:
    """Say the moment at which `left` is used up; None when the stretches end first and the clock may stand."""
    for start, end in stretches:
        if end - start >= left:
            return start + left
        left -= end - start
    if standing:
        return None
    raise ClockOutOfRange("The promise reaches too far ahead.")


def spend_back(left: timedelta, moment: datetime, calendar: Calendar) -> datetime:
    day = calendar.day_of(moment) + DAY
    reached = moment.astimezone(UTC)
    for _ in range(HORIZON_DAYS):
        for start, end in reversed(calendar.stretches_on(day)):
            end = min(end, reached)
            if start < end:
                if end - start >= left:
                    return end - left
                left -= end - start
                reached = start
        day -= DAY
    raise ClockOutOfRange("No start lies far enough back.")


def working_day_after(day: date, count: int, calendar: Calendar) -> date:
    """Step `count` working days on; `day` itself is not counted."""
    for _ in range(HORIZON_DAYS):
        day += DAY
        if calendar.is_working_day(day):
            count -= 1
            if count == 0:
                return day
    raise ClockOutOfRange("The calendar is closed for too long.")


def months_after(day: date, months: int) -> date:
    """Count months; a day that the month does not have is its last one (Civil Code, art. 202)."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def without(pauses: list[Pause], stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Cut the pauses, sorted by their start, out of the stretches; an unended pause cuts off all that follows."""
    for start, end in stretches:
        for paused_from, paused_until in pauses:
            if paused_from >= end or (paused_until is not None and paused_until <= start):
                continue
            if paused_from > start:
                yield start, paused_from.astimezone(UTC)
            if paused_until is None:
                return
            start = min(paused_until.astimezone(UTC), end)
        if start < end:
            yield start, end
