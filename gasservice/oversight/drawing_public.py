"""What everybody may know, as the components draw it: tiles, tables and what codes mean."""

from django.utils.translation import gettext as _

from gasservice.oversight.drawing import Tile, door_name
from gasservice.oversight.publishing import Published
from gasservice.oversight.queries.public import PublicFigures
from gasservice.oversight.questions import kind_name
from gasservice.oversight.words import (
    say_answers,
    say_due,
    say_hidden,
    say_interval,
    say_month,
    say_share,
    say_sureness,
    say_wait,
)
from gasservice.standards.terms import Door
from gasservice.web.languages import localized
from gasservice.web.say import say_money, say_number


def public_tiles(found: PublicFigures) -> list[Tile]:
    """Draw the figures that everybody may read, without a way to any case."""
    whole = found.whole
    rating = (say_sureness(whole.satisfaction),) if whole.satisfaction else (say_hidden(),)
    due = (say_due(whole.promises.of),) if whole.promises else (say_hidden(),)
    return [
        Tile(_("Promises kept"), say_share(whole.promises), lines=due),
        Tile(_("Satisfied (4 or 5 of 5)"), say_share(whole.satisfaction), lines=rating),
        Tile(_("Half get a first answer within"), say_wait(whole.first_answer)),
        Tile(_("Half are resolved within"), say_wait(whole.resolution)),
        *opinion_tiles(found),
        *money_tiles(found),
    ]


def opinion_tiles(found: PublicFigures) -> list[Tile]:
    """Draw what few are asked, if enough have answered."""
    ease, nps = (found.whole_line("opinions", figure, None) for figure in ("ease", "nps"))
    tiles = []
    if ease and ease.ease.of:
        tiles.append(Tile(_("How easy it was, of 7"), f"{ease.ease.value:.1f}", lines=(say_answers(ease.ease.of),)))
    if nps and nps.nps.of:
        words = {"error": f"{2 * nps.nps.error:.0f}", "answers": say_answers(nps.nps.of)}
        sure = _("give or take %(error)s, of %(answers)s") % words
        tiles.append(Tile(_("Would recommend us, from -100 to 100"), f"{nps.nps.value:+.0f}", lines=(sure,)))
    return tiles


def money_tiles(found: PublicFigures) -> list[Tile]:
    owed, paid = (found.whole_line("redress", figure, None) for figure in ("redress_owed", "redress_paid"))
    return [
        Tile(_("Redress owed"), say_money(owed.redress_owed) if owed else "–", lines=() if owed else (say_hidden(),)),
        Tile(_("Redress paid"), say_money(paid.redress_paid) if paid else "–", lines=() if paid else (say_hidden(),)),
    ]


def public_tables(found: PublicFigures) -> list[dict[str, object]]:
    """Put what is published of each month and each door into tables."""
    months = [public_row(say_month(line.key, with_year=True), line) for line in found.months]
    doors = [public_row(door_name(line.key), line) for line in found.doors]
    return [
        {"title": _("Month by month"), "columns": public_columns(_("Month")), "rows": months},
        {"title": _("By what you came for"), "columns": public_columns(_("Door")), "rows": doors},
    ]


def public_columns(first: str) -> list[str]:
    return [
        first, _("Promises decided"), _("Kept"), _("Answers"), _("Satisfied"), _("Interval"), _("First answer"),
        _("Resolved"),
    ]  # fmt: skip


def public_row(name: str, line: Published) -> list[str]:
    promises, rated = line.promises, line.satisfaction
    return [
        name,
        say_number(promises.of) if promises else say_hidden(),
        say_share(promises),
        say_number(rated.of) if rated else say_hidden(),
        say_share(rated),
        say_interval(rated),
        say_wait(line.first_answer),
        say_wait(line.resolution),
    ]


def codes_of(found: PublicFigures) -> list[dict[str, object]]:
    """Say what the codes in the files mean."""
    kinds = [(f"{door} / {code}", kind_name(found, door, code)) for door, code in sorted(found.kinds)]
    districts = [
        (one.code, localized(one, "name")) for one in sorted(found.districts.values(), key=lambda one: one.code)
    ]
    return [
        {"title": _("What people came for"), "rows": [(door.value, door.label) for door in Door]},
        {"title": _("Districts"), "rows": districts},
        {"title": _("Kinds"), "rows": kinds},
    ]
