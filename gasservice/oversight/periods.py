"""The months that figures are asked for."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from gasservice.oversight.terms import PeriodName
from gasservice.standards.clock import months_after

MOST_MONTHS = 24


@dataclass(frozen=True)
class Period:
    """Whole months, at most two years of them; `until` is the first day after the last."""

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.since.day != 1 or self.until.day != 1:
            raise ValueError("A period is of whole months.")
        if not self.since < self.until <= months_after(self.since, MOST_MONTHS):
            raise ValueError("A period holds at least a month and at most two years.")

    @property
    def last(self) -> date:
        return self.until - timedelta(days=1)

    @property
    def months(self) -> list[date]:
        """The first days of its months."""
        count = (self.until.year - self.since.year) * 12 + self.until.month - self.since.month
        return [months_after(self.since, number) for number in range(count)]

    def has(self, day: date) -> bool:
        return self.since <= day < self.until

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """Its first moment, and the first after it."""
        since, until = (timezone.make_aware(datetime.combine(day, time())) for day in (self.since, self.until))
        return since, until

    @property
    def before(self) -> "Period":
        """As many months before it."""
        return Period(months_after(self.since, -len(self.months)), self.since)


def period_named(name: str, today: date) -> Period:
    """Give a named period that ends with the month of `today`, or with the one before it."""
    match name:
        case PeriodName.THIS_MONTH:
            return months_to(today, 1)
        case PeriodName.LAST_MONTH:
            return Period(months_after(today.replace(day=1), -1), today.replace(day=1))
        case PeriodName.LAST_12_MONTHS:
            return months_to(today, 12)
    return months_to(today, 3)


def months_to(day: date, count: int) -> Period:
    """Give so many months, the last of which is that of `day`."""
    until = months_after(day.replace(day=1), 1)
    return Period(months_after(until, -count), until)


def year_to(day: date) -> Period:
    """Give the twelve months that end with the month of `day`."""
    return months_to(day, 12)


def months_over(today: date, count: int) -> list[Period]:
    """Give the last months that are over, the oldest first."""
    return spans_over(today.replace(day=1), 1, count)


def quarters_over(today: date, count: int) -> list[Period]:
    """Give the last quarters of the calendar that are over, the oldest first."""
    return spans_over(months_after(today.replace(day=1), -((today.month - 1) % 3)), 3, count)


def spans_over(until: date, months: int, count: int) -> list[Period]:
    starts = [months_after(until, -months * back) for back in range(count, 0, -1)]
    return [Period(start, months_after(start, months)) for start in starts]
