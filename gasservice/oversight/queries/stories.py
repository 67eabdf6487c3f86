"""Reading all of many cases that counts, in a few queries however many they are."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from gasservice.cases.models import (
    Assignment,
    Case,
    CaseEvent,
    Commitment,
    Escalation,
    Hold,
    Message,
    Redress,
    Resolution,
    SurveyInvitation,
)
from gasservice.cases.models.changed import NEAR_DAYS
from gasservice.cases.terms import PAUSING, EventKind
from gasservice.oversight.counting import Asked, Calendars, Ended, Given, Owed, Promised, Story
from gasservice.oversight.measures import Measure
from gasservice.standards.models import WorkingCalendar
from gasservice.standards.queries import read_calendars
from gasservice.standards.terms import Rung

# The scales of a survey, each with the column of its answer.
SCALES = {
    "score": Measure.SCORE,
    "is_solved": Measure.SOLVED,
    "ease": Measure.EASE,
    "recommend": Measure.RECOMMEND,
}
NEAR = timedelta(days=NEAR_DAYS)


def calendars_known() -> Calendars:
    return read_calendars(WorkingCalendar.objects.all())


def stories_counted(cases: Collection[int]) -> dict[int, Story]:
    """Read what counts of cases, by their keys; one that is gone is left out."""
    before = Case.objects.filter(premise=OuterRef("premise"), opened_at__lt=OuterRef("opened_at"))
    before = before.filter(opened_at__gte=OuterRef("opened_at") - NEAR)
    rows = Case.objects.filter(pk__in=cases).annotate(
        is_repeated=Exists(before), district=Coalesce("community__district", "premise__community__district", 0)
    )
    of = ("door", "kind__code", "district", "channel", "team", "opened_at", "is_repeated")
    parts = [part(cases) for part in PARTS]
    return {
        pk: story_of(facts, resolved_at, *(part.get(pk, []) for part in parts))
        for pk, resolved_at, *facts in rows.values_list("pk", "resolved_at", *of)
    }


def story_of(facts: list, resolved_at: datetime | None, opened_by: list[int], given: list, *parts: list) -> Story:
    story = Story(*facts, given, *parts)
    if given and opened_by:
        story = replace(story, team=opened_by[0])
    if resolved_at and not story.ended:  # it came resolved from another system
        story = replace(story, ended=[Ended(resolved_at, False)])
    return story


def by_case(rows: QuerySet, *columns: str, case: str = "case") -> dict[int, list[tuple]]:
    """Group rows, ordered as they must be within a case, by their case."""
    found = rows.order_by(case, *rows.query.order_by).values_list(case, *columns)
    return {pk: [row[1:] for row in group] for pk, group in groupby(found.iterator(), key=itemgetter(0))}


def given_of(cases: Collection[int]) -> dict[int, list[Given]]:
    rows = Assignment.objects.filter(case__in=cases).order_by("at", "pk")
    found = by_case(rows, "at", "team", Coalesce("owner", 0), "is_handover")
    return {pk: [Given(*row) for row in group] for pk, group in found.items()}


def promised_of(cases: Collection[int]) -> dict[int, list[Promised]]:
    rows = Commitment.objects.filter(case__in=cases).order_by("started_at", "pk")
    moments = ("started_at", "due_at", "met_at", "missed_at", "ended_at")
    found = by_case(rows, "promise", *moments, "policy__calendar")
    return {pk: [Promised(*row) for row in group] for pk, group in found.items()}


def pauses_of(cases: Collection[int]) -> dict[int, list[tuple]]:
    rows = Hold.objects.filter(case__in=cases, waiting_for__in=PAUSING)
    return by_case(rows.order_by("held_at"), "held_at", "resumed_at")


def replies_of(cases: Collection[int]) -> dict[int, list]:
    rows = Message.objects.filter(case__in=cases, is_from_customer=False).order_by("at")
    return {pk: [at for (at,) in group] for pk, group in by_case(rows, "at").items()}


def endings_of(cases: Collection[int]) -> dict[int, list[Ended]]:
    rows = Resolution.objects.filter(case__in=cases).order_by("resolved_at", "pk")
    found = by_case(rows, "resolved_at", "reopened_at")
    return {pk: [Ended(at, reopened_at is not None) for at, reopened_at in group] for pk, group in found.items()}


def owed_to(cases: Collection[int]) -> dict[int, list[Owed]]:
    rows = Redress.objects.filter(case__in=cases, interruption=None).order_by("pk")
    found = by_case(rows, "amount", "owed_at", "credited_at")
    return {pk: [Owed(int(amount * 100), *when) for amount, *when in group] for pk, group in found.items()}


def climbs_of(cases: Collection[int]) -> dict[int, list[datetime]]:
    """Give when a late promise climbed to somebody above its owner."""
    rows = Escalation.objects.filter(case__in=cases).exclude(rung=Rung.OWNER).order_by("at", "pk")
    return {pk: [at for (at,) in group] for pk, group in by_case(rows, "at").items()}


def surveys_of(cases: Collection[int]) -> dict[int, list[Asked]]:
    rows = SurveyInvitation.objects.filter(case__in=cases).order_by("pk")
    answers = [F(f"response__{column}") for column in SCALES]
    found = by_case(rows, "team", Coalesce("handler", 0), "sent_at", "response__answered_at", *answers)
    return {pk: [asked_of(*row) for row in group] for pk, group in found.items()}


def asked_of(team: int, handler: int, sent_at, answered_at, *answers) -> Asked:
    given = zip(SCALES.values(), answers, strict=True)
    return Asked((team, handler), sent_at, answered_at, {scale: int(a) for scale, a in given if a is not None})


def openings_of(cases: Collection[int]) -> dict[int, list[int]]:
    """Give the team that each case was opened with, as its story tells."""
    rows = CaseEvent.objects.filter(case__in=cases, kind=EventKind.OPENED, team__isnull=False).order_by("at", "pk")
    return {pk: [team for (team,) in group] for pk, group in by_case(rows, "team").items()}


PARTS = (openings_of, given_of, promised_of, pauses_of, replies_of, endings_of, owed_to, climbs_of, surveys_of)
