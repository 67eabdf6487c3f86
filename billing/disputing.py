"""What a dispute comes to: how long its amount stands still, and which lines are credited; no database, no clock."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from billing.late_charges import A_DAY
from billing.rating import NOTHING
from billing.terms import DisputeReason, Verdict


@dataclass(frozen=True)
class DisputedPart:
    """A line of a bill that somebody does not accept, by its position; without an amount all of it."""

    position: int
    reason: DisputeReason
    amount: Decimal | None = None


def held_until(decided_on: date, days: int) -> date:
    """Give the first day on which what was disputed is due again; the day of the decision is not one of the days."""
    return decided_on + A_DAY * (days + 1)


def shared_out(credit: Decimal, disputed: Sequence[tuple[int, Decimal]]) -> dict[int, Decimal]:
    """Share a credit out to disputed lines, by their keys: the last line first, for it has the dearest gas."""
    left, found = max(NOTHING, credit), {}
    for key, amount in reversed(disputed):
        found[key] = min(left, amount)
        left -= found[key]
    return found


def within(principal: Decimal, disputed: Iterable[tuple[int, Decimal]]) -> dict[int, Decimal]:
    """Give what can be credited of each line at most, where the bill has come down to a principal meanwhile."""
    left, found = principal, {}
    for key, amount in disputed:
        found[key] = max(NOTHING, min(left, amount))
        left -= found[key]
    return found


def credits_of(
    verdict: Verdict, most: Mapping[int, Decimal], asked: Mapping[int, Decimal | None]
) -> dict[int, Decimal]:
    """Say what a verdict credits of each line: all that can be, what was asked for, or nothing."""
    if verdict == Verdict.UPHELD:
        return dict(most)
    if verdict == Verdict.REFUSED:
        return dict.fromkeys(most, NOTHING)
    return {key: asked.get(key) or NOTHING for key in most}
