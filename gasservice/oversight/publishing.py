"""What everybody may read of what is counted: what rests on too few stays out, and whatever would betray it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import product

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


def published(
    dataset: Dataset, lines: Mapping[Place, Line], always: Collection[Place] = (), withheld: Collection[Place] = ()
) -> list[Row]:
    """Give the rows of a set, of lines that are told apart by all its dimensions; those of `always` may be 0.

    Lines of a set within another are told apart by month as well; `withheld` are the places of that other set, each
    with its month, that were not published.
    """
    sums = defaultdict(list)
    for place, line in lines.items():
        for one in sums_of(place[1:] if dataset.within else place, dataset.shapes):
            sums[one].append(line)
    hidden = {series.figure: hidden_of(series, dataset, lines, withheld) for series in dataset.series}
    rows = []
    for one in sorted({*sums, *always}, key=in_order):
        whole = added(sums[one])
        if one in always or any(counts_of(series, whole) for series in dataset.series):
            parts = {series.figure: series.part_of(whole) for series in dataset.series}
            rows.append(Row(one, {code: None if one in hidden[code] else part for code, part in parts.items()}))
    return rows


def hidden_of(series: Series, dataset: Dataset, lines: Mapping[Place, Line], withheld: Collection[Place]) -> set[Place]:
    if series.rests_on is None:
        return set()
    counts = {place: series.rests_on(line) for place, line in lines.items()}
    if not dataset.within:
        return hidden_sums(Counts(counts, dataset.shapes))
    before = [(is_month, is_door, False) for is_month, is_door in product((True, False), repeat=2)]
    later = [(False, *shape) for shape in dataset.shapes]
    hidden = hidden_sums(Counts(counts, [*before, *later], before, unknown_of(withheld)))
    return {place[1:] for place in hidden if place[0] is None}


def unknown_of(withheld: Collection[Place]) -> set[Place]:
    """Name the sums that nobody can add up, since a month is missing in them; each place has a month and a door."""
    found = {(*place, None) for place in withheld}
    return found | {(None, *place[1:]) for place in found}


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


def written(row: Row) -> dict[str, object]:
    """Write a row for the books."""
    return {"place": row.place, "lines": {figure: line and written_line(line) for figure, line in row.lines.items()}}


def written_line(line: Line) -> dict[str, object]:
    scales = [[*of, list(bins), list(bins.values())] for of, bins in line.scales.items()]
    return {"accounts": line.accounts, "scales": scales}


def read_row(written: dict) -> Row:
    lines = {figure: line and read_line(line) for figure, line in written["lines"].items()}
    return Row(tuple(written["place"]), lines)


def read_line(written: dict) -> Line:
    scales = {
        (measure, promise): dict(zip(bins, counts, strict=True)) for measure, promise, bins, counts in written["scales"]
    }
    return Line("", scales, written["accounts"])
