"""The months that figures are asked for."""

from dataclasses import dataclass
from datetime import date, timedelta

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
