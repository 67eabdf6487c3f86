"""The cases behind each figure, and those that are open now."""

from collections.abc import Collection, Mapping
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet, Sum

from gasservice.cases.models import Case
from gasservice.oversight.measures import Measure
from gasservice.oversight.models import Fact, Source
from gasservice.oversight.queries.figures import VERDICTS, Cut
from gasservice.oversight.terms import AGES, Figure
from gasservice.standards.terms import Promise

Promised = tuple[str, str, str]  # the door, the kind and the promise
# The facts that each figure counts; a case is behind it when one of them is its own.
BEHIND: Mapping[str, Q] = {
    Figure.OPENED: Q(measure=Measure.OPENED),
    Figure.RESOLVED: Q(measure=Measure.RESOLVED),
    Figure.PROMISES: Q(measure__in=VERDICTS),
    Figure.KEPT: Q(measure=Measure.KEPT),
    Figure.LATE: Q(measure=Measure.MISSED),
    Figure.MISSED: Q(measure__in=[Measure.MISSED, Measure.OPEN_LATE]),
    Figure.OPEN_LATE: Q(measure=Measure.OPEN_LATE),
    Figure.FIRST_ANSWER: Q(measure=Measure.WAIT, promise=Promise.FIRST_ANSWER),
    Figure.RESOLUTION: Q(measure=Measure.WAIT, promise=Promise.RESOLUTION),
    Figure.FIRST_CONTACT: Q(measure=Measure.RESOLVED_FIRST),
    Figure.NEXT_DAY: Q(measure=Measure.NEXT_DAY),
    Figure.REOPENED: Q(measure=Measure.REOPENED),
    Figure.HANDED_OVER: Q(measure=Measure.HANDOVERS),
    Figure.REPEATED: Q(measure=Measure.REPEATED),
    Figure.REDRESS: Q(measure=Measure.TIMES_OWED),
    Figure.REDRESS_PAID: Q(measure=Measure.TIMES_PAID),
    Figure.ESCALATED: Q(measure=Measure.ESCALATED),
}


def facts_behind(
    figure: str, cut: Cut, *, promise: str = "", promised: Collection[Promised] | None = None
) -> QuerySet[Fact]:
    """Give the facts of cases that a figure counts: perhaps of one promise, or of some promises on some kinds alone."""
    facts = Fact.objects.filter(BEHIND[figure], cut.in_period, cut.narrowed, source=Source.CASE)
    if promise:
        facts = facts.filter(promise=promise)
    if promised is None:
        return facts
    told = [Q(door=door, kind=kind, promise=promise) for door, kind, promise in promised]
    return facts.filter(reduce(or_, told)) if told else facts.none()


def cases_behind(figure: str, cut: Cut, *, at: datetime, age: str = "", **promised) -> QuerySet[Case]:
    """Give the cases that a figure counts; `age` narrows what is open now, `promised` what counts of promises."""
    if figure == Figure.BACKLOG:
        return live_cases(cut).filter(aged(age, at) if age else Q())
    facts = facts_behind(figure, cut, **promised)
    return Case.objects.filter(pk__in=facts.order_by().values("source_id"))


def times_counted(figure: str, cut: Cut, **promised) -> int:
    """Give how often a figure counts cases: one of two late promises counts twice."""
    return facts_behind(figure, cut, **promised).aggregate(n=Sum("n"))["n"] or 0


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
