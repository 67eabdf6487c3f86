"""What a repair costs by the fee table: from what is always charged to what may come on top."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

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
