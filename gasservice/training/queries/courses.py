"""Courses, their sessions, and who is enrolled."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet

from gasservice.registry.access import midnight
from gasservice.standards.models import CaseKind
from gasservice.standards.queries import norms_on
from gasservice.training.models import Course, Enrolment, Session
from gasservice.training.rules import Topic, kind_topic, norm_topic
from gasservice.users.models import User
from gasservice.web.languages import localized


def topics_of(course: Course) -> list[Topic]:
    """Give what a course is about: norms, and kinds of case."""
    return [*map(norm_topic, course.norm_codes), *map(kind_topic, course.kind_codes)]


def sessions_listed() -> QuerySet[Session]:
    return Session.objects.select_related("course")


def courses_ahead_of(people: Iterable[User], since: date, at: datetime) -> set[tuple[int, int]]:
    """Give (person, course) of courses that somebody has a place in, or attended since a day: they need no other.

    What was scored before they went does not send them there again.
    """
    lately = Q(session__starts_at__gt=at, session__called_off_at__isnull=True) | Q(
        session__starts_at__gte=midnight(since), attended=True
    )
    rows = Enrolment.objects.filter(lately, person__in=people)
    return set(rows.values_list("person", "session__course"))


def enrolments_of(person: User) -> QuerySet[Enrolment]:
    rows = Enrolment.objects.filter(person=person).select_related("session__course")
    return rows.order_by("-session__starts_at", "-pk")


def names_of_topics(day: date) -> dict[Topic, str]:
    """Give the norms and the kinds of case that hold on a day as people read them, the norms in their order."""
    norms = {norm_topic(norm.code): localized(norm, "words") for norm in norms_on(day)}
    kinds = {kind_topic(f"{kind.door}/{kind.code}"): localized(kind, "name") for kind in CaseKind.objects.valid_on(day)}
    return norms | kinds
