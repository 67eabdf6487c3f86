"""What everybody wants to know of how we are doing: one question a chart, and the table behind it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from gasservice.oversight.drawing import BarRow, bar_columns, door_name
from gasservice.oversight.drawing_months import months_chart
from gasservice.oversight.lines import Line
from gasservice.oversight.queries.public import PublicFigures
from gasservice.oversight.rules import Share
from gasservice.oversight.suppression import Place
from gasservice.oversight.words import (
    say_cases,
    say_of,
    say_quarter,
    say_share,
    say_wait,
)
from gasservice.standards.terms import Door
from gasservice.web.charts import Chart, line_chart, pair_chart
from gasservice.web.languages import localized

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

    def share_of(self, line: Line | None) -> Share | None:
        """Give the share of a line, and nothing where it is hidden or nothing counts."""
        share = line and self.read(line)
        return share if share and share.of else None

    def by_month(self, *place: object) -> Chart:
        lines = [
            (month, self.found.line(self.dataset, self.figure, month, *place)) for month in self.found.period.months
        ]
        return months_chart([(month, self.share_of(line)) for month, line in lines])

    def by_door(self) -> list[tuple[str, Share]]:
        return self.known(self.dataset, ((door_name(door), (door,)) for door in Door.values))

    def by_kind(self) -> list[tuple[str, Share]]:
        """Give the kinds with the lowest share."""
        within = f"{self.dataset}-by-kind"
        kinds = dict.fromkeys(place for rows in self.found.sets[within].values() for place in rows)
        named = self.known(within, ((kind_name(self.found, *place), place) for place in kinds))
        return sorted(named, key=lambda one: one[1].value)[:MOST_KINDS]

    def known(self, dataset: str, places: Iterable[tuple[str, Place]]) -> list[tuple[str, Share]]:
        lines = [(name, self.found.whole_line(dataset, self.figure, *place)) for name, place in places]
        return [(name, share) for name, line in lines if (share := self.share_of(line))]


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
            _("Percent of the promises that were decided, month by month"),
            shares.by_month(None),
        ),
        Question(
            _("Behind which door do we keep them?"),
            _("Percent kept of what was decided"),
            rows=share_bars(shares.by_door()),
        ),
        Question(
            _("For which matters do we keep them least?"),
            _("Percent kept of what was decided, the worst first; quarters that rest on too few are left out"),
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
            shares.by_month(None),
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
    lines = [(door_name(door), found.whole_line("waits", figure, door)) for door in Door.values]
    waits = [(name, getattr(line, figure)) for name, line in lines if line]
    longest = max((wait.median for _name, wait in waits if wait.n), default=None)
    return [
        BarRow(name, say_wait(wait.median), wait.median / longest, say_of(wait.n)) for name, wait in waits if wait.n
    ]


def share_bars(shares: Iterable[tuple[str, Share]], *, is_sure: bool = False) -> list[BarRow]:
    """Draw shares, and how sure they are where people said what they felt."""
    return [
        BarRow(name, say_share(share), share.value, say_of(share.of), "", "", *(share.interval if is_sure else ()))
        for name, share in shares
    ]


def kind_name(found: PublicFigures, door: str, code: str) -> str:
    kind = found.kinds.get((door, code))
    return localized(kind, "name") if kind else code or door_name(door)


def redress_asked(found: PublicFigures) -> list[Question]:
    rows = []
    for quarter in found.quarters:
        owed, paid = (found.line("redress", figure, quarter, None) for figure in ("redress_owed", "redress_paid"))
        rows.append((say_quarter(quarter), owed and owed.redress_owed, paid and paid.redress_paid))
    columns = (_("Quarter"), pgettext("redress", "Owed"), pgettext("redress", "Paid"))
    words = _("Yuan by quarter; paid may be of an earlier quarter; quarters that rest on too few are left out")
    return [
        Question(
            _("What did we owe, and did we pay it?"), words, pair_chart(rows, columns=columns, width=550, height=170)
        )
    ]


def climbs_asked(found: PublicFigures) -> list[Question]:
    lines = [
        (say_quarter(quarter), found.line("escalations", "escalated", quarter, None)) for quarter in found.quarters
    ]
    rows = [(quarter, line and line.escalated) for quarter, line in lines]
    high = max((count for _quarter, count in rows if count), default=0) or 1
    chart = line_chart(rows, columns=(_("Quarter"), _("Steps")), low=0, high=high)
    words = _("Steps up the ladder, to the team lead, the supervisor or the head of service, quarter by quarter")
    return [Question(_("How often was somebody above told that we were late?"), words, chart)]


def districts_asked(found: PublicFigures) -> list[Question]:
    """Draw the year of each district of which every quarter may be read."""
    lines = [
        (key, found.whole_line("districts", "per_100_000", key)) for key in found.districts if is_whole(found, key)
    ]
    rated = [(key, line) for key, line in lines if line and line.accounts]
    most = max((line.per_100_000.value for _key, line in rated), default=0) or 1
    rows = [
        BarRow(
            localized(found.districts[key], "name"),
            f"{line.per_100_000.value:.1f}",
            line.per_100_000.value / most,
            say_cases(line.opened),
        )
        for key, line in sorted(rated, key=lambda one: -one[1].per_100_000.value)
    ]
    words = _("Complaints and suggestions of a year for every 100,000 gas accounts; too few in a quarter are left out")
    return [Question(_("Where do most complaints come from?"), words, rows=rows)]


def is_whole(found: PublicFigures, district: int) -> bool:
    return all(found.line("districts", "per_100_000", quarter, district) for quarter in found.quarters)


def notices_asked(found: PublicFigures) -> list[Question]:
    shares = Shares(found, "notices", "notices_in_time", lambda line: line.notices_in_time)
    words = _("Percent of the planned outages that were announced at least 48 hours before they began, month by month")
    return [Question(_("Do you hear of planned outages in time?"), words, shares.by_month())]
