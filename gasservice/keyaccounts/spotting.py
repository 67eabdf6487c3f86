"""How far a value lies from what is usual, and whether it stays there: robust z, EWMA and the lower CUSUM.

Iglewicz and Hoaglin's modified z-score, and the two control charts as the NIST handbook has them.
"""

from collections.abc import Sequence

import numpy as np

MAD_OF_NORMAL = 0.6745  # the median absolute deviation of a standard normal
MEAN_DEVIATION_OF_NORMAL = 0.7979  # its mean absolute deviation
Z_LIMIT = 3.5
EWMA_WEIGHT, EWMA_REACH = 0.25, 3.0
CUSUM_SLACK, CUSUM_LIMIT = 0.5, 5.0
MOST_MEMORY = 0.9


def usual(values: Sequence[float], least: float = 0.0) -> tuple[float, float]:
    """Give the median and the robust standard deviation of values, the latter at least `least`.

    Where more than half of them are the same the median deviation is zero, and the mean deviation takes its place.
    """
    middle = float(np.median(values))
    away = np.abs(np.asarray(values, dtype=float) - middle)
    scale = float(np.median(away)) / MAD_OF_NORMAL or float(np.mean(away)) / MEAN_DEVIATION_OF_NORMAL
    return middle, max(scale, least)


def robust_z(value: float, values: Sequence[float], least: float = 0.0) -> float:
    """Say by how many robust standard deviations a value lies above the median of others."""
    middle, scale = usual(values, least)
    if not scale:
        return 0.0 if value == middle else float(np.copysign(np.inf, value - middle))
    return (value - middle) / scale


def ewma_of(values: Sequence[float], start: float = 0.0, weight: float = EWMA_WEIGHT) -> list[float]:
    """Follow values by their exponentially weighted moving average."""
    averages, last = [], start
    for value in values:
        last = weight * value + (1 - weight) * last
        averages.append(last)
    return averages


def ewma_limits(mean: float, scale: float, weight: float = EWMA_WEIGHT, reach: float = EWMA_REACH) -> tuple:
    """Give the lower and the upper limit of an EWMA."""
    room = reach * scale * float(np.sqrt(weight / (2 - weight)))
    return mean - room, mean + room


def lower_cusum(values: Sequence[float], slack: float = CUSUM_SLACK) -> list[float]:
    """Add up how far standard values fall below nought, the slack forgiven; it never falls below nought itself."""
    sums, last = [], 0.0
    for value in values:
        last = max(0.0, last - value - slack)
        sums.append(last)
    return sums


def memory_of(values: Sequence[float]) -> float:
    """Say by how much a chart has to be widened where each value resembles the one before it: 1 without memory."""
    row = np.asarray(values, dtype=float)
    if len(row) < 3 or not row[1:].std() or not row[:-1].std():
        return 1.0
    alike = min(max(float(np.corrcoef(row[1:], row[:-1])[0, 1]), 0.0), MOST_MEMORY)
    return float(np.sqrt((1 + alike) / (1 - alike)))
