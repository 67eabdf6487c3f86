"""Whether a figure read off a meter is what one would expect; a doubt is a question, never a no.

Volumes are cubic metres. Nothing here asks a database or a clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from billing.terms import Doubt

MUCH_MORE, MUCH_LESS = 3, 4
# So much more or less is no wonder in any home: guests, a holiday, a week between two readings.
NO_WONDER = Decimal(10)


@dataclass(frozen=True)
class Known:
    """What we know of a meter: its number, what it showed last, and what the home usually uses in the days since."""

    serial: str
    digits: int
    last_index: Decimal
    last_on: date
    usual_m3: Decimal | None


def volume_since(index: Decimal, known: Known) -> Decimal:
    """Give what was used since the last reading; a meter that fell by more than half its range has rolled over."""
    register = Decimal(10**known.digits)
    fallen = known.last_index - index
    return register - fallen if fallen > register / 2 else -fallen


def doubt_about(index: Decimal, serial_end: str, known: Known) -> Doubt | None:
    """Say what is odd about a figure: another meter first, then its direction, then how much it would be."""
    if serial_end and not known.serial.upper().endswith(serial_end.upper()):
        return Doubt.METER
    used = volume_since(index, known)
    if used < 0:
        return Doubt.BACKWARDS
    if known.usual_m3 is None:
        return None
    if is_much_more(used, known.usual_m3):
        return Doubt.TOO_HIGH
    return Doubt.TOO_LOW if used < known.usual_m3 / MUCH_LESS and known.usual_m3 - used > NO_WONDER else None


def is_much_more(used_m3: Decimal, usual_m3: Decimal) -> bool:
    return used_m3 > usual_m3 * MUCH_MORE + NO_WONDER


def usual_volume(by_month: Mapping[date, Decimal], since: date, until: date) -> Decimal | None:
    """Give what the same days of the year before came to, by months; nothing where one of these is not known."""
    total, day = Decimal(0), since
    while day < until:
        month = day.replace(day=1)
        following = (month + timedelta(days=31)).replace(day=1)
        before = by_month.get(month.replace(year=month.year - 1))
        if before is None:
            return None
        ends = min(until, following)
        total += before * (ends - day).days / (following - month).days
        day = ends
    return total.quantize(Decimal("0.1"))
