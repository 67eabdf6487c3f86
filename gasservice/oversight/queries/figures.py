"""Reading how we are doing from the sums that are kept: as many rows whether there are ten cases or ten million.

Everything starts from a `Cut`, the part of the work that is looked at; `figures_of`, `figures_by` and
`figures_by_month` give lines, and `replace(cut, period=cut.period.before)` is what a period is held against.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.db import connection
from django.db.models import Q

from gasservice.cases.models import ChangedCase
from gasservice.oversight.levels import empty_at, level_of
from gasservice.oversight.lines import Line
from gasservice.oversight.measures import Measure
from gasservice.oversight.models import AccountsServed
from gasservice.oversight.periods import Period
from gasservice.registry.models import ChangedOutage
from gasservice.standards.terms import Door

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
READ = """
SELECT {columns}, string_agg(bins, ','), string_agg(counts, ',')
FROM oversight_total WHERE month >= %s AND month < %s AND {which} GROUP BY {columns}
"""
SHORT = 100  # letters of a scale that is added quicker by hand than by numpy
VERDICTS = (Measure.KEPT, Measure.MISSED, Measure.OPEN_LATE)
# What may be narrowed or told apart where cases are held against the gas accounts of the city or a district.
OF_ALL_ACCOUNTS = frozenset({"district", "door", "kind"})


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
        return self.asked.keys() | ({"team"} if self.teams is not None else set())

    @property
    def asked(self) -> dict[str, object]:
        """What stands in the columns of which one value is asked for."""
        asked = {"door": self.door, "kind": self.kind, "district": self.district, "channel": self.channel}
        return {name: value for name, value in asked.items() if value}

    @property
    def in_period(self) -> Q:
        return Q(month__gte=self.period.since, month__lt=self.period.until)

    @property
    def narrowed(self) -> Q:
        """What facts belong to it, whatever their month."""
        whose = Q(**self.asked)
        return whose if self.teams is None else whose & Q(team__in=self.teams)


def figures_of(cut: Cut, *, only: Collection[Measure] = ()) -> Line:
    """Give everything that is known of a cut as one line; `only` some measures is quicker."""
    return Line("", line_of(cut, only).scales, accounts_of(cut))


def line_of(cut: Cut, only: Collection[Measure]) -> Line:
    """Give some measures of a cut as one line, without its gas accounts."""
    return lines_told_apart(cut, (), only).get((), Line())


def figures_by(cut: Cut, dimension: str, *, only: Collection[Measure] = (), with_accounts: bool = False) -> list[Line]:
    """Give a line for each door, kind, team, district, channel, handler or promise of a cut that counts anything.

    `key` is a door, a (door, code) of a kind, a primary key (0: none) of a team, district or handler, a channel, or a
    promise. Handlers are counted over all doors, kinds, districts and channels: only `teams` narrows them.
    """
    columns = ("door", "kind") if dimension == "kind" else (dimension,)
    lines = lines_told_apart(cut, columns, only or (VERDICTS if dimension == "promise" else ()))
    found = {key if len(key) > 1 else key[0]: line for key, line in sorted(lines.items())}
    accounts = accounts_told_apart(cut, dimension, found) if with_accounts else {}
    return [Line(key, line.scales, accounts.get(key)) for key, line in found.items()]


def lines_of_doors(cut: Cut) -> list[Line]:
    """Give a line for each door, also for one that counts nothing."""
    found = {line.key: line for line in figures_by(cut, "door", only=SHOWN)}
    return [found.get(door, Line(door)) for door in ([cut.door] if cut.door else Door.values)]


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
    scales: dict[tuple, dict] = defaultdict(dict)
    for *key, measure, promise, bins, counts in scales_read(cut, columns, only):
        scales[tuple(key)][measure, promise] = scale_added(bins, counts)
    return {key: Line(key, found) for key, found in scales.items()}


def scales_read(cut: Cut, columns: tuple[str, ...], only: Collection[Measure]) -> list[tuple]:
    """Read each scale with its columns, its measure and its promise; those of several rows follow each other.

    All bins of a scale come as one text, which is read many times faster than so many arrays. A dashboard reads four
    times: written out here, that takes half of what it takes to have it written each time.
    """
    told = cut.told_apart.union(columns) - {"month", "promise"}
    same = {"level": level_of(told), **empty_at(told), **cut.asked}
    some = {"team": cut.teams, "measure": only or None}
    given = {column: list(values) for column, values in some.items() if values is not None}
    which = [*(f"{column} = %s" for column in same), *(f"{column} = ANY(%s)" for column in given)]
    statement = READ.format(columns=", ".join((*columns, "measure", "promise")), which=" AND ".join(which))
    with connection.cursor() as cursor:
        cursor.execute(statement, [cut.period.since, cut.period.until, *same.values(), *given.values()])
        return cursor.fetchall()


def scale_added(bins: str, counts: str) -> dict[int, int]:
    """Add up how many fell in each bin: the bins of all rows, and how many fell in each."""
    if len(counts) < SHORT:
        found: dict[int, int] = {}
        for number, n in zip(bins.split(","), counts.split(","), strict=True):
            found[int(number)] = found.get(int(number), 0) + int(n)
        return found
    added = np.bincount(*(np.fromstring(numbers, dtype=np.int64, sep=",") for numbers in (bins, counts)))
    found = np.flatnonzero(added)
    return dict(zip(found.tolist(), added[found].astype(np.int64).tolist(), strict=True))


def accounts_by_district(cut: Cut) -> dict[int, int]:
    """Give the gas accounts of each district as they were last counted in the period, or before it."""
    rows = AccountsServed.objects.filter(month__lt=cut.period.until).order_by("district", "-month")
    rows = rows.filter(district=cut.district) if cut.district else rows
    return dict(rows.distinct("district").values_list("district", "n"))


def accounts_told_apart(cut: Cut, dimension: str, keys: Iterable) -> Mapping:
    """Give the gas accounts that each line of a cut is held against: those of its district, else all of the cut."""
    if dimension == "district" and not cut.told_apart - OF_ALL_ACCOUNTS:
        return accounts_by_district(cut)
    return dict.fromkeys(keys, accounts_of(cut) if dimension in OF_ALL_ACCOUNTS else None)


def accounts_of(cut: Cut) -> int | None:
    """Give the gas accounts of a cut; teams and channels have none."""
    return None if cut.told_apart - OF_ALL_ACCOUNTS else sum(accounts_by_district(cut).values())


def counted_until(at: datetime) -> datetime:
    """Say up to when everything is counted: until the oldest change that waits for it, else until now."""
    cases, outages = (queue.objects.order_by("pk").values_list("at")[:1] for queue in (ChangedCase, ChangedOutage))
    return min([at, *(moment for (moment,) in cases.union(outages, all=True))])
