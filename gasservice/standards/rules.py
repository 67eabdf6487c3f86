"""What a repair costs by the fee table, and what several rules of arrears that hold together come to; no database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain

A_LEAP_YEAR = 2000

Amounts = Iterable[tuple[Decimal, Decimal | None]]


@dataclass(frozen=True)
class PriceRange:
    """From the least to the most that is asked without a new agreement; both 0 is free."""

    low: Decimal
    high: Decimal

    @property
    def is_free(self) -> bool:
        return not self.high


def price_range(always: Amounts, perhaps: Amounts = ()) -> PriceRange:
    """Add up fees, each an amount with or without an end of its range; what is only perhaps charged may be nothing."""
    always, perhaps = list(always), list(perhaps)
    low = sum((amount for amount, _ in always), Decimal(0))
    high = sum((until or amount for amount, until in [*always, *perhaps]), Decimal(0))
    return PriceRange(low, high)


@dataclass(frozen=True)
class Season:
    """The same days of every year, as "11-15" and "03-16": from the first until before the second."""

    since: str
    until: str

    def holds_on(self, day: date) -> bool:
        here = f"{day:%m-%d}"
        if self.since < self.until:
            return self.since <= here < self.until
        return here >= self.since or here < self.until

    @property
    def first_day(self) -> date:
        """Its first day, in a year of no meaning that has every day."""
        return date.fromisoformat(f"{A_LEAP_YEAR}-{self.since}")

    @property
    def last_day(self) -> date:
        """Its last day, in such a year."""
        return date.fromisoformat(f"{A_LEAP_YEAR}-{self.until}") - timedelta(days=1)


@dataclass(frozen=True)
class ArrearsTerms:
    """The numbers of a rule of arrears: what has to pass before a stop, when gas is back, and how one pays in parts.

    Days are whole days; the day from which they are counted is not one of them. Without instalments no plan is offered.
    """

    demand_after_days: int = 0
    demand_term_days: int = 0
    after_term_days: int = 0
    overdue_days: int = 0
    notice_days: int = 0
    min_amount: Decimal = Decimal(0)
    restore_hours: int | None = None
    heating_seasons: tuple[Season, ...] = ()
    max_instalments: int = 0
    min_instalment: Decimal = Decimal(0)
    days_between_instalments: int = 0
    plan_stops_late_charge: bool = False


def mildest_terms(rules: Iterable[ArrearsTerms]) -> ArrearsTerms | None:
    """Put several rules that hold together into one that keeps to each: of every number the milder for who owes."""
    rules = list(rules)
    if not rules:
        return None
    hours = [rule.restore_hours for rule in rules if rule.restore_hours is not None]
    plans = [rule for rule in rules if rule.max_instalments]
    return ArrearsTerms(
        demand_after_days=max(rule.demand_after_days for rule in rules),
        demand_term_days=max(rule.demand_term_days for rule in rules),
        after_term_days=max(rule.after_term_days for rule in rules),
        overdue_days=max(rule.overdue_days for rule in rules),
        notice_days=max(rule.notice_days for rule in rules),
        min_amount=max(rule.min_amount for rule in rules),
        restore_hours=min(hours, default=None),
        heating_seasons=tuple(chain.from_iterable(rule.heating_seasons for rule in rules)),
        max_instalments=max((rule.max_instalments for rule in plans), default=0),
        min_instalment=min((rule.min_instalment for rule in plans), default=Decimal(0)),
        days_between_instalments=max((rule.days_between_instalments for rule in plans), default=0),
        plan_stops_late_charge=any(rule.plan_stops_late_charge for rule in plans),
    )
