"""What we publish: each set of figures, how often it comes out, how it is told apart, and its columns.

A column names the figure of `measures` that it is of; what a figure means and how it is counted stands there. The
data dictionary is made of both.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from operator import attrgetter

from django.db import models
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from gasservice.oversight.lines import Line
from gasservice.oversight.measures import DEFINITIONS, Definition, Measure
from gasservice.oversight.periods import Period, months_over, quarters_over
from gasservice.oversight.rules import Share, Waits
from gasservice.oversight.suppression import Shape
from gasservice.standards.terms import Promise

FEN = Decimal("0.01")
DEFINED = {definition.code: definition for definition in DEFINITIONS}
Sorts = Mapping[str, int]


class Span(models.TextChoices):
    """What a set of figures comes out for, once, after it is over: no two releases count the same."""

    MONTH = "month", _("The month, as 2026-11")
    QUARTER = "quarter", _("The quarter of the year, as 2026-Q3")

    def over(self, today: date) -> list[Period]:
        """Give the last twelve months or four quarters that are over, the oldest first."""
        return months_over(today, 12) if self == Span.MONTH else quarters_over(today, 4)


class Dimension(models.TextChoices):
    """What a set of figures is told apart by; `all` stands for the sum."""

    DOOR = "door", _("What people came for")
    KIND = "kind", _("The kind of case; a kind belongs to its door")
    DISTRICT = "district", _("The district; none where a case has no place of our books")


class Part(models.TextChoices):
    """What a column gives of its figure."""

    NUMBER = "integer", _("number")
    SHARE = "share", _("share of 0 to 1")
    LOW = "low", _("lower end of the 95 percent interval")
    HIGH = "high", _("upper end of the 95 percent interval")
    MEDIAN = "median", _("half within so many hours")
    P90 = "p90", _("nine in ten within so many hours")
    YUAN = "yuan", _("yuan")
    MEAN = "mean", _("mean")
    POINTS = "points", _("points of -100 to 100")
    ERROR = "error", _("standard error in points")
    RATE = "rate", _("for every 100,000 gas accounts")


@dataclass(frozen=True)
class Column:
    """A column of a set: what it is called, what it counts in plain words, and how it is read of a line."""

    name: str
    words: Lazy
    part: Part
    read: Callable[[Line], object]


@dataclass(frozen=True)
class Series:
    """Columns that are shown or hidden together: what they rest on, by sort; without it nobody can be picked out.

    What is counted of several promises may be of one `promise` alone.
    """

    figure: str
    columns: tuple[Column, ...]
    rests_on: Callable[[Line], Sorts] | None = None
    promise: str = ""

    def part_of(self, line: Line) -> Line:
        """Give what a line says of this series, and nothing else."""
        scales = {
            (measure, promise): bins
            for (measure, promise), bins in line.scales.items()
            if measure in self.definition.measures and self.promise in ("", promise)
        }
        return Line("", scales, line.accounts)

    @property
    def definition(self) -> Definition:
        return DEFINED[self.figure]


@dataclass(frozen=True)
class Dataset:
    """A set of figures; `shapes` say which sums of its dimensions are published.

    One `within` another tells the same counts further apart than it did.
    """

    code: str
    name: Lazy
    span: Span
    dimensions: tuple[Dimension, ...]
    shapes: tuple[Shape, ...]
    series: tuple[Series, ...]
    within: str = ""

    @property
    def places(self) -> list[Span | Dimension]:
        return [self.span, *self.dimensions]

    @property
    def measures(self) -> set[Measure]:
        return {measure for series in self.series for measure in series.definition.measures}

    @property
    def columns(self) -> list[Column]:
        return [column for series in self.series for column in series.columns]

    @property
    def header(self) -> list[str]:
        return [*(place.value for place in self.places), *(column.name for column in self.columns), "hidden"]


def share_columns(figure: str, name: str, of: str, words: tuple[Lazy, Lazy]) -> tuple[Column, ...]:
    """Give the columns of a share: of how many, how many of them, and the share by its name with its interval."""
    share, called = attrgetter(figure), DEFINED[figure].name
    return (
        Column(of, words[0], Part.NUMBER, lambda line: share(line).of),
        Column(name, words[1], Part.NUMBER, lambda line: share(line).part),
        Column(f"{name}_share", called, Part.SHARE, lambda line: rounded(share(line).value)),
        Column(f"{name}_low", called, Part.LOW, lambda line: rounded((share(line).interval or ENDS)[0])),
        Column(f"{name}_high", called, Part.HIGH, lambda line: rounded((share(line).interval or ENDS)[1])),
    )


def wait_columns(name: str, read: Callable[[Line], Waits]) -> tuple[Column, ...]:
    words = DEFINED[name].name
    return (
        Column(f"{name}_n", _("Waits that ended"), Part.NUMBER, lambda line: read(line).n),
        Column(f"{name}_median_hours", words, Part.MEDIAN, lambda line: hours(read(line).median)),
        Column(f"{name}_p90_hours", words, Part.P90, lambda line: hours(read(line).p90)),
    )


def money_columns(name: str, times: str, words: Lazy, of: Measure) -> tuple[Column, ...]:
    return (
        Column(times, words, Part.NUMBER, lambda line: line.sums[of]),
        Column(f"{name}_yuan", DEFINED[name].name, Part.YUAN, lambda line: getattr(line, name).quantize(FEN)),
    )


def rounded(value: float | None, digits: int = 4) -> float | None:
    return None if value is None else round(value, digits)


def hours(wait: timedelta | None) -> float | None:
    return None if wait is None else round(wait.total_seconds() / 3600, 1)


def sorts_of(share: Share) -> Sorts:
    return {"part": share.part, "rest": share.of - share.part}


def answers_by_bin(measure: Measure) -> Callable[[Line], Sorts]:
    return lambda line: {str(bin): n for bin, n in line.scale(measure).items()}


def number_of(measure: Measure) -> Callable[[Line], Sorts]:
    return lambda line: {"": line.sums[measure]}


ENDS = (None, None)
BY_DOOR = ((Dimension.DOOR,), ((True,), (False,)))
BY_KIND = ((Dimension.DOOR, Dimension.KIND), ((True, True),))
PROMISES = share_columns(
    "promises", "promises_kept", "promises_decided", (_("Promises decided"), _("Promises kept in time"))
)
SATISFIED = share_columns("satisfaction", "satisfied", "answers", (_("Answers"), _("Satisfied customers")))
NOTICES = share_columns(
    "notices_in_time", "in_time", "planned_outages", (_("Planned outages"), _("Announced at least 48 hours before"))
)
EASE = (
    Column("ease_answers", _("Answers"), Part.NUMBER, lambda line: line.ease.of),
    Column("ease_mean", DEFINED["ease"].name, Part.MEAN, lambda line: rounded(line.ease.value, 2)),
)
NPS = (
    Column("nps_answers", _("Answers"), Part.NUMBER, lambda line: line.nps.of),
    Column("nps", DEFINED["nps"].name, Part.POINTS, lambda line: rounded(line.nps.value, 1)),
    Column("nps_error", DEFINED["nps"].name, Part.ERROR, lambda line: rounded(line.nps.error, 1)),
)
CLIMBED = (Column("escalations", DEFINED["escalated"].name, Part.NUMBER, lambda line: line.escalated),)
COMPLAINTS = (
    Column("complaints", _("Complaints and suggestions opened"), Part.NUMBER, lambda line: line.opened),
    Column("accounts", _("Gas accounts served"), Part.NUMBER, lambda line: line.accounts),
    Column(
        "per_100_000", _("Complaints and suggestions"), Part.RATE,
        lambda line: rounded(line.per_100_000.value, 1) if line.accounts else None,
    ),
)  # fmt: skip
KEPT = Series("promises", PROMISES, lambda line: sorts_of(line.promises))
RATED = Series("satisfaction", SATISFIED, lambda line: sorts_of(line.satisfaction))
OWED = money_columns("redress_owed", "times_owed", _("How often redress came to be owed"), Measure.TIMES_OWED)
PAID = money_columns("redress_paid", "times_paid", _("How often redress was paid"), Measure.TIMES_PAID)
DATASETS = (
    Dataset("promises", _("Promises kept, by month and door"), Span.MONTH, *BY_DOOR, (KEPT,)),
    Dataset(
        "promises-by-kind", _("Promises kept, by quarter and kind"), Span.QUARTER, *BY_KIND, (KEPT,), within="promises"
    ),
    Dataset("satisfaction", _("Satisfied customers, by month and door"), Span.MONTH, *BY_DOOR, (RATED,)),
    Dataset(
        "satisfaction-by-kind", _("Satisfied customers, by quarter and kind"), Span.QUARTER, *BY_KIND, (RATED,),
        within="satisfaction",
    ),
    Dataset(
        "opinions", _("How easy it was, and who would recommend us, by quarter and door"), Span.QUARTER, *BY_DOOR,
        (
            Series("ease", EASE, answers_by_bin(Measure.EASE)),
            Series("nps", NPS, answers_by_bin(Measure.RECOMMEND)),
        ),
    ),
    Dataset(
        "waits", _("Waiting times, by month and door"), Span.MONTH, *BY_DOOR,
        (
            Series("first_answer", wait_columns("first_answer", lambda line: line.first_answer),
                   lambda line: {"": line.first_answer.n}, Promise.FIRST_ANSWER),
            Series("resolution", wait_columns("resolution", lambda line: line.resolution),
                   lambda line: {"": line.resolution.n}, Promise.RESOLUTION),
        ),
    ),
    Dataset(
        "redress", _("Redress owed and paid, by quarter and door"), Span.QUARTER, *BY_DOOR,
        (
            Series("redress_owed", OWED, number_of(Measure.TIMES_OWED)),
            Series("redress_paid", PAID, number_of(Measure.TIMES_PAID)),
        ),
    ),
    Dataset(
        "escalations", _("Late promises that climbed to somebody above, by quarter and door"), Span.QUARTER, *BY_DOOR,
        (Series("escalated", CLIMBED, number_of(Measure.ESCALATED)),),
    ),
    Dataset(
        "notices", _("Planned outages announced in time, by month"), Span.MONTH, (), ((),),
        (Series("notices_in_time", NOTICES),),
    ),
    Dataset(
        "districts", _("Complaints per 100,000 gas accounts, by quarter and district"), Span.QUARTER,
        (Dimension.DISTRICT,), ((True,), (False,)),
        (Series("per_100_000", COMPLAINTS, number_of(Measure.OPENED)),),
    ),
)  # fmt: skip
NAMED = {dataset.code: dataset for dataset in DATASETS}
