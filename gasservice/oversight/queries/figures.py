"""Reading how we are doing from the sums that are kept: as many rows whether there are ten cases or ten million.

Everything starts from a `Cut`, the part of the work that is looked at; `figures_of`, `figures_by` and
`figures_by_month` give lines, and `replace(cut, period=cut.period.before)` is what a period is held against.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter

import numpy as np
from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Func, Q, QuerySet, TextField, Value

from gasservice.cases.models import ChangedCase
from gasservice.oversight.levels import empty_at, level_of
from gasservice.oversight.lines import Line
from gasservice.oversight.measures import Measure
from gasservice.oversight.models import AccountsServed, Total
from gasservice.oversight.periods import Period
from gasservice.registry.models import ChangedOutage

# All but working time, which has as many bins as elapsed time and is shown on few pages.
ELAPSED = tuple(measure for measure in Measure if measure != Measure.WORKING_WAIT)
# What the dashboard shows.
SHOWN = (
    Measure.OPENED,
    Measure.KEPT,
    Measure.MISSED,
    Measure.OPEN_LATE,
    Measure.WAIT,
    Measure.RESOLVED,
    Measure.ASKED,
    Measure.REPLIED,
    Measure.SCORE,
)
VERDICTS = (Measure.KEPT, Measure.MISSED, Measure.OPEN_LATE)
DIMENSIONS = ("door", "kind", "team", "district", "channel", "handler", "promise")


@dataclass(frozen=True)
class Cut:
    """The part of the work that is looked at.

    An empty door, kind or channel and district 0 mean all of them; `teams` are primary keys, and None is every team.
    A kind is named by its code together with its door.
    """

    period: Period
    door: str = ""
    kind: str = ""
    teams: frozenset[int] | None = None
    district: int = 0
    channel: str = ""

    @property
    def told_apart(self) -> set[str]:
        """The columns that this cut narrows."""
        narrowed = {"door": self.door, "kind": self.kind, "district": self.district, "channel": self.channel}
        return {name for name, value in narrowed.items() if value} | ({"team"} if self.teams is not None else set())

    @property
    def in_period(self) -> Q:
        return Q(month__gte=self.period.since, month__lt=self.period.until)

    @property
    def narrowed(self) -> Q:
        """What rows of facts or sums belong to it, whatever their month."""
        asked = {"door": self.door, "kind": self.kind, "district": self.district, "channel": self.channel}
        whose = Q(**{name: value for name, value in asked.items() if value})
        return whose if self.teams is None else whose & Q(team__in=self.teams)


def figures_of(cut: Cut, *, only: Collection[Measure] = ()) -> Line:
    """Give everything that is known of a cut as one line; `only` some measures is quicker."""
    line = lines_told_apart(cut, (), only).get((), Line())
    return Line("", line.scales, accounts_of(cut))


def figures_by(cut: Cut, dimension: str, *, only: Collection[Measure] = ()) -> list[Line]:
    """Give a line for each door, kind, team, district, channel, handler or promise of a cut that counts anything.

    `key` is a door, a (door, code) of a kind, a primary key (0: none) of a team, district or handler, a channel, or a
    promise. Handlers are counted over all doors, kinds, districts and channels: only `teams` narrows them.
    """
    columns = ("door", "kind") if dimension == "kind" else (dimension,)
    lines = lines_told_apart(cut, columns, only or (VERDICTS if dimension == "promise" else ()))
    accounts = accounts_by_district(cut) if dimension == "district" and not cut.told_apart - {"district"} else {}
    found = [(key if len(key) > 1 else key[0], line) for key, line in sorted(lines.items())]
    return [Line(key, line.scales, accounts.get(key)) for key, line in found]


def figures_by_month(cut: Cut, *, only: Collection[Measure] = ()) -> list[Line]:
    """Give a line for each month of a cut, also for those in which nothing happened; `key` is its first day."""
    lines = lines_told_apart(cut, ("month",), only)
    return [Line(month, lines[month,].scales if (month,) in lines else {}) for month in cut.period.months]


def causes_of(cut: Cut) -> list[Line]:
    """Give the kinds of cases of a cut, the most frequent first: what a Pareto chart is drawn of."""
    kinds = figures_by(cut, "kind", only=(Measure.OPENED, Measure.REPEATED, Measure.REOPENED, Measure.RESOLVED))
    return sorted((line for line in kinds if line.opened), key=lambda line: (-line.opened, line.key))


def heat_of(cut: Cut) -> dict[tuple[tuple[str, str], int], Line]:
    """Give the promises of each kind (door and code) and team of a cut: where kept ones are few, it is hot."""
    found = lines_told_apart(cut, ("door", "kind", "team"), VERDICTS)
    return {((door, kind), team): line for (door, kind, team), line in found.items()}


def lines_told_apart(cut: Cut, columns: tuple[str, ...], only: Collection[Measure]) -> dict[tuple, Line]:
    """Sum what is kept at the level of a cut and of the columns that lines are told apart by."""
    told = cut.told_apart.union(columns) - {"month", "promise"}
    rows = Total.objects.filter(cut.in_period, cut.narrowed, level=level_of(told), **empty_at(told)).order_by()
    rows = rows.filter(measure__in=only) if only else rows
    scales: dict[tuple, dict] = defaultdict(dict)
    for facts, scale in scales_read(rows, columns):
        scales[facts[:-2]][facts[-2:]] = scale
    return {key: Line(key, found) for key, found in scales.items()}


def scales_read(rows: QuerySet, columns: tuple[str, ...]) -> Iterator[tuple[tuple, dict[int, int]]]:
    """Read each scale with its columns, its measure and its promise; those of several rows are added up.

    All bins of a scale come as one text, which is read many times faster than so many arrays.
    """
    wanted = (*columns, "measure", "promise")
    read = tuple(dict.fromkeys(wanted))
    facts_of = itemgetter(*map(read.index, wanted))
    together = {f"all_{name}": StringAgg(written(name), ",") for name in ("bins", "counts")}
    for *facts, bins, counts in rows.values(*read).annotate(**together).values_list(*read, *together):
        yield facts_of(facts), scale_added(bins, counts)


def written(array: str) -> Func:
    return Func(array, Value(","), function="array_to_string", output_field=TextField())


def scale_added(bins: str, counts: str) -> dict[int, int]:
    """Add up how many fell in each bin: the bins of all rows, and how many fell in each."""
    added = np.bincount(*(np.fromstring(numbers, dtype=np.int64, sep=",") for numbers in (bins, counts)))
    found = np.flatnonzero(added)
    return dict(zip(found.tolist(), added[found].astype(np.int64).tolist(), strict=True))


def accounts_by_district(cut: Cut) -> dict[int, int]:
    """Give the gas accounts of each district as they were last counted in the period, or before it."""
    rows = AccountsServed.objects.filter(month__lt=cut.period.until).order_by("district", "-month")
    rows = rows.filter(district=cut.district) if cut.district else rows
    return dict(rows.distinct("district").values_list("district", "n"))


def accounts_of(cut: Cut) -> int | None:
    """Give the gas accounts of a cut; only the city and its districts have any."""
    return sum(accounts_by_district(cut).values()) if not cut.told_apart - {"district"} else None


def counted_until(at: datetime) -> datetime:
    """Say up to when everything is counted: until the oldest change that waits for it, else until now."""
    queues = (queue.objects.order_by("pk").values_list("at", flat=True) for queue in (ChangedCase, ChangedOutage))
    return min([at, *(moment for queue in queues if (moment := queue.first()))])
