"""What everybody may know, as the components draw it: one question a chart, and the table behind it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from gasservice.oversight.datasets import NAMED
from gasservice.oversight.drawing import BarRow, Tile, bar_columns, door_name, months_chart
from gasservice.oversight.lines import Line
from gasservice.oversight.publishing import Published
from gasservice.oversight.queries.public import PublicFigures
from gasservice.oversight.rules import LEAST, Share
from gasservice.oversight.suppression import Place
from gasservice.oversight.words import (
    say_due,
    say_hidden,
    say_interval,
    say_month,
    say_n,
    say_share,
    say_sureness,
    say_wait,
)
from gasservice.standards.terms import Door
from gasservice.web.charts import Chart, line_chart, pair_chart
from gasservice.web.languages import localized
from gasservice.web.say import say_money, say_number

MOST_KINDS = 10  # as many as one takes in at a glance; the others stand in the data


@dataclass(frozen=True)
class Question:
    """A chart and the one question that it answers: a chart over months, or rows of bars."""

    title: str
    words: str
    chart: Chart | None = None
    rows: list[BarRow] = field(default_factory=list)

    @property
    def columns(self) -> list[str]:
        return bar_columns()


@dataclass(frozen=True)
class Topic:
    """Questions about the same, and the set of figures that they are answered from."""

    code: str
    title: str
    dataset: str
    figure: str
    questions: list[Question]


@dataclass(frozen=True)
class Shares:
    """A share as a set of figures gives it for each month, door and kind."""

    found: PublicFigures
    dataset: str
    figure: str
    read: Callable[[Line], Share]

    def at(self, place: Place) -> Share | None:
        """Give the share of a place, and nothing where it is hidden or nothing counts."""
        row = self.found.sets[self.dataset].get(place)
        line = row and row.lines[self.figure]
        share = line and self.read(line)
        return share if share and share.of else None

    def drawn_by_month(self) -> Chart:
        rest = len(NAMED[self.dataset].dimensions) - 1
        rows = [(month, self.at((month, *[None] * rest))) for month in self.found.period.months]
        return months_chart(rows, self.found.period.months[-1])

    def by_door(self) -> list[tuple[str, Share]]:
        return self.known((door_name(door), (None, door, None)) for door in Door.values)

    def by_kind(self) -> list[tuple[str, Share]]:
        """Give the kinds with the lowest share."""
        kinds = [place for place in self.found.sets[self.dataset] if place[0] is None and place[2] is not None]
        named = self.known((kind_name(self.found, *place[1:]), place) for place in kinds)
        return sorted((one for one in named if one[1].of >= LEAST), key=lambda one: one[1].value)[:MOST_KINDS]

    def known(self, places: Iterable[tuple[str, Place]]) -> list[tuple[str, Share]]:
        return [(name, share) for name, place in places if (share := self.at(place))]


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
    ease, nps = (found.line("opinions", figure, None, None) for figure in ("ease", "nps"))
    tiles = []
    if ease and ease.ease.of:
        tiles.append(Tile(_("How easy it was, of 7"), f"{ease.ease.value:.1f}", lines=(say_n(ease.ease.of),)))
    if nps and nps.nps.of:
        sure = _("give or take %(error)s, n %(n)s") % {"error": f"{2 * nps.nps.error:.0f}", "n": say_number(nps.nps.of)}
        tiles.append(Tile(_("Would recommend us, from -100 to 100"), f"{nps.nps.value:+.0f}", lines=(sure,)))
    return tiles


def money_tiles(found: PublicFigures) -> list[Tile]:
    owed, paid = (found.line("redress", figure, None, None) for figure in ("redress_owed", "redress_paid"))
    return [
        Tile(_("Redress owed"), say_money(owed.redress_owed) if owed else "–", lines=() if owed else (say_hidden(),)),
        Tile(_("Redress paid"), say_money(paid.redress_paid) if paid else "–", lines=() if paid else (say_hidden(),)),
    ]


def topics_of(found: PublicFigures) -> list[Topic]:
    """Ask what people want to know, and draw the answers."""
    return [
        Topic("promises", _("Promises"), "promises", "promises", promises_asked(found)),
        Topic("satisfaction", _("Satisfaction"), "satisfaction", "satisfaction", satisfaction_asked(found)),
        Topic("waits", _("Waiting times"), "waits", "first_answer", waits_asked(found)),
        Topic("redress", _("Redress"), "redress", "redress_owed", redress_asked(found)),
        Topic(
            "escalations", _("Late promises told to somebody above"), "escalations", "escalated", climbs_asked(found)
        ),
        Topic("districts", _("Complaints where you live"), "districts", "per_100_000", districts_asked(found)),
        Topic("notices", _("Planned outages"), "notices", "notices_in_time", notices_asked(found)),
    ]


def promises_asked(found: PublicFigures) -> list[Question]:
    shares = Shares(found, "promises", "promises", lambda line: line.promises)
    return [
        Question(
            _("Do we keep our promises?"),
            _("Percent of the promises that were decided, month by month; dashed: this month, which is not over"),
            shares.drawn_by_month(),
        ),
        Question(
            _("Behind which door do we keep them?"),
            _("Percent kept of what was decided"),
            rows=share_bars(shares.by_door()),
        ),
        Question(
            _("For which matters do we keep them least?"),
            _("Percent kept of what was decided, the worst first; what rests on too few is left out"),
            rows=share_bars(shares.by_kind()),
        ),
    ]


def satisfaction_asked(found: PublicFigures) -> list[Question]:
    sure = _("Satisfied share with its 95 percent interval (Wilson): few answers, long line")
    shares = Shares(found, "satisfaction", "satisfaction", lambda line: line.satisfaction)
    return [
        Question(
            _("Are customers satisfied?"),
            _("Percent of the answers that were 4 or 5 of 5; months with fewer than 10 answers are left out"),
            shares.drawn_by_month(),
        ),
        Question(_("Behind which door are they satisfied?"), sure, rows=share_bars(shares.by_door(), is_sure=True)),
        Question(
            _("With which matters are they least satisfied?"), sure, rows=share_bars(shares.by_kind(), is_sure=True)
        ),
    ]


def waits_asked(found: PublicFigures) -> list[Question]:
    """Draw the median of each door against the longest of them."""
    return [
        Question(title, _("Half of all were done within this time, nights and weekends included"), rows=rows)
        for title, rows in (
            (_("How long do you wait for a first answer?"), wait_bars(found, "first_answer")),
            (_("How long until it is resolved?"), wait_bars(found, "resolution")),
        )
    ]


def wait_bars(found: PublicFigures, figure: str) -> list[BarRow]:
    lines = [(door_name(door), found.line("waits", figure, None, door)) for door in Door.values]
    waits = [(name, getattr(line, figure)) for name, line in lines if line]
    longest = max((wait.median for _name, wait in waits if wait.n), default=None)
    return [BarRow(name, say_wait(wait.median), wait.median / longest, say_n(wait.n)) for name, wait in waits if wait.n]


def share_bars(shares: Iterable[tuple[str, Share]], *, is_sure: bool = False) -> list[BarRow]:
    """Draw shares, and how sure they are where people said what they felt."""
    return [
        BarRow(name, say_share(share), share.value, say_n(share.of), "", "", *(share.interval if is_sure else ()))
        for name, share in shares
    ]


def kind_name(found: PublicFigures, door: str, code: str) -> str:
    kind = found.kinds.get((door, code))
    return localized(kind, "name") if kind else code or door_name(door)


def redress_asked(found: PublicFigures) -> list[Question]:
    rows = []
    for month in found.period.months:
        owed, paid = (found.line("redress", figure, month, None) for figure in ("redress_owed", "redress_paid"))
        rows.append((say_month(month), owed and owed.redress_owed, paid and paid.redress_paid))
    columns = (_("Month"), pgettext("redress", "Owed"), pgettext("redress", "Paid"))
    words = _("Yuan by month; paid may be of an earlier month; months that rest on too few are left out")
    return [
        Question(
            _("What did we owe, and did we pay it?"), words, pair_chart(rows, columns=columns, width=550, height=170)
        )
    ]


def climbs_asked(found: PublicFigures) -> list[Question]:
    lines = [(say_month(month), found.line("escalations", "escalated", month, None)) for month in found.period.months]
    rows = [(month, line and line.escalated) for month, line in lines]
    high = max((count for _month, count in rows if count), default=0) or 1
    chart = line_chart(rows, columns=(_("Month"), _("Steps")), low=0, high=high, last_is_open=rows[-1][1] is not None)
    words = _("Steps up the ladder, to the team lead, the supervisor or the head of service, month by month")
    return [Question(_("How often was somebody above told that we were late?"), words, chart)]


def districts_asked(found: PublicFigures) -> list[Question]:
    lines = [(key, row.lines["per_100_000"]) for (key,), row in found.sets["districts"].items() if key]
    rated = [(key, line) for key, line in lines if line and line.accounts]
    most = max((line.per_100_000.value for _key, line in rated), default=0) or 1
    rows = [
        BarRow(
            localized(found.districts[key], "name"),
            f"{line.per_100_000.value:.1f}",
            line.per_100_000.value / most,
            say_n(line.opened),
        )
        for key, line in sorted(rated, key=lambda one: -one[1].per_100_000.value)
        if key in found.districts
    ]
    words = _("Complaints and suggestions for every 100,000 gas accounts; districts with too few are left out")
    return [Question(_("Where do most complaints come from?"), words, rows=rows)]


def notices_asked(found: PublicFigures) -> list[Question]:
    shares = Shares(found, "notices", "notices_in_time", lambda line: line.notices_in_time)
    words = _("Percent of the planned outages that were announced at least 48 hours before they began, month by month")
    return [Question(_("Do you hear of planned outages in time?"), words, shares.drawn_by_month())]


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
        {"title": _("Doors"), "rows": [(door.value, door.label) for door in Door]},
        {"title": _("Districts"), "rows": districts},
        {"title": _("Kinds"), "rows": kinds},
    ]
