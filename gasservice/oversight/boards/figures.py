"""Every figure that is counted, beside the period before, and told apart by what is asked for."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from gasservice.cases.terms import ChannelIn
from gasservice.oversight.drawing import LinkTo, door_name, trend_of
from gasservice.oversight.lines import Line
from gasservice.oversight.measures import DEFINITIONS, Definition
from gasservice.oversight.panels import Look
from gasservice.oversight.queries.figures import figures_by, figures_by_month, figures_of
from gasservice.oversight.queries.named import kind_name, kinds_named
from gasservice.oversight.rules import Mean, Share
from gasservice.oversight.terms import By, Figure
from gasservice.oversight.values import Value, counts, data_in, say, say_sure
from gasservice.oversight.words import say_month
from gasservice.registry.models import District
from gasservice.standards.clock import months_after
from gasservice.users.models import Team
from gasservice.web.escaping import Linked
from gasservice.web.languages import localized

# The cases and ratings behind each figure; announcements have none.
OPENS = {
    "opened": Figure.OPENED,
    "promises": Figure.PROMISES,
    "first_answer": Figure.FIRST_ANSWER,
    "resolution": Figure.RESOLUTION,
    "working_resolution": Figure.RESOLUTION,
    "satisfaction": Figure.ANSWERS,
    "response": Figure.ASKED,
    "solved": Figure.SOLVED,
    "ease": Figure.EASE,
    "nps": Figure.RECOMMEND,
    "first_contact": Figure.FIRST_CONTACT,
    "reopened": Figure.REOPENED,
    "next_day": Figure.NEXT_DAY,
    "handovers_per_case": Figure.HANDED_OVER,
    "repeated": Figure.REPEATED,
    "per_100_000": Figure.OPENED,
    "redress_owed": Figure.REDRESS,
    "redress_paid": Figure.REDRESS_PAID,
    "escalated": Figure.ESCALATED,
}
LOW_IS_GOOD = frozenset({"reopened", "repeated"})


@dataclass(frozen=True)
class FigureRow:
    """A figure: what it is now, how sure that is, what it was before, and whether that differs by more than chance."""

    definition: Definition
    now: Linked
    sure: str
    before: str
    trend: str
    change: str


@dataclass(frozen=True)
class Part:
    """A line told apart: its name, its code as data, and how its list is narrowed."""

    name: str
    code: str
    line: Line
    narrowed: Mapping[str, str]


def figures_board(look: Look) -> dict[str, object]:
    """Give every figure of a cut beside the period before, and told apart by what was asked for."""
    now, before = figures_of(look.cut), figures_of(replace(look.cut, period=look.cut.period.before))
    rows = [figure_row(definition, now, before, look.link_to) for definition in DEFINITIONS]
    parts = parts_of(look)
    columns = [str(By(look.asked.get("by", "")).label), *(str(definition.name) for definition in DEFINITIONS)]
    return {"figures": rows, "parts": [part_row(part, look.link_to) for part in parts], "part_columns": columns}


def figure_row(definition: Definition, now: Line, before: Line, link_to: LinkTo) -> FigureRow:
    is_now, was = value_of(definition, now), value_of(definition, before)
    return FigureRow(
        definition,
        Linked(say(is_now), address(definition, is_now, link_to)),
        say_sure(is_now),
        say(was),
        *changed(definition, is_now, was),
    )


def value_of(definition: Definition, line: Line) -> Value:
    """Read a figure of a line; where it has no meaning it is a mean of nothing."""
    value = getattr(line, definition.code)
    return Mean(0, 0) if value is None else value


def changed(definition: Definition, now: Value, before: Value) -> tuple[str, str]:
    """Say by how much a share changed; better or worse only where chance hardly explains it."""
    if not (isinstance(now, Share) and isinstance(before, Share)):
        return "", ""
    found = trend_of(now, before)
    trend = found.get("trend", "")
    if trend and definition.code in LOW_IS_GOOD:
        trend = {"better": "worse", "worse": "better"}[trend]
    return trend, found.get("trend_words", "")


def address(definition: Definition, value: Value, link_to: LinkTo, **narrowed: str) -> str:
    figure = OPENS.get(definition.code)
    return link_to(figure, **narrowed) if figure and counts(value) else ""


def part_row(part: Part, link_to: LinkTo) -> list[object]:
    values = [(definition, value_of(definition, part.line)) for definition in DEFINITIONS]
    return [
        part.name,
        *(Linked(say(value), address(definition, value, link_to, **part.narrowed)) for definition, value in values),
    ]


def parts_of(look: Look) -> list[Part]:
    """Give the lines of what the figures are told apart by, each with its name."""
    by = look.asked.get("by", "")
    if not by:
        return []
    if by == By.MONTH:
        return [
            Part(say_month(line.key, with_year=True), f"{line.key:%Y-%m}", line, days_of(line.key))
            for line in figures_by_month(look.cut)
        ]
    return list(NAMING[by](look, figures_by(look.cut, by, with_accounts=True)))


def days_of(month: date) -> dict[str, str]:
    return {"since": f"{month}", "until": f"{months_after(month, 1)}"}


def parts_of_doors(look: Look, lines: Iterable[Line]) -> Iterable[Part]:
    return (Part(door_name(line.key), line.key, line, {"door": line.key}) for line in lines)


def parts_of_kinds(look: Look, lines: Iterable[Line]) -> Iterable[Part]:
    names = kinds_named()
    for line in lines:
        door, kind = line.key
        yield Part(kind_name(line.key, names), f"{door}/{kind}", line, {"door": door, "kind": kind})


def parts_of_teams(look: Look, lines: Iterable[Line]) -> Iterable[Part]:
    return parts_of_rows("team", look.form.teams.values(), lines)


def parts_of_districts(look: Look, lines: Iterable[Line]) -> Iterable[Part]:
    return parts_of_rows("district", look.form.districts.values(), lines)


def parts_of_rows(by: str, rows: Iterable[Team | District], lines: Iterable[Line]) -> Iterable[Part]:
    """Name lines by the rows that their keys are of; what none of them is stays out."""
    known = {row.pk: row for row in rows}
    for line in lines:
        if row := known.get(line.key):
            yield Part(localized(row, "name"), row.code, line, {by: row.code})


def parts_of_channels(look: Look, lines: Iterable[Line]) -> Iterable[Part]:
    return (Part(str(ChannelIn(line.key).label), line.key, line, {"channel": line.key}) for line in lines if line.key)


NAMING: Mapping[str, Callable[[Look, Iterable[Line]], Iterable[Part]]] = {
    By.DOOR: parts_of_doors,
    By.KIND: parts_of_kinds,
    By.TEAM: parts_of_teams,
    By.DISTRICT: parts_of_districts,
    By.CHANNEL: parts_of_channels,
}


def figures_rows(look: Look) -> tuple[list[str], list[list]]:
    """Give every figure of the whole and of each part as data: its value, of how many, and how sure it is."""
    whole = Part("", "all", figures_of(look.cut), {})
    parts = [("all", whole), *((look.asked.get("by", ""), part) for part in parts_of(look))]
    rows = [{"by": by, "key": part.code} | data_of(part.line) for by, part in parts]
    return list(rows[0]), [list(row.values()) for row in rows]


def data_of(line: Line) -> dict[str, object]:
    found: dict[str, object] = {}
    for definition in DEFINITIONS:
        values = data_in(value_of(definition, line))
        found |= {definition.code + ending: value for ending, value in values.items()}
    return found
