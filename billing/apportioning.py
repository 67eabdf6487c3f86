"""Sharing a volume and an amount of a period out among those who held the account in it, by days, with nothing lost."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from billing.rating import FEN, SHARE, rounded


@dataclass(frozen=True)
class Holding:
    """Who held an account from a day until another; without an end, still. Two never hold it on the same day."""

    who: object
    since: date
    until: date | None = None

    def on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Part:
    """What of a period falls to somebody, or to nobody where the account was nobody's."""

    who: object | None
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
        Part(holder_on(first, holdings), first, end, volume, share)
        for (first, end), volume, share in zip(pairwise(cuts), volumes, amounts, strict=True)
    ]


def cuts_between(since: date, until: date, holdings: Iterable[Holding]) -> list[date]:
    changes = {day for holding in holdings for day in (holding.since, holding.until) if day}
    return [since, *sorted(day for day in changes if since < day < until), until]


def holder_on(day: date, holdings: Iterable[Holding]) -> object | None:
    return next((holding.who for holding in holdings if holding.on(day)), None)


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
