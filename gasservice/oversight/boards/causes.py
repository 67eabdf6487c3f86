"""Which kinds of case come most, where promises on them are missed, and what the unhappy write."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from django.utils.translation import gettext as _

from gasservice.oversight.drawing import BarRow
from gasservice.oversight.lines import Line
from gasservice.oversight.panels import Look
from gasservice.oversight.queries.figures import VERDICTS, causes_of, figures_by, heat_of
from gasservice.oversight.queries.named import Kind, kind_name, kinds_named
from gasservice.oversight.queries.unhappy import FEW, NEWEST, unhappy_words
from gasservice.oversight.rules import LEAST, Share
from gasservice.oversight.terms import Cells, Figure
from gasservice.standards.terms import Door
from gasservice.users.models import Team
from gasservice.web.languages import localized
from gasservice.web.say import say_number

MOST_DRAWN = 15  # kinds; the table has all
# From which share of promises missed on a cell is how hot.
HEATS = (0.02, 0.05, 0.1, 0.2)


@dataclass(frozen=True)
class HeatCell:
    count: str
    level: int = 0
    url: str = ""


@dataclass(frozen=True)
class HeatRow:
    name: str
    cells: list[HeatCell]


@dataclass(frozen=True)
class Cause:
    """A kind of case: how many came, their share of all, and the share together with the kinds above."""

    name: str
    door: str
    opened: str
    share: float
    together: float
    url: str

    @property
    def share_words(self) -> str:
        return say_percent(self.share)

    @property
    def together_words(self) -> str:
        return say_percent(self.together)


def say_percent(share: float) -> str:
    return f"{100 * share:.1f}%"


def causes_board(look: Look) -> dict[str, object]:
    """Give which kinds of case come most, and where promises on them are missed."""
    lines, names = causes_of(look.cut), kinds_named()
    causes = causes_in_order(lines, names, look)
    answers, words = unhappy_words(look.cut)
    said = [(word, say_number(n), look.link_to(Figure.UNHAPPY, word=word)) for word, n in words.items()]
    return {
        "causes": causes,
        "pareto": [pareto_bar(cause) for cause in causes[:MOST_DRAWN]],
        "heat": heat_table(look, lines, names),
        "words_said": said,
        "answers": answers,
        "most": NEWEST,
        "least": FEW,
        "is_number": look.asked.get("cells") == Cells.MISSED,
    }


def causes_in_order(lines: list[Line], names: Mapping[Kind, str], look: Look) -> list[Cause]:
    """Give every kind that came, the most frequent first; it is as long as the table of kinds."""
    total, sums = sum(line.opened for line in lines), accumulate(line.opened for line in lines)
    return [
        Cause(
            kind_name(line.key, names),
            str(Door(line.key[0]).label),
            say_number(line.opened),
            line.opened / total,
            so_far / total,
            look.link_to(Figure.OPENED, door=line.key[0], kind=line.key[1]),
        )
        for line, so_far in zip(lines, sums, strict=True)
    ]


def pareto_bar(cause: Cause) -> BarRow:
    """Draw a kind's share of all cases; the dot is its share together with those above it."""
    words = _("together %(share)s") % {"share": f"{100 * cause.together:.0f}%"}
    return BarRow(cause.name, cause.opened, cause.share, words, cause.url, dot=cause.together)


def heat_table(look: Look, causes: list[Line], names: Mapping[Kind, str]) -> dict[str, object]:
    """Put kinds beside teams: the share of promises missed, or how many, whichever is asked for."""
    found = heat_of(look.cut)
    teams = [team for team in look.form.teams.values() if any(key == team.pk for _kind, key in found)]
    kinds = dict.fromkeys([line.key for line in causes if line.key in {kind for kind, _team in found}][:MOST_DRAWN])
    as_number = look.asked.get("cells") == Cells.MISSED
    rows = [
        HeatRow(
            kind_name(kind, names),
            [heat_cell(look, kind, team, found.get((kind, team.pk)), as_number) for team in teams],
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
