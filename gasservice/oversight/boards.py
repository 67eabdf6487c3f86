"""What stands on the pages beside the dashboard: causes, teams and people, and standards."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import accumulate

from django.utils.translation import gettext as _

from gasservice.oversight.drawing import BarRow, Named, door_name, teams_named
from gasservice.oversight.lines import Line
from gasservice.oversight.measures import Measure
from gasservice.oversight.panels import Look
from gasservice.oversight.queries.figures import VERDICTS, Cut, causes_of, figures_by, heat_of, lines_told_apart
from gasservice.oversight.queries.named import kinds_named, open_by_owner, people_named
from gasservice.oversight.queries.tried import MOST, tried
from gasservice.oversight.queries.unhappy import FEW, NEWEST, unhappy_words
from gasservice.oversight.rules import LEAST, Share
from gasservice.oversight.terms import Cells, Figure
from gasservice.oversight.words import say_interval, say_n, say_share
from gasservice.standards.terms import Promise
from gasservice.users.models import Team
from gasservice.web.languages import localized
from gasservice.web.say import say_number

MOST_KINDS = 15  # of a drawing; the table has all
# From which share of promises missed on a cell is how hot.
HEATS = (0.02, 0.05, 0.1, 0.2)
OF_PEOPLE = (
    *VERDICTS,
    Measure.SCORE,
    Measure.RESOLVED,
    Measure.REOPENED,
    Measure.HANDOVERS,
)
Kind = tuple[str, str]


@dataclass(frozen=True)
class HeatCell:
    count: str
    level: int = 0
    url: str = ""


@dataclass(frozen=True)
class HeatRow:
    name: str
    cells: list[HeatCell]


def causes_board(look: Look) -> dict[str, object]:
    """Give which kinds of case come most, and where promises on them are missed."""
    causes, names = causes_of(look.cut), kinds_named()
    answers, words = unhappy_words(look.cut)
    said = [(word, say_number(n), look.link_to(Figure.UNHAPPY, word=word)) for word, n in words.items()]
    return {
        "pareto": pareto_of(causes, names, look),
        "heat": heat_table(look, causes, names),
        "words_said": said,
        "answers": answers,
        "most": NEWEST,
        "least": FEW,
        "is_number": look.asked.get("cells") == Cells.MISSED,
    }


def pareto_of(causes: list[Line], names: Mapping[Kind, str], look: Look) -> list[BarRow]:
    """Draw each kind's share of all cases; the dot is its share together with those above it."""
    total = sum(line.opened for line in causes)
    sums = [n / total for n in accumulate(line.opened for line in causes)]
    return [
        BarRow(
            name_of(line.key, names),
            say_number(line.opened),
            line.opened / total,
            _("together %(share)s") % {"share": f"{100 * so_far:.0f}%"},
            look.link_to(Figure.OPENED, door=line.key[0], kind=line.key[1]),
            dot=so_far,
        )
        for line, so_far in zip(causes[:MOST_KINDS], sums, strict=False)
    ]


def name_of(kind: Kind, names: Mapping[Kind, str]) -> str:
    return names.get(kind, kind[1]) or door_name(kind[0])


def heat_table(look: Look, causes: list[Line], names: Mapping[Kind, str]) -> dict[str, object]:
    """Put kinds beside teams: the share of promises missed, or how many, whichever is asked for."""
    found = heat_of(look.cut)
    teams = [team for team in look.form.teams.values() if any(key == team.pk for _kind, key in found)]
    kinds = dict.fromkeys([line.key for line in causes if line.key in {kind for kind, _team in found}][:MOST_KINDS])
    as_number = look.asked.get("cells") == Cells.MISSED
    rows = [
        HeatRow(
            name_of(kind, names), [heat_cell(look, kind, team, found.get((kind, team.pk)), as_number) for team in teams]
        )
        for kind in kinds
    ]
    return {"columns": [_("Kind"), *(localized(team, "name") for team in teams)], "rows": rows}


def heat_cell(look: Look, kind: Kind, team: Team, line: Line | None, as_number: bool) -> HeatCell:
    if line is None or not line.promises.of:
        return HeatCell("–")
    missed = Share(line.promises.of - line.kept, line.promises.of)
    url = look.link_to(Figure.PROMISES, door=kind[0], kind=kind[1], team=team.code)
    level = sum(missed.value >= heat for heat in HEATS) if missed.of >= LEAST else 0
    return HeatCell(say_number(missed.part) if as_number else f"{100 * missed.value:.0f}%", level, url)


@dataclass(frozen=True)
class TeamBoard:
    """A team and its people, each with load and quality."""

    name: str
    kept: list[BarRow]
    satisfied: list[BarRow]
    table: list[list[str]]


def people_board(look: Look) -> dict[str, object]:
    """Give the teams that somebody leads, and within each its people; people count over all doors."""
    lines = lines_told_apart(look.cut, ("team", "handler"), OF_PEOPLE)
    teams = teams_named(figures_by(look.cut, "team", only=OF_PEOPLE), look.form.teams.values())
    names = people_named(pk for _team, pk in lines if pk)
    load = open_by_owner(look.cut)
    boards = [team_board(team, lines, names, load) for team in teams_shown(look)]
    return {"teams": comparison(teams), "boards": boards, "people_columns": people_columns()}


def teams_shown(look: Look) -> list[Team]:
    return [team for team in look.form.teams.values() if look.cut.teams is None or team.pk in look.cut.teams]


def team_board(team: Team, lines: Mapping, names: Mapping[int, str], load: Mapping) -> TeamBoard:
    own = {pk: line for (of, pk), line in lines.items() if of == team.pk and pk}
    held = {pk for of, pk in load if of == team.pk and pk}
    everybody = [Named(names.get(pk, ""), str(pk), own.get(pk, Line(pk))) for pk in sorted(own.keys() | held)]
    known = [one for one in everybody if one.name]
    rows = [people_row(one, load.get((team.pk, int(one.code)), 0)) for one in surest(known, "promises")]
    return TeamBoard(localized(team, "name"), **comparison(known), table=rows)


def comparison(named: Collection[Named]) -> dict[str, list[BarRow]]:
    """Draw who keeps promises and whose customers are satisfied, each with its interval, the surely best first."""
    return {"kept": sure_bars(named, "promises"), "satisfied": sure_bars(named, "satisfaction")}


def sure_bars(named: Collection[Named], figure: str) -> list[BarRow]:
    return [
        sure_bar(one.name, getattr(one.line, figure)) for one in surest(named, figure) if getattr(one.line, figure).of
    ]


def sure_bar(name: str, share: Share) -> BarRow:
    tone = "past" if share.of < LEAST else ""
    return BarRow(name, say_share(share), share.value, say_n(share.of), "", tone, *share.interval)


def surest(named: Collection[Named], figure: str) -> list[Named]:
    """Rank by the lower bound: few cases make nobody first."""
    return sorted(named, key=lambda one: -(getattr(one.line, figure).interval or (-1,))[0])


def people_columns() -> list[str]:
    return [
        _("Name"), _("Open now"), _("Resolved"), _("Promises kept"), _("Interval"), _("Satisfied"), _("Interval"),
        _("Reopened"), _("Handovers per case"),
    ]  # fmt: skip


def people_row(one: Named, held: int) -> list[str]:
    line = one.line
    handovers = line.handovers_per_case.value
    return [
        one.name, say_number(held), say_number(line.resolved), *say_sure(line.promises), *say_sure(line.satisfaction),
        say_share(line.reopened), "–" if handovers is None else f"{handovers:.2f}",
    ]  # fmt: skip


def say_sure(share: Share) -> tuple[str, str]:
    return f"{say_share(share)} ({say_n(share.of)})", say_interval(share)


def standards_board(look: Look) -> dict[str, object]:
    """Give each promise on each kind as it was kept, and by how much that changed on the period before."""
    now, before = (promises_by_kind(cut) for cut in (look.cut, replace(look.cut, period=look.cut.period.before)))
    names = kinds_named()
    rows = [standard_row(key, line, before.get(key, Line()), names, look) for key, line in sorted(now.items())]
    return {"rows": rows, "columns": standards_columns()}


def promises_by_kind(cut: Cut) -> dict[tuple[str, str, str], Line]:
    return lines_told_apart(cut, ("door", "kind", "promise"), VERDICTS)


def standards_columns() -> list[str]:
    return [
        _("Kind"), _("Promise"), _("Promises decided"), _("Kept"), _("Interval"), _("Late and open"),
        _("Change in points"),
    ]  # fmt: skip


@dataclass(frozen=True)
class StandardRow:
    """A promise on a kind, the way to its cases, and its numbers."""

    kind: str
    promise: str
    url: str
    cells: list[str]


def standard_row(key: tuple, line: Line, before: Line, names: Mapping[Kind, str], look: Look) -> StandardRow:
    door, kind, promise = key
    share, was = line.promises, before.promises
    change = f"{100 * (share.value - was.value):+.1f}" if share.of and was.of else "–"
    cells = [say_number(share.of), say_share(share), say_interval(share), say_number(line.open_late), change]
    url = look.link_to(Figure.PROMISES, door=door, kind=kind, promise=promise)
    return StandardRow(name_of((door, kind), names), str(Promise(promise).label), url, cells)


def tried_board(asked: Mapping[str, object], at: datetime) -> dict[str, object]:
    """Say what another allowance would have done to the last quarter."""
    found = tried(asked, at)
    bars = [sure_bar(_("As it was promised"), found.kept), sure_bar(_("With the new allowance"), found.would)]
    change = found.would.part - found.kept.part
    return {"found": found, "bars": bars if found.kept.of else [], "change": f"{change:+,}", "most": MOST}


def causes_rows(look: Look) -> tuple[list[str], list[list]]:
    """Give every kind with what it counts, as data."""
    verdicts = {line.key: line for line in figures_by(look.cut, "kind", only=VERDICTS)}
    rows = [
        [
            *line.key,
            line.opened,
            line.resolved,
            verdicts.get(line.key, Line()).promises.of,
            verdicts.get(line.key, Line()).kept,
        ]
        for line in causes_of(look.cut)
    ]
    return ["door", "kind", "opened", "resolved", "promises_decided", "promises_kept"], rows


def people_rows(look: Look) -> tuple[list[str], list[list]]:
    """Give every person of the teams that somebody leads, as data."""
    lines = lines_told_apart(look.cut, ("team", "handler"), OF_PEOPLE)
    codes, names = {team.pk: team.code for team in teams_shown(look)}, people_named(pk for _team, pk in lines)
    rows = [
        [
            codes[team],
            names[pk],
            line.resolved,
            line.promises.of,
            line.kept,
            line.answers,
            line.satisfied,
            line.reopened.part,
        ]
        for (team, pk), line in sorted(lines.items())
        if team in codes and pk in names
    ]
    return ["team", "name", "resolved", "promises_decided", "promises_kept", "answers", "satisfied", "reopened"], rows


def standards_rows(look: Look) -> tuple[list[str], list[list]]:
    """Give every promise on every kind, as data."""
    rows = [
        [*key, line.promises.of, line.kept, line.open_late] for key, line in sorted(promises_by_kind(look.cut).items())
    ]
    return ["door", "kind", "promise", "promises_decided", "promises_kept", "late_and_open"], rows
