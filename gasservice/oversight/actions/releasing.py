"""Publishing what everybody may know: each month and quarter once, after it is over and counted."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from gasservice.oversight.actions.sums import hold_figures
from gasservice.oversight.datasets import DATASETS, Dataset, Dimension
from gasservice.oversight.lines import Line
from gasservice.oversight.measures import Measure
from gasservice.oversight.models import Release
from gasservice.oversight.periods import Period
from gasservice.oversight.publishing import published, written
from gasservice.oversight.queries.figures import Cut, accounts_by_district, counted_until, figures_by, lines_told_apart
from gasservice.oversight.suppression import Place
from gasservice.registry.models import District
from gasservice.standards.terms import Door


@transaction.atomic
def publish_figures(*, at: datetime) -> int:
    """Publish the sets of each month and quarter of the last year that are not out yet; give how many.

    A day is left for what comes in late, and nothing is published of which a change still waits to be counted. What
    is out stays as it is: somebody who held two versions of one month against each other would find single cases.
    """
    hold_figures()
    today, counted = timezone.localdate(at), timezone.localdate(counted_until(at))
    out = set(Release.objects.values_list("dataset", "since"))
    due = [
        (dataset, period)
        for dataset in DATASETS
        for period in dataset.span.over(today)
        if period.until < counted and (dataset.code, period.since) not in out
    ]
    for dataset, period in due:
        Release.objects.create(
            dataset=dataset.code,
            since=period.since,
            until=period.until,
            published_at=at,
            rows=[written(row) for row in rows_of(dataset, period)],
        )
    return len(due)


def rows_of(dataset: Dataset, period: Period) -> list:
    lines = lines_of(dataset, Cut(period))
    return published(dataset, lines, always_shown(dataset), withheld_of(dataset, period))


def lines_of(dataset: Dataset, cut: Cut) -> Mapping[Place, Line]:
    if Dimension.DISTRICT in dataset.dimensions:
        return complaints_by_district(cut)
    columns = [dimension.value for dimension in dataset.dimensions]
    return lines_told_apart(cut, ("month", *columns) if dataset.within else tuple(columns), dataset.measures)


def complaints_by_district(cut: Cut) -> dict[Place, Line]:
    """Give the complaints of each district with its gas accounts; district 0 is none."""
    accounts = accounts_by_district(cut)
    of_door = replace(cut, door=Door.COMPLAINTS.value)
    found = {line.key: line for line in figures_by(of_door, "district", only=(Measure.OPENED,))}
    return {
        (key,): Line("", found.get(key, Line()).scales, accounts.get(key)) for key in accounts.keys() | found.keys()
    }


def always_shown(dataset: Dataset) -> list[Place]:
    """Name the rows that stand there also when nothing happened: of every door and district, not of every kind."""
    if dataset.within:
        return []
    values = {Dimension.DOOR: Door.values, Dimension.DISTRICT: District.objects.values_list("pk", flat=True)}
    parts = [(value,) for dimension in dataset.dimensions for value in values[dimension]]
    return [*parts, tuple(None for _dimension in dataset.dimensions)]


def withheld_of(dataset: Dataset, period: Period) -> Collection[Place]:
    """Name what was not published of the same counts, each place with its month."""
    if not dataset.within:
        return ()
    out = Release.objects.filter(dataset=dataset.within, since__gte=period.since, until__lte=period.until)
    return {(release.since, *row["place"]) for release in out for row in release.rows if None in row["lines"].values()}
