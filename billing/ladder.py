"""The ladder of arrears: demand, written notice, stop; when each may come at the earliest, and what bars it.

Days are whole days, and the day from which they are counted is not one of them: ten days after the first end with the
eleventh, and what comes after them comes on the twelfth (Civil Code, arts. 201 and 203).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from billing.late_charges import A_DAY
from billing.terms import ArrearsStep
from gasservice.registry.terms import ArrearsBar
from gasservice.standards.rules import ArrearsTerms

LONGEST_SEASON = 366


@dataclass(frozen=True)
class Done:
    """What was done about one debt so far; a delivered day stays empty until it is known that it arrived."""

    demanded_on: date | None = None
    demand_delivered_on: date | None = None
    noticed_on: date | None = None
    notice_delivered_on: date | None = None
    stop_ordered_on: date | None = None


@dataclass(frozen=True)
class Standing:
    """How it stands with who owes: what is owed of late, what of it is disputed, and what protects them.

    Who `has_left` does not hold the account any more: its gas is another's, and is not stopped for their debt.
    """

    owed: Decimal
    disputed: Decimal = Decimal(0)
    has_plan: bool = False
    has_priority_need: bool = False
    is_home: bool = True
    is_held: bool = False
    has_left: bool = False

    @property
    def undisputed(self) -> Decimal:
        return self.owed - self.disputed


@dataclass(frozen=True)
class NextStep:
    """The next step of the ladder, seen on a day: the first day on which it may come, and what bars it now.

    Without a first day it waits for something that has not happened; the bars say what.
    """

    step: ArrearsStep
    seen_on: date
    earliest_on: date | None = None
    bars: tuple[ArrearsBar, ...] = ()

    @property
    def may_come(self) -> bool:
        return not self.bars and self.earliest_on is not None and self.earliest_on <= self.seen_on


def next_step(rule: ArrearsTerms, due_on: date, done: Done, standing: Standing, day: date) -> NextStep:
    """Say what comes next for a debt that was due on a day, as it stands on another."""
    step = step_after(done, standing.has_left) if standing.owed > 0 else ArrearsStep.NONE
    if step == ArrearsStep.NONE:
        return NextStep(step, day)
    return NextStep(
        step, day, earliest_day(step, rule, due_on, done, standing), tuple(bars(step, rule, done, standing, day))
    )


def step_after(done: Done, has_left: bool) -> ArrearsStep:
    if done.stop_ordered_on or (done.noticed_on and has_left):
        return ArrearsStep.NONE
    if done.noticed_on:
        return ArrearsStep.STOP
    if done.demanded_on:
        return ArrearsStep.LAST_DEMAND if has_left else ArrearsStep.WRITTEN_NOTICE
    return ArrearsStep.DEMAND


def earliest_day(step: ArrearsStep, rule: ArrearsTerms, due_on: date, done: Done, standing: Standing) -> date | None:
    """Give the first day of a step; nothing where what it is counted from has not arrived."""
    if step == ArrearsStep.DEMAND:
        return after(due_on, rule.demand_after_days)
    if done.demand_delivered_on is None:
        return None
    term_over = after(done.demand_delivered_on, rule.demand_term_days)
    if step == ArrearsStep.LAST_DEMAND:
        return term_over
    stop = max(term_over + rule.after_term_days * A_DAY, after(due_on, rule.overdue_days))
    if step == ArrearsStep.WRITTEN_NOTICE:
        return out_of_season(max(term_over, stop - (rule.notice_days + 1) * A_DAY), rule, standing)
    if done.notice_delivered_on is None:
        return None
    return out_of_season(max(stop, after(done.notice_delivered_on, rule.notice_days)), rule, standing)


def after(day: date, days: int) -> date:
    """Give the first day after so many whole days."""
    return day + timedelta(days=days + 1)


def out_of_season(day: date, rule: ArrearsTerms, standing: Standing) -> date | None:
    """Move a day past the heating season of a home."""
    days = (day + number * A_DAY for number in range(LONGEST_SEASON + 1))
    return next((later for later in days if not is_heated(later, rule, standing)), None)


def is_heated(day: date, rule: ArrearsTerms, standing: Standing) -> bool:
    return standing.is_home and any(season.holds_on(day) for season in rule.heating_seasons)


def bars(step: ArrearsStep, rule: ArrearsTerms, done: Done, standing: Standing, day: date) -> Iterator[ArrearsBar]:
    """Give what bars a step now. A demand only asks: what guards against a stop does not bar it."""
    if standing.undisputed <= 0:
        yield ArrearsBar.DISPUTED
    if standing.has_plan:
        yield ArrearsBar.PLAN
    if standing.is_held:
        yield ArrearsBar.HELD
    if step == ArrearsStep.LAST_DEMAND and done.demand_delivered_on is None:
        yield ArrearsBar.DEMAND_NOT_DELIVERED
    if step in (ArrearsStep.WRITTEN_NOTICE, ArrearsStep.STOP):
        yield from bars_of_stop(step, rule, done, standing, day)


def bars_of_stop(
    step: ArrearsStep, rule: ArrearsTerms, done: Done, standing: Standing, day: date
) -> Iterator[ArrearsBar]:
    if 0 < standing.undisputed < rule.min_amount:
        yield ArrearsBar.BELOW_MINIMUM
    if standing.has_priority_need:
        yield ArrearsBar.PRIORITY_NEED
    if is_heated(day, rule, standing):
        yield ArrearsBar.HEATING_SEASON
    if done.demand_delivered_on is None:
        yield ArrearsBar.DEMAND_NOT_DELIVERED
    elif step == ArrearsStep.STOP and done.notice_delivered_on is None:
        yield ArrearsBar.NOTICE_NOT_DELIVERED
