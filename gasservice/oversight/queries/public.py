"""What everybody may know of how we are doing: what was published of the last year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.cache import cache
from django.utils import timezone

from gasservice.oversight.datasets import DATASETS, Span
from gasservice.oversight.lines import Line
from gasservice.oversight.models import Release
from gasservice.oversight.periods import Period, year_to
from gasservice.oversight.publishing import Published, Row, added, read_row
from gasservice.oversight.rules import Share
from gasservice.oversight.suppression import Place
from gasservice.registry.models import District
from gasservice.standards.clock import months_after
from gasservice.standards.models import CaseKind
from gasservice.standards.terms import Door

FRESH = 300  # seconds that public figures are kept


@dataclass(frozen=True)
class PublicFigures:
    """The rows of each set of figures, each with the first day of its month or quarter, and what their codes mean.

    `period` are the last twelve months that were published; a sum over them is the sum of what may be read of each.
    """

    period: Period
    published_at: datetime | None
    sets: Mapping[str, Mapping[date, Mapping[Place, Row]]]
    kinds: Mapping[tuple[str, str], CaseKind]
    districts: Mapping[int, District]

    @property
    def quarters(self) -> list[date]:
        return [quarter.since for quarter in quarters_in(self.period)]

    def line(self, dataset: str, figure: str, since: date, *place: object) -> Line | None:
        """Give the line that a figure is read of, or nothing where it is hidden."""
        row = self.sets[dataset].get(since, {}).get(place)
        return row and row.lines[figure]

    def whole_line(self, dataset: str, figure: str, *place: object) -> Line | None:
        """Add what may be read of all months or quarters; nothing where all that counts is hidden."""
        lines = [self.line(dataset, figure, since, *place) for since in self.sets[dataset]]
        shown = [line for line in lines if line]
        counts = any(line.scales for line in shown)
        if not shown or (len(shown) < len(lines) and not counts):
            return None
        return Line("", added(shown).scales, shown[-1].accounts)

    @property
    def redress(self) -> Decimal | None:
        owed = self.whole_line("redress", "redress_owed", None)
        return owed and owed.redress_owed

    @property
    def whole(self) -> Published:
        return self.published("all", None)

    @property
    def months(self) -> list[Published]:
        return [self.published(month, None, month) for month in self.period.months]

    @property
    def doors(self) -> list[Published]:
        return [self.published(door, door) for door in Door.values]

    def published(self, key: object, door: str | None, month: date | None = None) -> Published:
        def line(dataset: str, figure: str) -> Line | None:
            if month:
                return self.line(dataset, figure, month, door)
            return self.whole_line(dataset, figure, door)

        promises, answers = line("promises", "promises"), line("satisfaction", "satisfaction")
        first, full = line("waits", "first_answer"), line("waits", "resolution")
        return Published(
            key,
            promises and promises.promises,
            answers and answers.satisfaction,
            first and first.first_answer.median,
            full and full.resolution.median,
        )


def public_figures(at: datetime) -> PublicFigures:
    """Give what is published of the last twelve months of which anything is."""
    period = year_published(at)
    first = {Span.MONTH: period.since, Span.QUARTER: quarters_in(period)[0].since}
    sets: dict[str, dict[date, dict[Place, Row]]] = {dataset.code: {} for dataset in DATASETS}
    spans = {dataset.code: dataset.span for dataset in DATASETS}
    out = Release.objects.filter(since__gte=min(first.values()), until__lte=period.until, dataset__in=spans)
    times = []
    for release in out.order_by("since"):
        if release.since >= first[spans[release.dataset]]:
            rows = map(read_row, release.rows)
            sets[release.dataset][release.since] = {row.place: row for row in rows}
            times.append(release.published_at)
    return PublicFigures(
        period,
        max(times, default=None),
        sets,
        {(kind.door, kind.code): kind for kind in CaseKind.objects.order_by("valid_from")},
        District.objects.in_bulk(),
    )


def year_published(at: datetime) -> Period:
    """Give the twelve months up to the last one that is published, or that is over where none is."""
    this_month = timezone.localdate(at).replace(day=1)
    out = Release.objects.filter(dataset=DATASETS[0].code, until__lte=this_month).order_by("-since")
    return year_to(out.values_list("since", flat=True).first() or months_after(this_month, -1))


def quarters_in(period: Period) -> list[Period]:
    """Give the last four quarters that are over when a period ends."""
    return Span.QUARTER.over(period.until)


def public_figures_kept(at: datetime) -> PublicFigures:
    """Read them for everybody at most once in a few minutes."""
    return cache.get_or_set(f"public-figures-{timezone.localdate(at)}", lambda: public_figures(at), FRESH)


def kept_last_month(at: datetime) -> Share | None:
    """Give the promises that were decided last month, and those of them that were kept, if everybody may know."""
    last_month = months_after(timezone.localdate(at).replace(day=1), -1)
    decided = public_figures_kept(at).line("promises", "promises", last_month, None)
    return decided and decided.promises
