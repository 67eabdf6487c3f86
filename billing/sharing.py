"""Cutting a debt where its days were held by several people: never more than the tariff, never more than the whole."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate

from billing.rating import FEN, NOTHING, rounded


def shares_of(whole: Decimal, rated: Sequence[Decimal]) -> tuple[list[Decimal], Decimal]:
    """Give the share of each part and what is left over, in yuan; together they are the whole.

    Each part owes what its own days come to. Where that would be less than the whole, as the tiers of a year begin
    anew with each holder, nobody owes the rest; where it would be more, all are cut down alike.
    """
    total = sum(rated, NOTHING)
    if total <= whole:
        return list(rated), whole - total
    upto_here = [rounded(whole * part / total, FEN) for part in accumulate(rated)]
    return [now - before for now, before in zip(upto_here, [NOTHING, *upto_here], strict=False)], NOTHING
