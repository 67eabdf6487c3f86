"""What another allowance would have done to the last quarter, and the cases that would have turned out otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from gasservice.oversight.boards.people import sure_bar
from gasservice.oversight.drawing import BarRow
from gasservice.oversight.queries.tried import MOST, Tried, tried
from gasservice.oversight.rules import Share
from gasservice.oversight.terms import Turn
from gasservice.standards.terms import say_promised
from gasservice.web.say import say_number


@dataclass(frozen=True)
class Turned:
    """The promises that would have ended otherwise, and the way to their cases."""

    words: str
    count: str
    url: str


def tried_board(asked: Mapping[str, object], query: str, at: datetime) -> dict[str, object]:
    """Hold what would have been kept and missed against what was; `query` is how it was asked for."""
    found = tried(asked, at)
    return {
        "found": found,
        "bars": bars_of_tried(found, asked) if found.kept.of else [],
        "columns": [pgettext("of a row", "Name"), _("Kept in time"), _("Missed")],
        "counts": counts_of_tried(found, asked),
        "turns": [turned(found, turn, query) for turn in Turn],
        "most": MOST,
    }


def bars_of_tried(found: Tried, asked: Mapping[str, object]) -> list[BarRow]:
    return [sure_bar(name, share) for name, share in told_apart(found, asked)]


def counts_of_tried(found: Tried, asked: Mapping[str, object]) -> list[list[str]]:
    """Give kept and missed under the old allowance and the new one, as rows of a table."""
    return [
        [name, say_number(share.part), say_number(share.of - share.part)] for name, share in told_apart(found, asked)
    ]


def told_apart(found: Tried, asked: Mapping[str, object]) -> list[tuple[str, Share]]:
    before = _("As it was promised: %(allowances)s") % {"allowances": _("; ").join(found.allowances)}
    new = say_promised(asked["promise"], asked["allowance"], asked["unit"])
    return [(before, found.kept), (_("Tried: %(allowance)s") % {"allowance": new}, found.would)]


def turned(found: Tried, turn: Turn, query: str) -> Turned:
    number = len(found.cases_turning(turn))
    url = f"{reverse('promises-turned', args=[turn])}?{query}" if number else ""
    return Turned(str(Turn(turn).label), say_number(number), url)
