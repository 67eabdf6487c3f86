"""Who held an account and when; no database, no clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Holding:
    """Who held an account, by the key of the tenure, from a day until another; without an end, still.

    Two never hold it on the same day.
    """

    tenure: object
    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


def holding_on(day: date, holdings: Iterable[Holding]) -> Holding | None:
    return next((holding for holding in holdings if holding.holds_on(day)), None)


def changes_of(holdings: Iterable[Holding]) -> list[date]:
    """Give the days on which somebody takes the account over, or nobody holds it any more, the first first."""
    return sorted({day for holding in holdings for day in (holding.since, holding.until) if day})
