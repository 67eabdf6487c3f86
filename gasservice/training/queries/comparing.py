"""What the courses that somebody attended changed: each figure in the months before and after."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from gasservice.oversight.lines import Line, summed
from gasservice.oversight.models import OF_HANDLERS
from gasservice.oversight.periods import MOST_MONTHS, Period, months_to
from gasservice.oversight.queries.figures import Cut, lines_told_apart
from gasservice.oversight.queries.handlers import figures_of_handlers
from gasservice.registry.access import midnight
from gasservice.standards.clock import months_after
from gasservice.training.models import Course, Enrolment
from gasservice.training.queries.courses import enrolments_of, topics_of
from gasservice.training.queries.people import months_of_rule
from gasservice.training.queries.scores import ScoredOn, scores_since, tally_between
from gasservice.training.rules import BeforeAfter, kinds_among, months_around
from gasservice.training.terms import Figure
from gasservice.users.models import User

COURSES_COMPARED = 5


@dataclass(frozen=True)
class Changed:
    """A course that somebody attended, and each figure in the months before and after it.

    Where the course is about kinds of case, promises and satisfaction are those of these kinds.
    """

    enrolment: Enrolment
    before: Period
    after: Period
    figures: dict[Figure, BeforeAfter]
    is_by_kind: bool


@dataclass(frozen=True)
class Known:
    """What is known of somebody month by month: scores, figures over all work, and figures by kind of case."""

    scores: list[ScoredOn]
    months: Mapping[date, Line]
    kinds: Mapping[tuple, Line]

    def line_of(self, course: Course, span: Period) -> Line:
        """Give what a course is held against in a span: the kinds that it is about, else all work."""
        if kinds := kinds_among(topics_of(course)):
            return summed(line for (_who, kind, month), line in self.kinds.items() if kind in kinds and span.has(month))
        return summed(line for month, line in self.months.items() if span.has(month))


def courses_compared(person: User, at: datetime) -> list[Changed]:
    """Give the last courses that somebody attended with what was before and after, the latest first."""
    today = timezone.localdate(at)
    months = months_of_rule(today)
    # Of an older course the months before are not kept whole.
    oldest = months_after(today.replace(day=1), months + 1 - MOST_MONTHS)
    attended = enrolments_of(person).filter(attended=True, session__starts_at__gte=midnight(oldest))
    enrolments = list(attended[:COURSES_COMPARED])
    if not enrolments:
        return []
    spans = [months_around(timezone.localdate(one.session.starts_at), months) for one in enrolments]
    known = known_of_person(person, [one.session.course for one in enrolments], spans, today)
    return [compared(one, *both, known) for one, both in zip(enrolments, spans, strict=True)]


def known_of_person(person: User, courses: list[Course], spans: list[tuple[Period, Period]], today: date) -> Known:
    """Read somebody's scores and figures of the last two years, those by kind only where a course is about one."""
    cut = Cut(months_to(today, MOST_MONTHS), teams=frozenset({person.team_id}))
    lines = lines_told_apart(cut, ("month", "handler"), OF_HANDLERS)
    kinds = kinds_among(topic for course in courses for topic in topics_of(course))
    return Known(
        scores_since(person, min(before.since for before, _after in spans)),
        {month: line for (month, handler), line in lines.items() if handler == person.pk},
        figures_of_handlers(cut, [person.pk], kinds, by_month=True) if kinds else {},
    )


def compared(enrolment: Enrolment, before: Period, after: Period, known: Known) -> Changed:
    course = enrolment.session.course
    topics = topics_of(course)
    norms = [tally_between(known.scores, span.since, span.until).share_on(topics) for span in (before, after)]
    then, now = (known.line_of(course, span) for span in (before, after))
    figures = {
        Figure.NORMS: BeforeAfter(*norms),
        Figure.SATISFACTION: BeforeAfter(then.satisfaction, now.satisfaction),
        Figure.PROMISES: BeforeAfter(then.promises, now.promises),
    }
    return Changed(enrolment, before, after, figures, is_by_kind=bool(kinds_among(topics)))
