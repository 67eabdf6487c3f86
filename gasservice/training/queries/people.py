"""How each person of some teams is doing, and which course the evidence asks for."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

from gasservice.oversight.lines import Line
from gasservice.oversight.models import OF_HANDLERS
from gasservice.oversight.periods import Period, months_to
from gasservice.oversight.queries.figures import VERDICTS, Cut, figures_by, lines_told_apart
from gasservice.oversight.queries.handlers import Kind, figures_of_handlers
from gasservice.oversight.rules import Share
from gasservice.standards.queries import scoring_rule_on
from gasservice.standards.terms import Promise
from gasservice.training.models import Course
from gasservice.training.queries.courses import courses_ahead_of, topics_of
from gasservice.training.queries.scores import Tally, evidence_of, tallies_of
from gasservice.training.rules import Evidence, kind_topic, kinds_among, suggestions
from gasservice.training.terms import Figure
from gasservice.users.models import User

MONTHS_WITHOUT_RULE = 6


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
    cut = Cut(period, teams=frozenset(person.team_id for person in people))
    own, whole = tallies_of(cut.teams, period.since, period.until)
    figures = {line.key: line for line in figures_by(cut, "handler", only=OF_HANDLERS)}
    topics = {course: topics_of(course) for course in Course.objects.filter(is_offered=True)}
    by_kind = evidence_by_kind(people, cut, kinds_among(chain(*topics.values())))
    ahead = courses_ahead_of(people, period.since, at)
    found = []
    for person in people:
        tally, team = own.get(person.pk, Tally()), whole.get(person.team_id, Tally())
        offered = {course: of for course, of in topics.items() if (person.pk, course.pk) not in ahead}
        evidence = [*evidence_of(tally, team), *by_kind[person.pk]]
        line, suggested = figures.get(person.pk, Line()), suggestions(evidence, offered)
        found.append(PersonLine(person, tally.share, team.share, line, evidence, suggested))
    return found


def evidence_by_kind(people: Collection[User], cut: Cut, kinds: Collection[Kind]) -> dict[int, list[Evidence]]:
    """Give promises and satisfaction of each person on each of some kinds of case, beside their team's on it."""
    found: dict[int, list[Evidence]] = defaultdict(list)
    if not kinds:
        return found
    teams = lines_told_apart(cut, ("door", "kind", "team"), OF_HANDLERS)
    team_of = {person.pk: person.team_id for person in people}
    for (person, kind), own in figures_of_handlers(cut, list(team_of), kinds).items():
        team, topic = teams.get((*kind, team_of[person]), Line()), kind_topic("/".join(kind))
        found[person] += [
            Evidence(topic, own.promises, team.promises, Figure.PROMISES),
            Evidence(topic, own.satisfaction, team.satisfaction, Figure.SATISFACTION),
        ]
    return found
