"""What paying late costs (违约金): so much a day, on what is owed and not disputed, never on itself, up to a cap.

Amounts are yuan. Days are charged from the due day and its grace on, up to and with the day of payment. What is
disputed is not late while the dispute holds it, nor ever afterwards for those days (after 16 NYCRR 12.3 and PSL 43).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from billing.rating import FEN, NOTHING, rounded

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class LateRule:
    """How much a day costs as a share of what is owed, when charging begins, and the share at which it ends."""

    rate_per_day: Decimal
    grace_days: int
    cap_share: Decimal


@dataclass(frozen=True)
class Paid:
    """What was paid on a day."""

    on: date
    amount: Decimal


@dataclass(frozen=True)
class Held:
    """What nobody need pay from a day until another; without an amount, all of it."""

    since: date
    until: date | None
    amount: Decimal | None = None

    def on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Span:
    """Days on which the same amount was late."""

    since: date
    until: date
    base: Decimal
    rate_per_day: Decimal

    @property
    def days(self) -> int:
        return (self.until - self.since).days

    @property
    def permille_per_day(self) -> Decimal:
        return (self.rate_per_day * 1000).normalize()

    @property
    def exact_amount(self) -> Decimal:
        return self.base * self.rate_per_day * self.days


@dataclass(frozen=True)
class LateCharge:
    """What is charged for paying late, and the days that it comes from; the sum is rounded once, half up to the fen."""

    spans: tuple[Span, ...]
    cap: Decimal

    @property
    def uncapped_amount(self) -> Decimal:
        return rounded(sum((span.exact_amount for span in self.spans), NOTHING), FEN)

    @property
    def is_capped(self) -> bool:
        return self.uncapped_amount > self.cap

    @property
    def amount(self) -> Decimal:
        return min(self.uncapped_amount, self.cap)


def late_charge(
    *,
    principal: Decimal,
    due_on: date,
    until: date,
    rule: LateRule,
    paid: Iterable[Paid] = (),
    held: Iterable[Held] = (),
) -> LateCharge:
    """Reckon the charge on a principal that was due, for the days before `until`; payments never pay it first."""
    paid, held = tuple(paid), tuple(held)
    begins = due_on + A_DAY * (rule.grace_days + 1)
    spans = []
    for since, end in stretches_between(begins, until, paid, held):
        base = late_on(since, principal, paid, held)
        if base > 0:
            spans.append(Span(since, end, base, rule.rate_per_day))
    return LateCharge(tuple(joined(spans)), rounded(principal * rule.cap_share, FEN))


def stretches_between(
    begins: date, until: date, paid: Sequence[Paid], held: Sequence[Held]
) -> Iterator[tuple[date, date]]:
    """Give the stretches of days in which nothing changes."""
    changes = {payment.on + A_DAY for payment in paid}
    changes |= {day for hold in held for day in (hold.since, hold.until) if day}
    cuts = [begins, *sorted(day for day in changes if begins < day < until), until]
    return ((since, end) for since, end in pairwise(cuts) if since < end)


def late_on(day: date, principal: Decimal, paid: Sequence[Paid], held: Sequence[Held]) -> Decimal:
    """Say how much is late on a day: what is not paid before it, less what is held on it."""
    unpaid = max(NOTHING, principal - sum((payment.amount for payment in paid if payment.on < day), NOTHING))
    at_rest = sum((unpaid if hold.amount is None else hold.amount for hold in held if hold.on(day)), NOTHING)
    return max(NOTHING, unpaid - at_rest)


def joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Make one of spans that follow each other with the same base."""
    last = None
    for span in spans:
        if last and last.until == span.since and last.base == span.base:
            last = Span(last.since, span.until, span.base, span.rate_per_day)
            continue
        if last:
            yield last
        last = span
    if last:
        yield last
