"""Counting how we are doing: set-based, over a period of at most thirteen months of local days."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.core.cache import cache
from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, Model, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from gasservice.cases.models import Case, Commitment, Redress, SurveyInvitation, SurveyResponse
from gasservice.oversight.rules import Line, Period, Published, Share, Waits, published, year_to
from gasservice.oversight.terms import AGES, Figure
from gasservice.standards.clock import months_after
from gasservice.standards.terms import Door, Promise

# A promise that was due: met in time; met late, or ended unmet and late; or late and still open, whose clock may stand
# only if it was late before.
KEPT = Q(met_at__lte=F("due_at"))
MISSED = Q(met_at__gt=F("due_at")) | Q(met_at__isnull=True, ended_at__isnull=False, missed_at__isnull=False)
OPEN_LATE = Q(met_at__isnull=True, ended_at__isnull=True) & (Q(paused_at__isnull=True) | Q(missed_at__isnull=False))
SATISFIED = Q(score__gte=4)
WAITED_FOR = (Promise.FIRST_ANSWER, Promise.RESOLUTION)
FRESH = 300  # seconds that public figures are kept
TOOK = ExpressionWrapper(F("met_at") - F("started_at"), output_field=DurationField())


@dataclass(frozen=True)
class Cut:
    """The part of the work that is looked at; no door is every door, and no teams at all is every team."""

    period: Period
    at: datetime
    door: str = ""
    teams: frozenset[int] | None = None

    def moments(self, column: str) -> Q:
        since, until = midnight(self.period.since), midnight(self.period.until)
        return Q(**{f"{column}__gte": since, f"{column}__lt": until})

    def whose(self, door: str, team: str) -> Q:
        of_door = Q(**{door: self.door}) if self.door else Q()
        return of_door if self.teams is None else of_door & Q(**{f"{team}__in": self.teams})


@dataclass(frozen=True)
class Source:
    """Rows that are counted: by which moment, and whose they are."""

    model: type[Model]
    moment: str
    door: str
    team: str

    def rows(self, cut: Cut) -> QuerySet:
        return self.model.objects.filter(cut.moments(self.moment), cut.whose(self.door, self.team)).order_by()

    def grouped(self, rows: QuerySet, by: Iterable[str], *columns: str) -> QuerySet:
        """Group rows by "month", "door" or "team", and by columns of their own."""
        month = TruncMonth(self.moment, tzinfo=timezone.get_default_timezone())
        keys = {"month": month, "door": F(self.door), "team": F(self.team)}
        return rows.values(*columns, **{f"by_{name}": keys[name] for name in by})


PROMISES = Source(Commitment, "due_at", "case__door", "case__team")
MET = Source(Commitment, "met_at", "case__door", "case__team")
ANSWERS = Source(SurveyResponse, "answered_at", "invitation__case__door", "invitation__team")
ASKED = Source(SurveyInvitation, "sent_at", "case__door", "team")
OPENED = Source(Case, "opened_at", "door", "team")


class Quantile(Aggregate):
    """The value below which a share of the rows lies, between two rows where need be."""

    function = "percentile_cont"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True)
class Figures:
    """How we did in a period, as a whole and by door and team, and what is open now, by age."""

    whole: Line
    doors: list[Line]
    teams: list[Line]
    backlog: dict[str, int]


@dataclass(frozen=True)
class PublicFigures:
    """What everybody may know: the last twelve months, as a whole, by month and by door."""

    period: Period
    counted_at: datetime
    whole: Published
    months: list[Published]
    doors: list[Published]
    redress: Decimal


def figures(*, since: date, until: date, door: str = "", teams: frozenset[int] | None = None, at: datetime) -> Figures:
    """Count a period up to the day before `until`; `teams` are primary keys, and none at all means every team."""
    cut = Cut(Period(since, until), at, door, teams)
    counts = counts_of(cut, "door", "team")
    return Figures(
        lines(cut, counts, "", [""])[0],
        lines(cut, counts, "door", [door] if door else Door.values),
        lines(cut, counts, "team", sorted({row["by_team"] for row in counts} | (teams or set()))),
        backlog(cut),
    )


def whole_of(*, since: date, until: date, door: str = "", teams: frozenset[int] | None = None, at: datetime) -> Line:
    """Count a period as a whole only, to compare another with it."""
    cut = Cut(Period(since, until), at, door, teams)
    return lines(cut, counts_of(cut, "door"), "", [""])[0]


def months_to(*, last: date, door: str = "", teams: frozenset[int] | None = None, at: datetime) -> list[Line]:
    """Count each of the twelve months that end on the day `last`."""
    cut = Cut(year_to(last), at, door, teams)
    return lines(cut, counts_of(cut, "month"), "month", cut.period.months)


def public_figures(at: datetime) -> PublicFigures:
    """Count the twelve months up to today for everybody."""
    cut = Cut(year_to(timezone.localdate(at)), at)
    counts = counts_of(cut, "month", "door")
    owed = Redress.objects.filter(cut.moments("owed_at")).aggregate(sum=Sum("amount"))["sum"]
    return PublicFigures(
        cut.period,
        at,
        published(lines(cut, counts, "", [""]))[0],
        published(lines(cut, counts, "month", cut.period.months)),
        published(lines(cut, counts, "door", Door.values)),
        owed or Decimal(0),
    )


def public_figures_kept(at: datetime) -> PublicFigures:
    """Count for everybody at most once in a few minutes."""
    return cache.get_or_set(f"public-figures-{timezone.localdate(at)}", lambda: public_figures(at), FRESH)


def kept_last_month(at: datetime) -> Share:
    """Count the promises that were due last month, and those of them that were kept."""
    first = timezone.localdate(at).replace(day=1)
    cut = Cut(Period(months_after(first, -1), first), at)
    return Line(**due_rows(cut).aggregate(**PROMISE_COUNTS)).promises


def due_rows(cut: Cut) -> QuerySet:
    """Give the promises due in a period and before now: what is not due yet is neither kept nor missed."""
    return PROMISES.rows(cut).filter(KEPT | MISSED | OPEN_LATE, due_at__lt=cut.at)


PROMISE_COUNTS = {
    "kept": Count("pk", filter=KEPT),
    "missed": Count("pk", filter=MISSED),
    "open_late": Count("pk", filter=OPEN_LATE),
}


def counts_of(cut: Cut, *by: str) -> list[dict]:
    """Count promises, answers, questions and openings, each in one query grouped `by`."""
    return [
        *PROMISES.grouped(due_rows(cut), by).annotate(**PROMISE_COUNTS),
        *ANSWERS.grouped(ANSWERS.rows(cut), by).annotate(answers=Count("pk"), satisfied=Count("pk", filter=SATISFIED)),
        *ASKED.grouped(ASKED.rows(cut), by).annotate(asked=Count("pk"), replied=Count("response")),
        *OPENED.grouped(OPENED.rows(cut), by).annotate(opened=Count("pk")),
    ]


def lines(cut: Cut, counts: list[dict], by: str, keys: Iterable[object]) -> list[Line]:
    """Sum counted rows to a line for each of `keys`, and add how long people waited; no `by` sums all of them."""
    sums: dict[object, Counter] = defaultdict(Counter)
    for row in counts:
        sums[key_of(row, by)].update({name: n for name, n in row.items() if not name.startswith("by_")})
    waits = waits_of(cut, by)
    return [Line(key, **sums[key], **waits[key]) for key in keys]


def waits_of(cut: Cut, by: str) -> dict[object, dict[str, Waits]]:
    rows = MET.grouped(MET.rows(cut).filter(promise__in=WAITED_FOR), [by] if by else [], "promise")
    waits: dict[object, dict[str, Waits]] = defaultdict(dict)
    for row in rows.annotate(n=Count("pk"), median=Quantile(TOOK, share=0.5), p90=Quantile(TOOK, share=0.9)):
        waits[key_of(row, by)][row["promise"]] = Waits(row["n"], row["median"], row["p90"])
    return waits


def key_of(row: dict, by: str) -> object:
    key = row[f"by_{by}"] if by else ""
    return key.date() if by == "month" else key


def backlog(cut: Cut) -> dict[str, int]:
    """Count what is open now by age, whatever the period."""
    live = Case.objects.live().filter(cut.whose("door", "team"))
    return live.aggregate(**{age: Count("pk", filter=aged(age, cut.at)) for age in AGES})


def aged(age: str, at: datetime) -> Q:
    youngest, oldest = AGES[age]
    return Q(opened_at__lte=at - youngest) & (Q(opened_at__gt=at - oldest) if oldest else Q())


def cases_behind(figure: str, cut: Cut, age: str = "") -> QuerySet[Case]:
    """Give the cases that a figure counts; `age` narrows the backlog."""
    if figure == Figure.OPENED:
        return OPENED.rows(cut)
    if figure == Figure.BACKLOG:
        live = Case.objects.live().filter(cut.whose("door", "team"))
        return live.filter(aged(age, cut.at)) if age else live
    return Case.objects.filter(pk__in=BEHIND[figure](cut))


BEHIND: dict[str, Callable[[Cut], QuerySet]] = {
    Figure.PROMISES: lambda cut: due_rows(cut).values("case"),
    Figure.MISSED: lambda cut: due_rows(cut).filter(MISSED | OPEN_LATE).values("case"),
    Figure.OPEN_LATE: lambda cut: due_rows(cut).filter(OPEN_LATE).values("case"),
    Figure.ANSWERS: lambda cut: ANSWERS.rows(cut).values("invitation__case"),
    Figure.SATISFIED: lambda cut: ANSWERS.rows(cut).filter(SATISFIED).values("invitation__case"),
    Figure.UNHAPPY: lambda cut: ANSWERS.rows(cut).exclude(SATISFIED).values("invitation__case"),
    Figure.FIRST_ANSWER: lambda cut: MET.rows(cut).filter(promise=Promise.FIRST_ANSWER).values("case"),
    Figure.RESOLUTION: lambda cut: MET.rows(cut).filter(promise=Promise.RESOLUTION).values("case"),
}


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())
