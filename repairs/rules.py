"""What a line of the fee table costs: pure arithmetic."""

from decimal import ROUND_HALF_UP, Decimal

FEN = Decimal("0.01")


def amount_of(unit_price: Decimal, quantity: Decimal) -> Decimal:
    """Give quantity times price in whole fen, a half rounded up."""
    return (unit_price * quantity).quantize(FEN, ROUND_HALF_UP)


def is_published_price(price: Decimal, low: Decimal, high: Decimal | None) -> bool:
    """Whether a price is the published one, or lies inside the published range with both its ends."""
    return low <= price <= (low if high is None else high)
