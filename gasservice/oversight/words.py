"""Shares, how sure we are of them, waits and months, in the reader's language."""

from datetime import date, timedelta
from functools import lru_cache

from babel.dates import format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from gasservice.oversight.rules import Share
from gasservice.web.say import say_number, speech_of

TWO_DAYS = timedelta(days=2)


def say_points(share: Share) -> str:
    return f"{100 * share.value:.1f}" if share.of else "–"


def say_share(share: Share | None) -> str:
    return f"{100 * share.value:.1f}%" if share and share.of else "–"


def say_interval(share: Share | None) -> str:
    if share is None or not share.of:
        return "–"
    low, high = share.interval
    return _("%(low)s to %(high)s%%") % {"low": f"{100 * low:.1f}", "high": f"{100 * high:.1f}"}


def say_n(count: int) -> str:
    return _("n %(n)s") % {"n": say_number(count)}


def say_answers(count: int) -> str:
    return ngettext("%(n)s answer", "%(n)s answers", count) % {"n": say_number(count)}


def say_cases(count: int) -> str:
    return ngettext("%(count)s case", "%(count)s cases", count) % {"count": say_number(count)}


def say_of(count: int) -> str:
    """Say of how many, as everybody says it."""
    return _("of %(n)s") % {"n": say_number(count)}


def say_due(count: int) -> str:
    words = ngettext("of %(n)s promise that was decided", "of %(n)s promises that were decided", count)
    return words % {"n": say_number(count)}


def say_hidden() -> str:
    return pgettext("a figure", "hidden")


def say_sureness(share: Share) -> str:
    """Say how sure a share is: its interval, and of how many."""
    if not share.of:
        return _("Nobody has answered in this period.")
    words = ngettext("95%% sure: %(range)s, of %(n)s answer", "95%% sure: %(range)s, of %(n)s answers", share.of)
    return words % {"range": say_interval(share), "n": say_number(share.of)}


def say_wait(wait: timedelta | None) -> str:
    """Say elapsed time: minutes below an hour, hours below two days, else days."""
    if wait is None:
        return "–"
    if wait < timedelta(hours=1):
        return _("%(n)s min") % {"n": round(wait.total_seconds() / 60)}
    if wait < TWO_DAYS:
        return _("%(n)s h") % {"n": f"{wait.total_seconds() / 3600:.1f}"}
    return _("%(n)s days") % {"n": f"{wait.total_seconds() / 86400:.1f}"}


def say_month(month: date, *, with_year: bool = False) -> str:
    return month_in(speech_of().locale, month, with_year)


def say_quarter(quarter: date) -> str:
    """Say a quarter of the last four."""
    return format_date(quarter, "QQQ", locale=speech_of().locale)


@lru_cache(maxsize=256)
def month_in(locale: str, month: date, with_year: bool) -> str:
    """Say a month: a page of charts says the same twelve again and again."""
    if not with_year:
        return format_date(month, "MMM", locale=locale)
    return format_date(month, "y年M月" if locale.startswith("zh") else "MMM\u00a0y", locale=locale)
