"""What everybody may know of how we are doing."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core.cache import cache
from django.utils import timezone

from gasservice.oversight.lines import Line
from gasservice.oversight.periods import Period, period_named, year_to
from gasservice.oversight.publishing import Published, published
from gasservice.oversight.queries.figures import (
    ELAPSED,
    SHOWN,
    VERDICTS,
    Cut,
    counted_until,
    figures_by,
    figures_by_month,
    figures_of,
)
from gasservice.oversight.rules import Share
from gasservice.oversight.terms import PeriodName
from gasservice.standards.terms import Door

FRESH = 300  # seconds that public figures are kept


@dataclass(frozen=True)
class PublicFigures:
    """What everybody may know: the last twelve months, as a whole, by month and by door."""

    period: Period
    counted_at: datetime
    whole: Published
    months: list[Published]
    doors: list[Published]
    redress: Decimal


def public_figures(at: datetime) -> PublicFigures:
    """Give the twelve months up to today for everybody."""
    cut = Cut(year_to(timezone.localdate(at)))
    whole = figures_of(cut, only=ELAPSED)
    return PublicFigures(
        cut.period,
        counted_until(at),
        published([whole])[0],
        published(figures_by_month(cut, only=ELAPSED)),
        published(lines_of_doors(cut)),
        whole.redress_owed,
    )


def lines_of_doors(cut: Cut) -> list[Line]:
    """Give a line for each door, also for one that counts nothing."""
    found = {line.key: line for line in figures_by(cut, "door", only=SHOWN)}
    return [found.get(door, Line(door)) for door in ([cut.door] if cut.door else Door.values)]


def public_figures_kept(at: datetime) -> PublicFigures:
    """Read them for everybody at most once in a few minutes."""
    return cache.get_or_set(f"public-figures-{timezone.localdate(at)}", lambda: public_figures(at), FRESH)


def kept_last_month(at: datetime) -> Share:
    """Give the promises that were decided last month, and those of them that were kept."""
    cut = Cut(period_named(PeriodName.LAST_MONTH, timezone.localdate(at)))
    return figures_of(cut, only=VERDICTS).promises
