"""Teams and their people: how much each has, and how well it is done."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from gasservice.oversight.drawing import BarRow, Named, teams_named
from gasservice.oversight.lines import Line
from gasservice.oversight.measures import Measure
from gasservice.oversight.panels import Look
from gasservice.oversight.queries.figures import VERDICTS, figures_by, lines_told_apart
from gasservice.oversight.queries.named import open_by_owner, people_named
from gasservice.oversight.rules import LEAST, Share
from gasservice.oversight.words import say_interval, say_n, say_share
from gasservice.users.models import Team
from gasservice.web.languages import localized
from gasservice.web.say import say_number

OF_PEOPLE = (
    *VERDICTS,
    Measure.SCORE,
    Measure.RESOLVED,
    Measure.REOPENED,
    Measure.HANDOVERS,
)


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
        pgettext("a share", "Reopened"), _("Handovers per case"),
    ]  # fmt: skip


def people_row(one: Named, held: int) -> list[str]:
    line = one.line
    handovers = line.handovers_per_case.value
    return [
        one.name, say_number(held), say_number(line.resolved), *say_sure(line.promises), *say_sure(line.satisfaction),
        say_share(line.reopened), "–" if handovers is None else f"{handovers:.2f}",
    ]  # fmt: skip


def say_sure(share: Share) -> tuple[str, str]:
    words = {"share": say_share(share), "count": say_n(share.of)}
    return _("%(share)s (%(count)s)") % words, say_interval(share)


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
