"""What everybody may know of how we are doing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import product

from django.core.cache import cache
from django.utils import timezone

from gasservice.oversight.datasets import DATASETS, Dataset, Dimension
from gasservice.oversight.lines import Line
from gasservice.oversight.measures import Measure
from gasservice.oversight.periods import Period, period_named, year_to
from gasservice.oversight.publishing import Published, Row, published
from gasservice.oversight.queries.figures import (
    SHOWN,
    VERDICTS,
    Cut,
    accounts_by_district,
    counted_until,
    figures_by,
    lines_told_apart,
)
from gasservice.oversight.rules import Share
from gasservice.oversight.suppression import Place
from gasservice.oversight.terms import PeriodName
from gasservice.registry.models import District
from gasservice.standards.models import CaseKind
from gasservice.standards.terms import Door

FRESH = 300  # seconds that public figures are kept
BY_KIND = (*VERDICTS, Measure.SCORE)
BY_DOOR = (
    Measure.WAIT, Measure.EASE, Measure.RECOMMEND, Measure.ESCALATED, Measure.TIMES_OWED, Measure.TIMES_PAID,
    Measure.REDRESS_OWED, Measure.REDRESS_PAID, Measure.PLANNED, Measure.IN_TIME,
)  # fmt: skip


@dataclass(frozen=True)
class PublicFigures:
    """What everybody may know of the last twelve months: the rows of each set of figures, and what their codes mean."""

    period: Period
    counted_at: datetime
    sets: Mapping[str, Mapping[Place, Row]]
    kinds: Mapping[tuple[str, str], CaseKind]
    districts: Mapping[int, District]

    def line(self, dataset: str, figure: str, *place: object) -> Line | None:
        """Give the line that a figure is read of, or nothing where it is hidden."""
        return self.sets[dataset][place].lines[figure]

    @property
    def redress(self) -> Decimal | None:
        owed = self.line("redress", "redress_owed", None, None)
        return owed and owed.redress_owed

    @property
    def whole(self) -> Published:
        return self.at("all", None, None)

    @property
    def months(self) -> list[Published]:
        return [self.at(month, month, None) for month in self.period.months]

    @property
    def doors(self) -> list[Published]:
        return [self.at(door, None, door) for door in Door.values]

    def at(self, key: object, month: date | None, door: str | None) -> Published:
        promises = self.line("promises", "promises", month, door, None)
        answers = self.line("satisfaction", "satisfaction", month, door, None)
        first, full = (self.line("waits", figure, month, door) for figure in ("first_answer", "resolution"))
        return Published(
            key,
            promises and promises.promises,
            answers and answers.satisfaction,
            first and first.first_answer.median,
            full and full.resolution.median,
        )


def public_figures(at: datetime) -> PublicFigures:
    """Give the twelve months up to today for everybody."""
    cut = Cut(year_to(timezone.localdate(at)))
    counted_at = counted_until(at)
    lines = {
        Dimension.KIND: lines_told_apart(cut, ("month", "door", "kind"), BY_KIND),
        Dimension.DOOR: lines_told_apart(cut, ("month", "door"), BY_DOOR),
        Dimension.DISTRICT: complaints_by_district(cut),
    }
    districts = District.objects.in_bulk()
    return PublicFigures(
        cut.period,
        counted_at,
        {of.code: published(of, lines[of.dimensions[-1]], always_shown(of, cut.period, districts)) for of in DATASETS},
        {(kind.door, kind.code): kind for kind in CaseKind.objects.order_by("valid_from")},
        districts,
    )


def complaints_by_district(cut: Cut) -> dict[Place, Line]:
    """Give the complaints of each district with its gas accounts; district 0 is none."""
    accounts = accounts_by_district(cut)
    of_door = replace(cut, door=Door.COMPLAINTS.value)
    found = {line.key: line for line in figures_by(of_door, "district", only=(Measure.OPENED,))}
    return {
        (key,): Line("", found.get(key, Line()).scales, accounts.get(key)) for key in accounts.keys() | found.keys()
    }


def always_shown(dataset: Dataset, period: Period, districts: Collection[int]) -> list[Place]:
    """Name the rows that stand there also when nothing happened: of every month, door and district, not every kind."""
    values = {Dimension.MONTH: period.months, Dimension.DOOR: Door.values, Dimension.DISTRICT: districts}
    places = []
    for shape in dataset.shapes:
        told = zip(dataset.dimensions, shape, strict=True)
        places += product(*(values.get(of, []) if is_told else [None] for of, is_told in told))
    return places


def lines_of_doors(cut: Cut) -> list[Line]:
    """Give a line for each door, also for one that counts nothing."""
    found = {line.key: line for line in figures_by(cut, "door", only=SHOWN)}
    return [found.get(door, Line(door)) for door in ([cut.door] if cut.door else Door.values)]


def public_figures_kept(at: datetime) -> PublicFigures:
    """Read them for everybody at most once in a few minutes."""
    return cache.get_or_set(f"public-figures-{timezone.localdate(at)}", lambda: public_figures(at), FRESH)


def kept_last_month(at: datetime) -> Share | None:
    """Give the promises that were decided last month, and those of them that were kept, if everybody may know."""
    (month,) = period_named(PeriodName.LAST_MONTH, timezone.localdate(at)).months
    decided = public_figures_kept(at).line("promises", "promises", month, None, None)
    return decided and decided.promises
