"""What a warning weighs: each sign by its weight and how far it goes beyond its limit, so that it can be told."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from gasservice.keyaccounts.terms import SignKind

WEIGHTS = {
    SignKind.WEEK: 1,
    SignKind.DRIFT: 2,
    SignKind.SHORTFALL: 2,
    SignKind.MONTH: 3,
    SignKind.PAYMENT: 2,
    SignKind.COMPLAINTS: 2,
    SignKind.METER: 1,
}
MOST_STRENGTH = Decimal(2)
OPENS_AT = Decimal(3)  # one sign of usage alone is no warning, unless it is far beyond its limit
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Item:
    """One line of a score: the weight of a sign, how strong it is counted, and what they come to."""

    kind: str
    weight: int
    strength: Decimal

    @property
    def points(self) -> Decimal:
        return self.weight * self.strength


def item_of(kind: str, strength: float) -> Item:
    counted = min(Decimal(str(min(strength, 9.0))), MOST_STRENGTH).quantize(TENTH)
    return Item(kind, WEIGHTS[SignKind(kind)], counted)


def score_of(signs: Iterable) -> Decimal:
    """Add up the signs that nothing explains away."""
    counted = (item_of(sign.kind, sign.strength).points for sign in signs if not sign.suppressed_by)
    return sum(counted, Decimal(0))


def score_unsuppressed(signs: Iterable) -> Decimal:
    """Add up all signs, as if nothing explained them."""
    return sum((item_of(sign.kind, sign.strength).points for sign in signs), Decimal(0))
