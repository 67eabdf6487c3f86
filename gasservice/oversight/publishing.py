"""What everybody may read of what is counted: what rests on too few stays out, and whatever would betray it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

from gasservice.oversight.datasets import Dataset, Series
from gasservice.oversight.lines import Line, summed
from gasservice.oversight.rules import Share
from gasservice.oversight.suppression import Counts, Place, hidden_sums, sums_of


@dataclass(frozen=True)
class Row:
    """A row of a set of figures: a line for each of its series that may be read, and none for what is hidden."""

    place: Place
    lines: Mapping[str, Line | None]


@dataclass(frozen=True)
class Published:
    """A line as everybody may read it: what rests on too few stays out."""

    key: object
    promises: Share | None
    satisfaction: Share | None
    first_answer: timedelta | None
    resolution: timedelta | None


def published(dataset: Dataset, lines: Mapping[Place, Line], always: Collection[Place] = ()) -> dict[Place, Row]:
    """Give the rows of a set, of lines that are told apart by all its dimensions; those of `always` may be 0."""
    sums = defaultdict(list)
    for place, line in lines.items():
        for one in sums_of(place, dataset.shapes):
            sums[one].append(line)
    hidden = {series.figure: hidden_of(series, dataset, lines) for series in dataset.series}
    rows = {}
    for one in sorted({*sums, *always}, key=in_order):
        whole = added(sums[one])
        if one in always or any(counts_of(series, whole) for series in dataset.series):
            rows[one] = Row(one, {code: None if one in few else whole for code, few in hidden.items()})
    return rows


def hidden_of(series: Series, dataset: Dataset, lines: Mapping[Place, Line]) -> set[Place]:
    if series.rests_on is None:
        return set()
    return hidden_sums(Counts({place: series.rests_on(line) for place, line in lines.items()}, dataset.shapes))


def counts_of(series: Series, line: Line) -> int:
    """Give how much a series counts of a line."""
    return sum(series.rests_on(line).values()) if series.rests_on else series.columns[0].read(line)


def added(lines: Collection[Line]) -> Line:
    """Add lines, and the gas accounts of those that have any."""
    accounts = [line.accounts for line in lines if line.accounts is not None]
    return Line("", summed(lines).scales, sum(accounts) if accounts else None)


def in_order(place: Place) -> tuple:
    """The sum comes before its parts."""
    return tuple((value is not None, str(value)) for value in place)
