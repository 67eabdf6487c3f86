"""The cases behind each figure, and those that are open now."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from gasservice.cases.models import Case
from gasservice.oversight.lines import SATISFIED
from gasservice.oversight.measures import Measure
from gasservice.oversight.models import Fact, Source
from gasservice.oversight.queries.figures import VERDICTS, Cut
from gasservice.oversight.terms import AGES, Figure
from gasservice.standards.terms import Promise

# The facts that each figure counts; a case is behind it when one of them is its own.
BEHIND: Mapping[str, Q] = {
    Figure.OPENED: Q(measure=Measure.OPENED),
    Figure.PROMISES: Q(measure__in=VERDICTS),
    Figure.MISSED: Q(measure__in=[Measure.MISSED, Measure.OPEN_LATE]),
    Figure.OPEN_LATE: Q(measure=Measure.OPEN_LATE),
    Figure.ANSWERS: Q(measure=Measure.SCORE),
    Figure.SATISFIED: Q(measure=Measure.SCORE, bin__in=SATISFIED),
    Figure.UNHAPPY: Q(measure=Measure.SCORE) & ~Q(bin__in=SATISFIED),
    Figure.FIRST_ANSWER: Q(measure=Measure.WAIT, promise=Promise.FIRST_ANSWER),
    Figure.RESOLUTION: Q(measure=Measure.WAIT, promise=Promise.RESOLUTION),
    Figure.REOPENED: Q(measure=Measure.REOPENED),
    Figure.REPEATED: Q(measure=Measure.REPEATED),
    Figure.REDRESS: Q(measure=Measure.REDRESS_OWED),
}


def cases_behind(figure: str, cut: Cut, *, at: datetime, age: str = "", promise: str = "") -> QuerySet[Case]:
    """Give the cases that a figure counts; `age` narrows what is open now, `promise` to what counts for it."""
    if figure == Figure.BACKLOG:
        return live_cases(cut).filter(aged(age, at) if age else Q())
    facts = Fact.objects.filter(BEHIND[figure], cut.in_period, cut.narrowed, source=Source.CASE)
    if promise:
        facts = facts.filter(promise=promise)
    return Case.objects.filter(pk__in=facts.order_by().values("source_id"))


def backlog_by_age(cut: Cut, at: datetime) -> dict[str, int]:
    """Count what is open now by age, whatever the period."""
    return live_cases(cut).aggregate(**{age: Count("pk", filter=aged(age, at)) for age in AGES})


def live_cases(cut: Cut) -> QuerySet[Case]:
    asked = {"door": cut.door, "kind__code": cut.kind, "community__district": cut.district, "channel": cut.channel}
    narrowed = {name: value for name, value in asked.items() if value}
    if cut.teams is not None:
        narrowed["team__in"] = cut.teams
    return Case.objects.live().filter(**narrowed)


def aged(age: str, at: datetime) -> Q:
    youngest, oldest = AGES[age]
    return Q(opened_at__lte=at - youngest) & (Q(opened_at__gt=at - oldest) if oldest else Q())
