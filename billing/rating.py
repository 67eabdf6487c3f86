"""What gas costs, worked out line by line from dated tariffs, yearly tiers and meters; no database, no clock.

Volumes are cubic metres, prices yuan for one of them, amounts yuan; all are Decimal. A period ends before its `until`.
Each line is rounded half up to the fen, as published prices are: 1.5 times 2.19 is 3.29.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

FEN = Decimal("0.01")
CUBIC_METRE = Decimal(1)
# A volume that is shared out by days is shared out in hundredths of a cubic metre; nothing is lost on the way.
SHARE = Decimal("0.01")
NOTHING = Decimal(0)


class CannotRate(ValueError):
    """What was measured cannot be priced; `day` says where."""

    def __init__(self, day: date):
        super().__init__(f"{self.__doc__} ({day})")
        self.day = day


class NoTariff(CannotRate):
    """No tariff holds on that day."""


class MeterRanBackwards(CannotRate):
    """The index fell by less than half of what the meter can show, which is no roll-over."""


@dataclass(frozen=True)
class Tier:
    """A price and the yearly volume up to which it holds, that volume included; the last tier has no limit."""

    upto_m3: Decimal | None
    price: Decimal


@dataclass(frozen=True)
class TariffVersion:
    """The prices that hold from a day until another, for a household of `base_persons` or fewer."""

    code: str
    valid_from: date
    valid_until: date | None
    tiers: tuple[Tier, ...]
    base_persons: int = 4
    extra_m3: Decimal = NOTHING  # what each person more adds to every limit of a year

    def __post_init__(self) -> None:
        """Refuse tiers out of order, or that leave a volume without a price."""
        limits = [tier.upto_m3 for tier in self.tiers]
        if not limits or limits[-1] is not None or None in limits[:-1] or limits[:-1] != sorted(set(limits[:-1])):
            raise ValueError(f"the tiers of {self.code} must rise, and the last have no limit")

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


@dataclass(frozen=True)
class Household:
    """How many live in a home, from a day on."""

    since: date
    persons: int


@dataclass(frozen=True)
class Stretch:
    """What one meter measured between two readings; `digits` are the whole cubic metres that it shows."""

    since: date
    until: date
    start_index: Decimal
    end_index: Decimal
    meter: str = ""
    digits: int = 5
    is_estimated: bool = False

    @property
    def has_rolled_over(self) -> bool:
        """The meter went past its highest figure and began again: its index fell by more than half of that figure."""
        return self.start_index - self.end_index > Decimal(10**self.digits) / 2

    @property
    def volume_m3(self) -> Decimal:
        return self.end_index - self.start_index + (10**self.digits if self.has_rolled_over else 0)

    @property
    def days(self) -> int:
        return (self.until - self.since).days


@dataclass(frozen=True)
class Piece:
    """The part of a stretch that lies in one year, under one version of the tariff."""

    stretch: Stretch
    since: date
    until: date
    volume_m3: Decimal
    tariff: TariffVersion

    @property
    def days(self) -> int:
        return (self.until - self.since).days


@dataclass(frozen=True)
class Line:
    """One line of a bill, with everything that explains it.

    `number` counts tiers from 1; `above_m3` and `upto_m3` are its limits in that year for that home; `used_m3` is what
    the year had used before this line.
    """

    piece: Piece
    number: int
    above_m3: Decimal
    upto_m3: Decimal | None
    used_m3: Decimal
    volume_m3: Decimal
    price: Decimal
    amount: Decimal

    @property
    def is_tiered(self) -> bool:
        return len(self.piece.tariff.tiers) > 1

    @property
    def is_shared_by_days(self) -> bool:
        """The meter was not read where the year or the price changed, so that days decide what fell on which side."""
        return self.piece.volume_m3 != self.piece.stretch.volume_m3


@dataclass(frozen=True)
class Rating:
    """What was measured, and the lines that it comes to."""

    stretches: tuple[Stretch, ...]
    lines: tuple[Line, ...]

    @property
    def volume_m3(self) -> Decimal:
        return sum((stretch.volume_m3 for stretch in self.stretches), NOTHING)

    @property
    def amount(self) -> Decimal:
        return sum((line.amount for line in self.lines), NOTHING)


def rate(
    stretches: Iterable[Stretch],
    *,
    tariffs: Sequence[TariffVersion],
    supplied_since: date,
    household: Sequence[Household] = (),
    used_m3: Decimal = NOTHING,
) -> Rating:
    """Price what was measured. Raises NoTariff where none holds, and MeterRanBackwards.

    `used_m3` is what the year of the first stretch had used before it. Each year begins its tiers anew; what was left
    of them is not carried over.
    """
    measured = tuple(sorted(stretches, key=lambda stretch: (stretch.since, stretch.until)))
    if back := next((stretch for stretch in measured if stretch.volume_m3 < 0), None):
        raise MeterRanBackwards(back.until)
    lines, used, year = [], used_m3, None
    for piece in (piece for stretch in measured for piece in pieces_of(stretch, tariffs)):
        if year is not None and piece.since.year != year:
            used = NOTHING
        year = piece.since.year
        limits = limits_in(year, piece.tariff, supplied_since, household)
        lines += lines_of(piece, used, limits)
        used += piece.volume_m3
    return Rating(measured, tuple(lines))


def pieces_of(stretch: Stretch, tariffs: Sequence[TariffVersion]) -> Iterator[Piece]:
    """Cut a stretch where a year begins or the tariff changes, and share its volume out by days."""
    cuts = cuts_in(stretch.since, stretch.until, tariffs)
    for (since, until), volume in zip(pairwise(cuts), shared_by_days(stretch.volume_m3, cuts), strict=True):
        yield Piece(stretch, since, until, volume, tariff_on(since, tariffs))


def shared_by_days(volume_m3: Decimal, cuts: Sequence[date]) -> Iterator[Decimal]:
    """Share a volume out to the days between some cuts, the first and last of them included; nothing is lost."""
    days, given = (cuts[-1] - cuts[0]).days or 1, NOTHING
    for until in cuts[1:]:
        upto_here = volume_m3
        if until != cuts[-1]:
            share = rounded(volume_m3 * (until - cuts[0]).days / days, SHARE)
            # What is smaller than a share is not rounded up beyond what was measured.
            upto_here = volume_m3 if 0 <= volume_m3 < share else share
        yield upto_here - given
        given = upto_here


def cuts_in(since: date, until: date, tariffs: Sequence[TariffVersion]) -> list[date]:
    years = {date(year, 1, 1) for year in range(since.year + 1, until.year + 1)}
    changes = {day for tariff in tariffs for day in (tariff.valid_from, tariff.valid_until) if day}
    return [since, *sorted(day for day in years | changes if since < day < until), until]


def tariff_on(day: date, tariffs: Sequence[TariffVersion]) -> TariffVersion:
    found = next((tariff for tariff in tariffs if tariff.holds_on(day)), None)
    if found is None:
        raise NoTariff(day)
    return found


def limits_in(
    year: int, tariff: TariffVersion, supplied_since: date, household: Sequence[Household]
) -> list[Decimal | None]:
    """Say up to where each tier goes in a year: a twelfth for each month supplied, by who lived there then.

    The month in which the supply began counts in full. Limits are whole cubic metres, rounded half up.
    """
    first = month_of(supplied_since)
    months = [month for month in range(1, 13) if (year, month) >= first]
    more = persons_more(year, months, tariff, supplied_since, household) * tariff.extra_m3
    return [
        None if tier.upto_m3 is None else rounded((tier.upto_m3 * len(months) + more) / 12, CUBIC_METRE)
        for tier in tariff.tiers
    ]


def persons_more(
    year: int, months: Sequence[int], tariff: TariffVersion, supplied_since: date, household: Sequence[Household]
) -> int:
    """Count who lived there beyond the household that the limits are for, in some months of a year."""
    if all(entry.persons <= tariff.base_persons for entry in household):
        return 0
    persons = [persons_on(max(date(year, month, 1), supplied_since), household) for month in months]
    return sum(max(0, count - tariff.base_persons) for count in persons if count is not None)


def month_of(day: date) -> tuple[int, int]:
    return day.year, day.month


def persons_on(day: date, household: Sequence[Household]) -> int | None:
    """Say how many lived there; nothing where nobody told us."""
    known = [entry for entry in household if entry.since <= day]
    return max(known, key=lambda entry: entry.since).persons if known else None


def lines_of(piece: Piece, used_m3: Decimal, limits: Sequence[Decimal | None]) -> Iterator[Line]:
    """Fill the tiers with a piece, from where the year stands."""
    left, above = piece.volume_m3, NOTHING
    for number, (tier, limit) in enumerate(zip(piece.tariff.tiers, limits, strict=True), 1):
        volume = left if limit is None else min(left, max(NOTHING, limit - used_m3))
        if volume > 0:
            amount = rounded(volume * tier.price, FEN)
            yield Line(piece, number, above, limit, used_m3, volume, tier.price, amount)
        left, used_m3, above = left - volume, used_m3 + volume, limit


def rounded(number: Decimal, to: Decimal) -> Decimal:
    return number.quantize(to, ROUND_HALF_UP)
