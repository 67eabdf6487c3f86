"""What a rise of the price means for who pays late, where the dated rule lets it count (Civil Code, art. 513).

Under government prices who pays late pays the new price if it rose after the due day, and the old one if it fell.
Amounts are yuan, rounded half up to the fen line by line.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from billing.rating import FEN, NOTHING, Line, TariffVersion, rounded, tariff_on


@dataclass(frozen=True)
class RisenLine:
    """By how much a line of a bill became dearer after the due day."""

    line: Line
    old_price: Decimal
    new_price: Decimal
    amount: Decimal

    @property
    def volume_m3(self) -> Decimal:
        return self.line.volume_m3


@dataclass(frozen=True)
class RisenPrice:
    """What the rise of a price comes to for a bill that was paid late."""

    lines: tuple[RisenLine, ...]
    late_share: Decimal = Decimal(1)  # how much of the bill was late, from 0 to 1

    @property
    def amount(self) -> Decimal:
        return sum((rounded(line.amount * self.late_share, FEN) for line in self.lines), NOTHING)


def risen_price(lines: Iterable[Line], tariffs: Sequence[TariffVersion], due_on: date, paid_on: date) -> RisenPrice:
    """Say by how much each line is dearer on the day of payment than when it was due. Raises CannotRate.

    A rise up to the due day is nobody's delay; neither is a fall paid back. What is paid in time costs no more.
    """
    if paid_on <= due_on:
        return RisenPrice(())
    return RisenPrice(tuple(risen_lines(lines, tariff_on(due_on, tariffs), tariff_on(paid_on, tariffs))))


def risen_lines(lines: Iterable[Line], when_due: TariffVersion, when_paid: TariffVersion) -> Iterator[RisenLine]:
    for line in lines:
        old, new = max(line.price, price_in(when_due, line.number)), price_in(when_paid, line.number)
        if new > old:
            yield RisenLine(line, old, new, rounded(line.volume_m3 * (new - old), FEN))


def price_in(tariff: TariffVersion, number: int) -> Decimal:
    """Give the price of a tier, counted from 1; where a version has fewer, of its last."""
    return tariff.tiers[min(number, len(tariff.tiers)) - 1].price
