"""Warnings as pages draw them: each sign in words, with its evidence, and the score item by item."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date
from django.utils.translation import gettext as _

from gasservice.keyaccounts.models import Sign, SignPoint
from gasservice.keyaccounts.queries.pages import JudgedMonth
from gasservice.keyaccounts.scoring import MOST_STRENGTH, item_of
from gasservice.keyaccounts.terms import SignKind
from gasservice.keyaccounts.words import COLUMNS, HELD_BACK, QUESTIONS, SENTENCES
from gasservice.oversight.drawing import Tile
from gasservice.oversight.rules import Share
from gasservice.oversight.words import say_interval, say_month, say_share
from gasservice.web.charts import Chart, pair_chart
from gasservice.web.say import say_day, say_number, speech_of

BY_MONTH = frozenset({SignKind.MONTH, SignKind.METER})
SIZE = {"width": 550, "height": 170}


@dataclass(frozen=True)
class DrawnSign:
    """A sign as its section shows it: what was seen, why it may not count, and the question its chart answers."""

    title: str
    words: str
    held_back: str
    question: str
    legend: str
    chart: Chart


@dataclass(frozen=True)
class ScoreRow:
    """One line of the score, in words."""

    title: str
    words: str
    points: str


def draw_sign(sign: Sign, now: datetime) -> DrawnSign:
    question, legend = QUESTIONS[sign.kind]
    held = str(HELD_BACK[sign.suppressed_by]) % {"which": sign.suppressed_words} if sign.suppressed_by else ""
    title = str(sign.get_kind_display())
    return DrawnSign(title, say_sign(sign, now), held, str(question), str(legend), draw_points(sign))


def draw_points(sign: Sign) -> Chart:
    """Draw what was seen beside what was expected, or beside the limit."""
    mark, seen, expected = (str(name) for name in COLUMNS[sign.kind])
    rows = [(say_mark(point), rounded(point.expected), rounded(point.seen)) for point in sign.points.all()]
    return pair_chart(rows, columns=(mark, expected, seen), **SIZE)


def rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def say_mark(point: SignPoint) -> str:
    if point.sign.kind in BY_MONTH:
        return say_month(point.day)
    locale = speech_of().locale
    return format_date(point.day, "M/d" if locale.startswith("zh") else "d/M", locale=locale)


def say_sign(sign: Sign, now: datetime) -> str:
    """Say in one sentence what was seen."""
    figures = {"seen": sign.seen, "limit": sign.limit, "expected": sign.expected or 0.0}
    facts = {name: say_figure(value) for name, value in figures.items()}
    facts |= {"day": say_day(sign.day, now=now), "month": say_month(sign.day, with_year=True)}
    return str(SENTENCES[sign.kind]) % facts


def say_figure(value: float) -> str:
    return say_number(round(value) if value >= 100 else round(value, 1))


def score_row(sign: Sign) -> ScoreRow:
    """Explain what a sign adds to the score."""
    item, title = item_of(sign.kind, sign.strength), str(sign.get_kind_display())
    if sign.suppressed_by:
        return ScoreRow(title, _("held back, does not count"), "0")
    facts = {"weight": item.weight, "strength": say_number(item.strength), "seen": say_figure(sign.strength)}
    words = _("weight %(weight)s × %(strength)s times its limit")
    if sign.strength > MOST_STRENGTH:
        words = _("weight %(weight)s × %(strength)s, the most that counts; it is at %(seen)s times its limit")
    return ScoreRow(title, words % facts, say_number(item.points))


def false_alarm_tile(months: Sequence[JudgedMonth], url: str) -> Tile:
    """Draw how many warnings a month were false alarms, and their share of all that were judged in twelve months."""
    share = Share(sum(month.dismissed for month in months), sum(month.judged for month in months))
    if not share.of:
        return Tile(_("False alarms"), "–", lines=(_("Nobody has judged a warning in twelve months."),))
    facts = {"dismissed": say_number(share.part), "judged": say_number(share.of), "share": say_share(share)}
    words = _("%(dismissed)s of %(judged)s judged in twelve months were dismissed (%(share)s)") % facts
    sure = _("95%% sure: %(range)s") % {"range": say_interval(share)}
    return Tile(
        _("False alarms"), say_number(round(share.part / len(months), 1)), _("a month"), url, lines=(words, sure)
    )


def false_alarm_chart(months: Sequence[JudgedMonth]) -> Chart:
    rows = [(say_month(month.first), month.judged, month.dismissed) for month in months]
    return pair_chart(rows, columns=(_("Month"), _("Judged"), _("Dismissed")), **SIZE)


def false_alarm_table(months: Iterable[JudgedMonth]) -> dict[str, object]:
    columns = [_("Month"), _("Judged"), _("Dismissed"), _("Share of false alarms"), _("Interval")]
    return {"columns": columns, "rows": [month_row(month) for month in months]}


def month_row(month: JudgedMonth) -> list[str]:
    counts = [say_number(month.judged), say_number(month.dismissed)]
    return [say_month(month.first, with_year=True), *counts, say_share(month.share), say_interval(month.share)]
