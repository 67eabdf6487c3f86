"""Putting a bill together from what is known of its account, and doubting it; no database, no clock."""

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from billing.holdings import Holding, changes_of, holding_on
from billing.plausibility import is_much_more
from billing.rating import (
    NOTHING,
    CannotRate,
    Household,
    Line,
    MeterRanBackwards,
    Rating,
    Stretch,
    TariffVersion,
    rate,
    shared_by_days,
)
from billing.terms import BillDoubt, BillSource, LineKind


@dataclass
class Account:
    """What a bill of an account rests on: who holds it and lives there, and what was billed before.

    `used` is what was billed by tenure and year, without estimates; `ends` is where the last bill that was measured
    left each meter, by its key. `estimates` are the bills since then, all estimated, with `guessed_used` and
    `guessed_ends`; they are taken back by the next bill that is measured.
    """

    pk: int
    number: str
    supply_class: str
    service_point: int
    opened_on: date
    household: list[Household]
    holdings: list[Holding] = field(default_factory=list)
    used: dict[tuple[int | None, int], Decimal] = field(default_factory=dict)
    measured_until: date | None = None
    billed_until: date | None = None
    ends: dict[int, Decimal] = field(default_factory=dict)
    estimates: list[int] = field(default_factory=list)
    guessed_used: dict[tuple[int | None, int], Decimal] = field(default_factory=dict)
    guessed_ends: dict[int, Decimal] = field(default_factory=dict)

    def used_before(self, tenure: int | None, year: int, is_estimated: bool) -> Decimal:
        """Say what a year had used; an estimate comes after the estimates before it, what is measured replaces them."""
        guessed = self.guessed_used.get((tenure, year), NOTHING) if is_estimated else NOTHING
        return self.used.get((tenure, year), NOTHING) + guessed

    def holding_on(self, day: date) -> Holding | None:
        return holding_on(day, self.holdings)

    def change_after(self, day: date) -> date | None:
        """Give the next day on which somebody else takes the account over, or nobody holds it any more."""
        return next((change for change in changes_of(self.holdings) if change > day), None)


@dataclass(frozen=True)
class Measured:
    """A stretch and the key of the meter that measured it."""

    meter: int
    stretch: Stretch


@dataclass(frozen=True)
class DraftLine:
    """A line as it will be written: for gas, `line` explains it unless it could not be rated."""

    kind: LineKind
    amount: Decimal
    measured: int | None = None  # which of the bill's stretches
    line: Line | None = None
    volume_m3: Decimal | None = None
    price: Decimal | None = None
    fee_charge: int | None = None
    is_doubted: bool = False  # perhaps the same fee as another


@dataclass(frozen=True)
class Draft:
    """A bill on its way into the books."""

    account: Account
    source: BillSource
    since: date | None
    until: date | None
    issued_on: date
    due_on: date
    measured: tuple[Measured, ...] = ()
    lines: tuple[DraftLine, ...] = ()
    rated_amount: Decimal | None = None
    doubts: tuple[BillDoubt, ...] = ()
    number: str = ""
    digest: str = ""
    owed_on: date | None = None  # when fees were charged: whoever held the account then owes them
    takes_back: tuple[int, ...] = ()

    @cached_property
    def amount(self) -> Decimal:
        return sum((line.amount for line in self.lines), NOTHING)

    @property
    def volume_m3(self) -> Decimal:
        return sum((line.volume_m3 or NOTHING for line in self.lines), NOTHING)

    @cached_property
    def is_estimated(self) -> bool:
        return any(one.stretch.is_estimated for one in self.measured)

    @cached_property
    def tenure(self) -> int | None:
        holding = self.account.holding_on(self.since or self.owed_on or self.issued_on)
        return holding and holding.tenure


def rate_for(account: Account, measured: Sequence[Measured], tariffs: Sequence[TariffVersion]) -> Rating:
    """Rate what was measured for whoever held the account on its first day. Raises CannotRate."""
    since = min(one.stretch.since for one in measured)
    holding = account.holding_on(since)
    supplied_since = max(account.opened_on, holding.since) if holding else account.opened_on
    stretches = [one.stretch for one in measured]
    is_estimated = any(one.is_estimated for one in stretches)
    used = account.used_before(holding and holding.tenure, since.year, is_estimated)
    return rate(stretches, tariffs=tariffs, supplied_since=supplied_since, household=account.household, used_m3=used)


def rated_lines(rating: Rating, measured: Sequence[Measured]) -> tuple[DraftLine, ...]:
    """Give the lines of a rating as they are written."""
    places = {id(one.stretch): place for place, one in enumerate(measured)}
    return tuple(
        DraftLine(LineKind.GAS, line.amount, places[id(line.piece.stretch)], line, line.volume_m3, line.price)
        for line in rating.lines
    )


def rated_or_doubted(
    account: Account, measured: Sequence[Measured], tariffs: Sequence[TariffVersion]
) -> tuple[Rating | None, BillDoubt | None]:
    """Rate what was measured, or say why it cannot be."""
    try:
        return rate_for(account, measured, tariffs), None
    except MeterRanBackwards:
        return None, BillDoubt.BACKWARDS
    except CannotRate:
        return None, BillDoubt.TARIFF


def doubts_about_usage(volume_m3: Decimal, usual_m3: Decimal | None) -> list[BillDoubt]:
    """Doubt a bill of far more than the same days a year before came to."""
    return [BillDoubt.HIGH] if usual_m3 is not None and is_much_more(volume_m3, usual_m3) else []


def keep_in_mind(draft: Draft) -> None:
    """Let the next bill of the same account in a run begin where this one ended."""
    account = draft.account
    if not draft.measured:
        return
    account.billed_until = draft.until
    ends, used = (account.guessed_ends, account.guessed_used) if draft.is_estimated else (account.ends, account.used)
    if not draft.is_estimated:
        account.measured_until = draft.until
        account.estimates, account.guessed_ends, account.guessed_used = [], {}, {}
    ends |= {one.meter: one.stretch.end_index for one in draft.measured}
    for line in (line for line in draft.lines if line.kind == LineKind.GAS):
        first_day = line.line.piece.since if line.line else draft.measured[line.measured].stretch.since
        key = (draft.tenure, first_day.year)
        used[key] = used.get(key, NOTHING) + line.volume_m3


def cut_by_holder(measured: Sequence[Measured], holdings: Iterable[Holding]) -> list[list[Measured]]:
    """Share what was measured out to those who held the account, by days where nobody read the meter between them."""
    changes = changes_of(holdings)
    parts: dict[int, list[Measured]] = {}
    for one in measured:
        for stretch in cut(one.stretch, [day for day in changes if one.stretch.since < day < one.stretch.until]):
            parts.setdefault(bisect(changes, stretch.since), []).append(Measured(one.meter, stretch))
    return [parts[place] for place in sorted(parts)]


def cut(stretch: Stretch, days: Sequence[date]) -> Iterator[Stretch]:
    """Cut a stretch on some days; what it measured is shared out by days, in hundredths of a cubic metre."""
    if not days:
        yield stretch
        return
    start, register = stretch.start_index, Decimal(10**stretch.digits)
    cuts = [stretch.since, *days, stretch.until]
    for (since, until), volume in zip(pairwise(cuts), shared_by_days(stretch.volume_m3, cuts), strict=True):
        end = stretch.end_index if until == stretch.until else (start + volume) % register
        yield replace(stretch, since=since, until=until, start_index=start, end_index=end)
        start = end


def whole_days(stretches: Iterable[Stretch]) -> tuple[date, date]:
    """Give the first day of some stretches, and the day after their last."""
    stretches = list(stretches)
    return min(one.since for one in stretches), max(one.until for one in stretches)
