"""What a figure comes to, whatever it is given in: in words, and as data."""

from decimal import Decimal

from django.utils.translation import gettext as _

from gasservice.oversight.datasets import hours, rounded
from gasservice.oversight.rules import Mean, NetScore, Share, Waits
from gasservice.oversight.words import say_interval, say_n, say_share, say_wait
from gasservice.web.say import say_money, say_number

Value = Share | Mean | NetScore | Waits | Decimal | int


def say(value: Value) -> str:
    match value:
        case Share():
            return say_share(value)
        case Waits():
            return say_wait(value.median)
        case Mean():
            return f"{value.value:.2f}" if value.of else "–"
        case NetScore():
            return (f"{round(value.value):+d}" if round(value.value) else "0") if value.of else "–"
        case Decimal():
            return say_money(value)
    return say_number(value)


def say_sure(value: Value) -> str:
    """Say of how many a figure is, and within which range it lies."""
    match value:
        case Share() if value.of:
            return f"{say_interval(value)} · {say_n(value.of)}"
        case Waits() if value.n:
            return f"{_('nine in ten within %(time)s') % {'time': say_wait(value.p90)}} · {say_n(value.n)}"
        case NetScore() if value.of:
            words = {"error": f"{2 * value.error:.0f}", "n": say_number(value.of)}
            return _("give or take %(error)s, n %(n)s") % words
        case Mean() if value.of:
            return say_n(value.of)
    return ""


def counts(value: Value) -> bool:
    """Whether anything lies behind a figure."""
    match value:
        case Share() | NetScore():
            return bool(value.of)
        case Mean():
            return bool(value.sum)
        case Waits():
            return bool(value.n)
    return bool(value)


def data_in(value: Value) -> dict[str, float | Decimal | None]:
    """Give a figure as data, by the endings of its columns."""
    match value:
        case Share():
            low, high = value.interval or (None, None)
            ends = {"_low": rounded(low), "_high": rounded(high)}
            return {"": rounded(value.value), "_part": value.part, "_of": value.of} | ends
        case Waits():
            return {"_median_hours": hours(value.median), "_p90_hours": hours(value.p90), "_n": value.n}
        case NetScore():
            return {"": rounded(value.value), "_error": rounded(value.error), "_of": value.of}
        case Mean():
            return {"": rounded(value.value), "_of": value.of}
        case Decimal():
            return {"_yuan": value}
    return {"": value}
