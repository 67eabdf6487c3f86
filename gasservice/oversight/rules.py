"""The arithmetic of how we are doing: shares and scores, and how sure we are of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import sqrt

SURE = 1.959963984540054  # the standard normal quantile of a 95% interval
LEAST = 10  # fewer answers than this are not published
PROMOTERS, DETRACTORS = range(9, 11), range(7)


def wilson(part: int, of: int) -> tuple[float, float] | None:
    """Give the 95% Wilson interval of `part` in `of`, or nothing of nothing."""
    if not of:
        return None
    share, spread = part / of, SURE * SURE / of
    middle = share + spread / 2
    reach = SURE * sqrt(share * (1 - share) / of + spread / (4 * of))
    return max(0.0, (middle - reach) / (1 + spread)), min(1.0, (middle + reach) / (1 + spread))


def chance_limits(share: float, of: int) -> tuple[float, float] | None:
    """Give the limits of a p-chart: within them a month of `of` may differ from the long-run share by chance alone."""
    if not of:
        return None
    reach = 3 * sqrt(share * (1 - share) / of)
    return max(0.0, share - reach), min(1.0, share + reach)


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    part: int
    of: int

    @property
    def value(self) -> float | None:
        return self.part / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        return wilson(self.part, self.of)

    def differs_from(self, other: "Share") -> bool:
        """Whether chance alone hardly explains the difference: the intervals do not touch."""
        if not (self.of and other.of):
            return False
        (low, high), (other_low, other_high) = self.interval, other.interval
        return high < other_low or other_high < low


def limits_by_chance(shares: Sequence[Share | None]) -> list[tuple[float, float] | None]:
    """Give the limits in percent of each of several months, held against what all of them come to."""
    known = [share for share in shares if share and share.of]
    of = sum(share.of for share in known)
    long_run = sum(share.part for share in known) / of if of else 0.0
    found = (chance_limits(long_run, share.of) if share else None for share in shares)
    return [limits and (100 * limits[0], 100 * limits[1]) for limits in found]


@dataclass(frozen=True)
class Mean:
    """So much on so many."""

    sum: int
    of: int

    @property
    def value(self) -> float | None:
        return self.sum / self.of if self.of else None


@dataclass(frozen=True)
class NetScore:
    """Who would recommend us, less who would not, of all who said (NPS)."""

    promoters: int
    detractors: int
    of: int

    @property
    def value(self) -> float | None:
        return 100 * (self.promoters - self.detractors) / self.of if self.of else None

    @property
    def error(self) -> float | None:
        """The standard error: the square root of 100² (p + d - (p - d)²) / n."""
        if not self.of:
            return None
        more, less = self.promoters / self.of, self.detractors / self.of
        return 100 * sqrt((more + less - (more - less) ** 2) / self.of)


@dataclass(frozen=True)
class Waits:
    """How long `n` customers waited: half at most the median, nine in ten at most p90."""

    n: int = 0
    median: timedelta | None = None
    p90: timedelta | None = None


def mean_of(scale: Mapping[int, int]) -> Mean:
    """Give the mean of answers on a scale, from how many chose each."""
    return Mean(sum(answer * n for answer, n in scale.items()), sum(scale.values()))


def net_score_of(scale: Mapping[int, int]) -> NetScore:
    """Give the net score of answers of 0 to 10, from how many chose each."""
    promoters, detractors = (sum(scale.get(answer, 0) for answer in side) for side in (PROMOTERS, DETRACTORS))
    return NetScore(promoters, detractors, sum(scale.values()))
