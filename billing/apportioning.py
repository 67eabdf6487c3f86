"""Sharing a volume and an amount of a period out among those who held the account in it, by days, with nothing lost."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from billing.holdings import Holding, changes_of, holding_on
from billing.rating import FEN, SHARE, rounded


@dataclass(frozen=True)
class Part:
    """What of a period falls to a tenure, or to nobody where the account was nobody's."""

    tenure: object | None
    since: date
    until: date
    volume_m3: Decimal
    amount: Decimal

    @property
    def days(self) -> int:
        return (self.until - self.since).days


def apportioned(
    volume_m3: Decimal, amount: Decimal, since: date, until: date, holdings: Iterable[Holding]
) -> list[Part]:
    """Share a period out by days: the parts lie end to end, and sum to its volume and its amount."""
    holdings = list(holdings)
    cuts = cuts_between(since, until, holdings)
    volumes, amounts = shared_out(volume_m3, SHARE, cuts), shared_out(amount, FEN, cuts)
    return [
        Part(tenure_on(first, holdings), first, end, volume, share)
        for (first, end), volume, share in zip(pairwise(cuts), volumes, amounts, strict=True)
    ]


def cuts_between(since: date, until: date, holdings: Iterable[Holding]) -> list[date]:
    return [since, *(day for day in changes_of(holdings) if since < day < until), until]


def tenure_on(day: date, holdings: Iterable[Holding]) -> object | None:
    holding = holding_on(day, holdings)
    return holding and holding.tenure


def shared_out(whole: Decimal, to: Decimal, cuts: Sequence[date]) -> Iterator[Decimal]:
    """Cut a whole where the days are cut: what has come together up to each cut is rounded, so that nothing is lost.

    What was measured more finely than `to` is shared out as finely.
    """
    to = min(to, Decimal(1).scaleb(int(whole.as_tuple().exponent)))
    days = (cuts[-1] - cuts[0]).days or 1
    given = Decimal(0)
    for end in cuts[1:]:
        upto_here = whole if end == cuts[-1] else rounded(whole * (end - cuts[0]).days / days, to)
        yield upto_here - given
        given = upto_here
