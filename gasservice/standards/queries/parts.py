"""Whose each part of the pipe is, what its repair costs, and how long the work is under warranty."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from gasservice.standards.models import FeeItem, Responsibility, Warranty
from gasservice.standards.rules import PriceRange, price_range
from gasservice.standards.terms import PipePart


@dataclass(frozen=True)
class PartAnswer:
    """Whose a part is and what its repair costs on the day asked: always, and perhaps on top."""

    row: Responsibility
    always: list[FeeItem]
    perhaps: list[FeeItem]

    @property
    def price(self) -> PriceRange:
        return price_range(amounts_of(self.always), amounts_of(self.perhaps))

    @property
    def is_offer(self) -> bool:
        """Whether it is not our duty, so that it is offered at a price."""
        return not self.row.is_paid_by_us


def amounts_of(fees: list[FeeItem]) -> list[tuple[Decimal, Decimal | None]]:
    return [(fee.amount, fee.amount_to) for fee in fees]


def parts_on(day: date, parts: Iterable[str] = PipePart.values) -> list[PartAnswer]:
    """Give what is published on `day` about these parts, in the order of the gas; two queries."""
    rows = {row.part: row for row in Responsibility.objects.valid_on(day).filter(part__in=list(parts))}
    codes = {code for row in rows.values() for code in (*row.fee_codes, *row.extra_fee_codes)}
    fees = {fee.code: fee for fee in FeeItem.objects.valid_on(day).filter(code__in=codes)}
    return [answer_of(rows[part], fees) for part in PipePart.values if part in rows]


def answer_of(row: Responsibility, fees: dict[str, FeeItem]) -> PartAnswer:
    always = [fees[code] for code in row.fee_codes if code in fees]
    return PartAnswer(row, always, [fees[code] for code in row.extra_fee_codes if code in fees])


def warranty_end(code: str, done_on: date) -> date | None:
    """Give the first day on which work done on a day is out of warranty; nothing where none is published."""
    rule = Warranty.objects.valid_on(done_on).filter(code=code).first()
    return done_on + timedelta(days=rule.days + 1) if rule else None
