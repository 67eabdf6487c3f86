"""Waiting times in bins that can be added up: a quantile of the sum is as true as one of all waits together.

Each bin is five percent wider than the one before it, so what is read from the middle of a bin is true to within
2.5 percent; all below a minute is one bin.
"""

from collections.abc import Mapping
from datetime import timedelta
from math import ceil, floor, log, sqrt

GRAIN = 1.05
LEAST = 60.0  # seconds


def bin_of(wait: timedelta) -> int:
    """Give the bin of a wait: 0 below a minute, then one for each five percent more."""
    seconds = wait.total_seconds()
    return 0 if seconds < LEAST else 1 + floor(log(seconds / LEAST) / log(GRAIN))


def middle_of(number: int) -> timedelta:
    """Give the wait that stands for a bin: as far from its lower end as from its upper one, in proportion."""
    return timedelta(seconds=LEAST / 2 if not number else LEAST * GRAIN ** (number - 1) * sqrt(GRAIN))


def quantile(bins: Mapping[int, int], share: float) -> timedelta | None:
    """Give the wait that a `share` of all had at most, from how many fell in each bin; nothing of none."""
    rank = max(1, ceil(share * sum(bins.values())))
    for number in sorted(bins):
        rank -= bins[number]
        if rank <= 0:
            return middle_of(number)
    return None
