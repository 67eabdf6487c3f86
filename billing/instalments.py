"""Paying what is owed in parts: which plans a rule offers, when each part is due, and which were kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate

from billing.late_charges import A_DAY, Paid
from billing.rating import FEN, NOTHING
from billing.terms import InstalmentState
from gasservice.standards.rules import ArrearsTerms

FEWEST = 2


@dataclass(frozen=True)
class Instalment:
    """A part of what is owed, and the last day to pay it."""

    due_on: date
    amount: Decimal


def split(amount: Decimal, count: int) -> list[Decimal]:
    """Split an amount into parts that differ by a fen at most, the larger first; they sum to it."""
    each, over = divmod(int(amount / FEN), count)
    return [(each + (number < over)) * FEN for number in range(count)]


def counts_offered(amount: Decimal, rule: ArrearsTerms) -> list[int]:
    """Say into how many parts an amount may be split, so that none is below the least of the rule."""
    return [
        count for count in range(FEWEST, rule.max_instalments + 1) if split(amount, count)[-1] >= rule.min_instalment
    ]


def plan_of(amount: Decimal, count: int, first_on: date, rule: ArrearsTerms) -> list[Instalment]:
    """Lay the parts of an amount out in time. Raises ValueError where the rule does not offer so many."""
    if count not in counts_offered(amount, rule):
        raise ValueError(f"the rule offers no plan of {count} parts for {amount}")
    between = rule.days_between_instalments * A_DAY
    return [Instalment(first_on + number * between, part) for number, part in enumerate(split(amount, count))]


def states_on(day: date, plan: Sequence[Instalment], paid: Iterable[Paid]) -> list[InstalmentState]:
    """Say of each part whether it was kept: all that was due by its day was paid by then. Later does not mend it."""
    paid = tuple(paid)
    due = accumulate(instalment.amount for instalment in plan)
    return [
        state_of(day, instalment.due_on, paid_by(instalment.due_on, paid) >= upto_here)
        for instalment, upto_here in zip(plan, due, strict=True)
    ]


def state_of(day: date, due_on: date, is_paid: bool) -> InstalmentState:
    if is_paid:
        return InstalmentState.KEPT
    return InstalmentState.BROKEN if day > due_on else InstalmentState.OPEN


def paid_by(day: date, paid: Iterable[Paid]) -> Decimal:
    return sum((payment.amount for payment in paid if payment.on <= day), NOTHING)
