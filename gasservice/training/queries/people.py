"""How each person of some teams is doing, which course the evidence asks for, and what courses changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from gasservice.oversight.lines import Line, summed
from gasservice.oversight.measures import Measure
from gasservice.oversight.periods import MOST_MONTHS, Period, months_to
from gasservice.oversight.queries.figures import VERDICTS, Cut, figures_by, lines_told_apart
from gasservice.oversight.rules import Share
from gasservice.registry.access import midnight
from gasservice.standards.clock import months_after
from gasservice.standards.queries import scoring_rule_on
from gasservice.standards.terms import Promise
from gasservice.training.models import Course, Enrolment
from gasservice.training.queries.courses import courses_ahead_of, enrolments_of, topics_of
from gasservice.training.queries.scores import (
    ScoredOn,
    Tally,
    evidence_of,
    scores_since,
    tallies_of,
    tally_between,
)
from gasservice.training.rules import BeforeAfter, Evidence, months_around, suggestions
from gasservice.users.models import User

MONTHS_WITHOUT_RULE = 6
SHOWN_MEASURES = (*VERDICTS, Measure.SCORE)
COURSES_COMPARED = 5


@dataclass(frozen=True)
class PersonLine:
    """What is known of somebody in the months that count."""

    person: User
    norms: Share
    team_norms: Share
    line: Line
    evidence: list[Evidence]
    suggested: dict[Course, Evidence]

    @property
    def promises(self) -> list[tuple[str, Share]]:
        """The promises kept, by what was promised."""
        return [(str(promise.label), share) for promise in Promise if (share := kept_of(self.line, promise)).of]


def kept_of(line: Line, promise: Promise) -> Share:
    kept, missed, late = (sum(line.scale(measure, promise).values()) for measure in VERDICTS)
    return Share(kept, kept + missed + late)


def months_counted(today: date) -> Period:
    """Give the months that a share is counted over, this one included."""
    return months_to(today, months_of_rule(today))


def months_of_rule(today: date) -> int:
    rule = scoring_rule_on(today)
    return rule.months if rule else MONTHS_WITHOUT_RULE


def people_lines(people: Iterable[User], period: Period, at: datetime) -> list[PersonLine]:
    """Give a line for each person, in the order in which they come: nobody is ranked."""
    people = list(people)
    teams = frozenset(person.team_id for person in people)
    own, whole = tallies_of(teams, period.since, period.until)
    cut = Cut(period, teams=teams)
    figures = {line.key: line for line in figures_by(cut, "handler", only=SHOWN_MEASURES)}
    topics = {course: topics_of(course) for course in Course.objects.filter(is_offered=True)}
    ahead = courses_ahead_of(people, period.since, at)
    found = []
    for person in people:
        tally, team = own.get(person.pk, Tally()), whole.get(person.team_id, Tally())
        offered = {course: of for course, of in topics.items() if (person.pk, course.pk) not in ahead}
        evidence = evidence_of(tally, team)
        line = figures.get(person.pk, Line())
        suggested = suggestions(evidence, offered)
        found.append(PersonLine(person, tally.share, team.share, line, evidence, suggested))
    return found


@dataclass(frozen=True)
class Changed:
    """A course that somebody attended, and each figure in the months before and after it."""

    enrolment: Enrolment
    before: Period
    after: Period
    norms: BeforeAfter
    satisfaction: BeforeAfter
    promises: BeforeAfter

    @property
    def figures(self) -> dict[str, BeforeAfter]:
        return {"norms": self.norms, "satisfaction": self.satisfaction, "promises": self.promises}


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
    scores = scores_since(person, min(before.since for before, _after in spans))
    lines = lines_by_month(person, today)
    return [compared(one, before, after, scores, lines) for one, (before, after) in zip(enrolments, spans, strict=True)]


def lines_by_month(person: User, today: date) -> dict[date, Line]:
    """Give somebody's figures of each month of the last two years, from the sums that are kept."""
    cut = Cut(months_to(today, MOST_MONTHS), teams=frozenset({person.team_id}))
    lines = lines_told_apart(cut, ("month", "handler"), SHOWN_MEASURES)
    return {month: line for (month, handler), line in lines.items() if handler == person.pk}


def compared(
    enrolment: Enrolment, before: Period, after: Period, scores: list[ScoredOn], lines: dict[date, Line]
) -> Changed:
    topics = topics_of(enrolment.session.course)
    norms = [tally_between(scores, span.since, span.until).share_on(topics) for span in (before, after)]
    then, now = (summed(lines[month] for month in span.months if month in lines) for span in (before, after))
    satisfaction = BeforeAfter(then.satisfaction, now.satisfaction)
    promises = BeforeAfter(then.promises, now.promises)
    return Changed(enrolment, before, after, BeforeAfter(*norms), satisfaction, promises)
