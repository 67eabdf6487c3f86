"""What a test of a meter changes: the true volumes, for the bills of the months before the test was asked for.

An error of 5 percent means that the meter showed 105 where 100 had passed. Volumes are cubic metres, rounded half up
to the hundredth.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from billing.rating import SHARE, rounded
from gasservice.standards.clock import months_after

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Measured:
    """What a meter measured in the period of a bill; `bill` names it."""

    bill: object
    since: date
    until: date
    volume_m3: Decimal


@dataclass(frozen=True)
class Corrected:
    """What had really passed the meter in the period of a bill."""

    measured: Measured
    true_m3: Decimal

    @property
    def too_much_m3(self) -> Decimal:
        """What the meter showed too much; below nought where it showed too little."""
        return self.measured.volume_m3 - self.true_m3


def is_wrong(error_percent: Decimal, limit_percent: Decimal) -> bool:
    """Say whether a meter is further off than one in use may be, to either side."""
    return abs(error_percent) > limit_percent


def true_volume(measured_m3: Decimal, error_percent: Decimal) -> Decimal:
    """Give what had passed a meter that showed so much with this error, which lies above -100 percent."""
    return rounded(measured_m3 * HUNDRED / (HUNDRED + error_percent), SHARE)


def corrected(
    periods: Iterable[Measured], *, error_percent: Decimal, limit_percent: Decimal, asked_on: date, months: int
) -> list[Corrected]:
    """Correct the bills of the months before the test was asked for; a meter within its limit corrects none.

    A bill counts by the day its period ended.
    """
    if not is_wrong(error_percent, limit_percent):
        return []
    earliest = months_after(asked_on, -months)
    return [
        Corrected(period, true_volume(period.volume_m3, error_percent))
        for period in periods
        if earliest < period.until <= asked_on
    ]
