"""Figures as the components draw them: tiles, bars and lines, each with its words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from gasservice.oversight.lines import Line
from gasservice.oversight.rules import LEAST, Share, Waits
from gasservice.oversight.terms import Age, Figure
from gasservice.oversight.words import (
    say_n,
    say_points,
    say_share,
    say_sureness,
    say_wait,
)
from gasservice.standards.terms import Door
from gasservice.users.models import Team
from gasservice.web.charts import spark
from gasservice.web.escaping import Linked
from gasservice.web.languages import localized
from gasservice.web.say import say_number

LinkTo = Callable[..., str]


@dataclass(frozen=True)
class Tile:
    """One figure, as its component draws it."""

    name: str
    value: str
    unit: str = ""
    url: str = ""
    trend: str = ""
    trend_words: str = ""
    lines: tuple[str | Linked, ...] = ()
    spark: str = ""


@dataclass(frozen=True)
class BarRow:
    """One row of bars, as its component draws it."""

    name: str
    value: str
    share: float = 0.0
    words: str = ""
    url: str = ""
    tone: str = ""
    low: float = 0.0
    high: float = 0.0
    dot: float = 0.0


@dataclass(frozen=True)
class Named:
    """A line with its name for people and its code for addresses."""

    name: str
    code: str
    line: Line


def tiles_of(whole: Line, before: Line, months: list[Line], link_to: LinkTo) -> list[Tile]:
    """Draw the four figures that a supervisor looks at first."""
    return [
        satisfaction_tile(whole, before, months, link_to),
        promises_tile(whole, before, months, link_to),
        waits_tile(
            _("Half get a first answer within"),
            whole.first_answer,
            before.first_answer,
            [line.first_answer for line in months],
            link_to(Figure.FIRST_ANSWER),
        ),
        waits_tile(
            _("Half are resolved within"),
            whole.resolution,
            before.resolution,
            [line.resolution for line in months],
            link_to(Figure.RESOLUTION),
        ),
    ]


def satisfaction_tile(whole: Line, before: Line, months: list[Line], link_to: LinkTo) -> Tile:
    asked = _("%(answered)s of %(asked)s asked have answered (%(share)s)") % {
        "answered": say_number(whole.replied),
        "asked": say_number(whole.asked),
        "share": say_share(whole.response),
    }
    return Tile(
        name=_("Satisfied (4 or 5 of 5)"),
        value=say_points(whole.satisfaction),
        unit="%" if whole.answers else "",
        url=link_to(Figure.ANSWERS) if whole.answers else "",
        **trend_of(whole.satisfaction, before.satisfaction),
        lines=(say_sureness(whole.satisfaction), Linked(asked, link_to(Figure.ASKED) if whole.asked else "")),
        spark=spark_of(share.value for _month, share in rated_months(months) if share),
    )


def promises_tile(whole: Line, before: Line, months: list[Line], link_to: LinkTo) -> Tile:
    words = _("%(missed)s kept late or not at all, %(open)s late and still open, of %(all)s that were decided") % {
        "missed": say_number(whole.missed),
        "open": say_number(whole.open_late),
        "all": say_number(whole.promises.of),
    }
    return Tile(
        name=_("Promises kept"),
        value=say_points(whole.promises),
        unit="%" if whole.promises.of else "",
        url=link_to(Figure.MISSED) if whole.promises.of else "",
        **trend_of(whole.promises, before.promises),
        lines=(words, _("Late and still open counts as not kept.")),
        spark=spark_of(line.promises.value for line in months),
    )


def waits_tile(name: str, now: Waits, before: Waits, months: list[Waits], url: str) -> Tile:
    lines = [ngettext("%(n)s case, elapsed time", "%(n)s cases, elapsed time", now.n) % {"n": say_number(now.n)}]
    if now.p90 is not None:
        lines.insert(0, _("nine in ten within %(time)s") % {"time": say_wait(now.p90)})
    words = _("%(time)s in the period before") % {"time": say_wait(before.median)} if before.n else ""
    points = spark_of(wait.median.total_seconds() if wait.median is not None else None for wait in months)
    url = url if now.n else ""
    return Tile(name, say_wait(now.median), url=url, trend_words=words, lines=tuple(lines), spark=points)


def trend_of(now: Share, before: Share) -> dict[str, str]:
    """Say by how much a share changed; better or worse only where chance hardly explains it."""
    if not (now.of and before.of):
        return {}
    points = round(100 * (now.value - before.value), 1)
    words = _("%(points)s points on the period before") % {"points": f"{points:+g}"}
    if not now.differs_from(before):
        return {"trend_words": _("%(change)s, which may be chance") % {"change": words}}
    return {"trend": "better" if points > 0 else "worse", "trend_words": words}


def spark_of(values: Iterable[float | None]) -> str:
    return spark([value for value in values if value is not None])


def doors_named(lines: Iterable[Line]) -> list[Named]:
    return [Named(door_name(line.key), line.key, line) for line in lines]


def teams_named(lines: Iterable[Line], teams: Iterable[Team]) -> list[Named]:
    """Name the lines of teams in the order of the teams; one that nobody oversees any more is left out."""
    by_team = {line.key: line for line in lines}
    return [Named(localized(team, "name"), team.code, by_team[team.pk]) for team in teams if team.pk in by_team]


def satisfaction_bars(named: Iterable[Named], by: str, link_to: LinkTo) -> list[BarRow]:
    """Draw each share with its interval, the surely best first; too few answers are grey."""
    rated = sorted((one for one in named if one.line.answers), key=lambda one: -one.line.satisfaction.interval[0])
    return [
        BarRow(
            one.name,
            say_share(one.line.satisfaction),
            one.line.satisfaction.value,
            say_n(one.line.answers),
            link_to(Figure.ANSWERS, **{by: one.code}),
            "past" if one.line.answers < LEAST else "",
            *one.line.satisfaction.interval,
        )
        for one in rated
    ]


def promises_bars(named: Iterable[Named], by: str, link_to: LinkTo) -> list[BarRow]:
    """Draw the promises kept of each line, the worst first."""
    due = sorted((one for one in named if one.line.promises.of), key=lambda one: one.line.promises.value)
    return [
        BarRow(
            one.name,
            say_share(one.line.promises),
            one.line.promises.value,
            say_n(one.line.promises.of),
            link_to(Figure.PROMISES, **{by: one.code}),
        )
        for one in due
    ]


def bar_columns() -> list[str]:
    return [pgettext("of a row", "Name"), _("Drawn"), _("Figure")]


def table_of(doors: Iterable[Named], teams: Iterable[Named], link_to: LinkTo) -> dict[str, object]:
    """Put everything counted of doors and teams in one table."""
    columns = [
        _("Door or team"), _("Opened"), _("Promises decided"), _("Kept"), _("Late and open"), _("Answers"),
        _("Satisfied"), _("First answer, median"), _("p90"), _("Resolved, median"), _("p90"),
    ]  # fmt: skip
    rows = [row_of(door.name, door, "door", link_to) for door in doors]
    rows += [row_of(_("Team: %(name)s") % {"name": team.name}, team, "team", link_to) for team in teams]
    return {"columns": columns, "rows": rows}


def row_of(name: str, one: Named, by: str, link_to: LinkTo) -> list[object]:
    """Give all that is counted of a door or team; what counts anything opens its cases."""
    line, narrowed = one.line, {by: one.code}
    answer, resolution = line.first_answer, line.resolution
    numbers = [
        (Figure.OPENED, line.opened, say_number(line.opened)),
        (Figure.PROMISES, line.promises.of, say_number(line.promises.of)),
        (Figure.KEPT, line.kept, say_share(line.promises)),
        (Figure.OPEN_LATE, line.open_late, say_number(line.open_late)),
        (Figure.ANSWERS, line.answers, say_number(line.answers)),
        (Figure.SATISFIED, line.satisfied, say_share(line.satisfaction)),
        *((Figure.FIRST_ANSWER, answer.n, say_wait(wait)) for wait in (answer.median, answer.p90)),
        *((Figure.RESOLUTION, resolution.n, say_wait(wait)) for wait in (resolution.median, resolution.p90)),
    ]
    opened = [Linked(words, link_to(figure, **narrowed) if n else "") for figure, n, words in numbers]
    return [name, *opened]


def backlog_bars(backlog: dict[str, int], link_to: LinkTo) -> list[BarRow]:
    most = max(backlog.values(), default=0) or 1
    return [
        BarRow(
            str(Age(age).label),
            say_number(count),
            count / most,
            url=link_to(Figure.BACKLOG, age=age) if count else "",
            tone="late" if age == Age.OLDER else "",
        )
        for age, count in backlog.items()
    ]


def rated_months(months: list[Line]) -> list[tuple[date, Share | None]]:
    """Give the satisfaction of each month, and nothing where it rests on too few answers."""
    return [(line.key, line.satisfaction if line.answers >= LEAST else None) for line in months]


def shortcuts(whole: Line, link_to: LinkTo) -> list[tuple[str, str, str]]:
    """Give the way to cases that somebody should look at: title, count, address."""
    counts = {
        Figure.OPEN_LATE: whole.open_late,
        Figure.UNHAPPY: whole.answers - whole.satisfied,
        Figure.OPENED: whole.opened,
    }
    return [(str(figure.label), say_number(count), link_to(figure)) for figure, count in counts.items() if count]


def door_name(door: str) -> str:
    return str(Door(door).label)
