"""The arithmetic of how we are doing: shares, how sure we are of them, waiting times and periods."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import sqrt

from gasservice.oversight.terms import PeriodName
from gasservice.standards.clock import months_after

SURE = 1.959963984540054  # the standard normal quantile of a 95% interval
LEAST = 10  # fewer answers than this are not published
MOST_MONTHS = 13


def wilson(part: int, of: int) -> tuple[float, float] | None:
    """Give the 95% Wilson interval of `part` in `of`, or nothing of nothing."""
    if not of:
        return None
    share, spread = part / of, SURE * SURE / of
    middle = share + spread / 2
    reach = SURE * sqrt(share * (1 - share) / of + spread / (4 * of))
    return max(0.0, (middle - reach) / (1 + spread)), min(1.0, (middle + reach) / (1 + spread))


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    part: int
    of: int

    @property
    def value(self) -> float | None:
        return self.part / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        return wilson(self.part, self.of)

    def differs_from(self, other: "Share") -> bool:
        """Whether chance alone hardly explains the difference: the intervals do not touch."""
        if not (self.of and other.of):
            return False
        (low, high), (other_low, other_high) = self.interval, other.interval
        return high < other_low or other_high < low


@dataclass(frozen=True)
class Waits:
    """How long `n` customers waited, in elapsed time: half at most the median, nine in ten at most p90."""

    n: int = 0
    median: timedelta | None = None
    p90: timedelta | None = None


@dataclass(frozen=True)
class Line:
    """What is known of one month, door, team or of everything; `key` says which."""

    key: object = ""
    opened: int = 0
    kept: int = 0
    missed: int = 0
    open_late: int = 0
    satisfied: int = 0
    answers: int = 0
    asked: int = 0
    replied: int = 0
    first_answer: Waits = field(default_factory=Waits)
    resolution: Waits = field(default_factory=Waits)

    @property
    def promises(self) -> Share:
        """Kept of all that were due; late and still open counts against us."""
        return Share(self.kept, self.kept + self.missed + self.open_late)

    @property
    def satisfaction(self) -> Share:
        return Share(self.satisfied, self.answers)

    @property
    def response(self) -> Share:
        return Share(self.replied, self.asked)


@dataclass(frozen=True)
class Published:
    """A line as everybody may read it: what rests on too few stays out."""

    key: object
    promises: Share | None
    satisfaction: Share | None
    first_answer: timedelta | None
    resolution: timedelta | None


def published(lines: list[Line]) -> list[Published]:
    """Take out what rests on too few; the answers taken out cannot be reckoned from what is left and the sum."""
    hidden = too_few({line.key: line.answers for line in lines})
    return [
        Published(
            line.key,
            line.promises if line.promises.of >= LEAST else None,
            None if line.key in hidden else line.satisfaction,
            line.first_answer.median if line.first_answer.n >= LEAST else None,
            line.resolution.median if line.resolution.n >= LEAST else None,
        )
        for line in lines
    ]


def too_few(counts: Mapping[object, int]) -> set[object]:
    """Name what counts fewer than the least, and when that is one alone, the next smallest with it."""
    hidden = {key for key, count in counts.items() if count < LEAST}
    known = sorted((count, str(key), key) for key, count in counts.items() if count >= LEAST)
    if len([key for key in hidden if counts[key]]) == 1 and known and len(counts) > 1:
        hidden.add(known[0][2])
    return hidden


@dataclass(frozen=True)
class Period:
    """Some days, at most thirteen months; `until` is the day after the last."""

    since: date
    until: date

    def __post_init__(self) -> None:
        if not self.since < self.until <= months_after(self.since, MOST_MONTHS):
            raise ValueError("A period holds at least a day and at most thirteen months.")

    @property
    def last(self) -> date:
        return self.until - timedelta(days=1)

    @property
    def months(self) -> list[date]:
        """The first days of the months it touches."""
        first = self.since.replace(day=1)
        count = (self.last.year - first.year) * 12 + self.last.month - first.month + 1
        return [months_after(first, number) for number in range(count)]

    @property
    def before(self) -> "Period":
        """The same stretch before it: so many months where it begins with a month, else so many days."""
        if self.since.day == 1:
            months = -len(self.months)
            return Period(months_after(self.since, months), months_after(self.last, months) + timedelta(days=1))
        return Period(self.since - (self.until - self.since), self.since)


def period_named(name: str, today: date) -> Period:
    """Give a named period that ends with `today`, or with the month before it."""
    first, tomorrow = today.replace(day=1), today + timedelta(days=1)
    match name:
        case PeriodName.THIS_MONTH:
            return Period(first, tomorrow)
        case PeriodName.LAST_MONTH:
            return Period(months_after(first, -1), first)
        case PeriodName.LAST_90_DAYS:
            return Period(tomorrow - timedelta(days=90), tomorrow)
        case PeriodName.LAST_12_MONTHS:
            return Period(months_after(first, -11), tomorrow)
    return Period(tomorrow - timedelta(days=30), tomorrow)


def year_to(last: date) -> Period:
    """Give the twelve months that end on the day `last`."""
    return Period(months_after(last.replace(day=1), -11), last + timedelta(days=1))
