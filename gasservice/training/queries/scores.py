"""Sampled work with its scores, and the shares of norms met that they come to."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, F, QuerySet
from django.utils import timezone

from gasservice.oversight.rules import Share
from gasservice.registry.access import midnight
from gasservice.standards.models import ServiceNorm
from gasservice.standards.queries import norms_on
from gasservice.training.models import NormScore, SampledWork
from gasservice.training.rules import Evidence, Topic, kind_topic, norm_topic, share_met
from gasservice.users.models import Team, User


def norms_of(work: SampledWork) -> QuerySet[ServiceNorm]:
    """Give the norms that applied to some work on its day."""
    return norms_on(timezone.localdate(work.done_at), of=work.works)


@dataclass
class Tally:
    """How often each verdict was given, in all and by topic."""

    whole: Counter = field(default_factory=Counter)
    topics: dict[Topic, Counter] = field(default_factory=lambda: defaultdict(Counter))

    def count(self, norm: str, kind: str, verdict: str, n: int) -> None:
        self.whole[verdict] += n
        for topic in (norm_topic(norm), kind_topic(kind)):
            self.topics[topic][verdict] += n

    @property
    def share(self) -> Share:
        return share_met(self.whole)

    def share_on(self, topics: Collection[Topic]) -> Share:
        """Give the share on norms where topics name any, else on kinds: no score counts twice."""
        of_norms = [topic for topic in topics if topic[0] == "norm"]
        counted = sum((self.topics[topic] for topic in of_norms or topics if topic in self.topics), Counter())
        return share_met(counted)


def tallies_of(teams: Iterable[Team], since: date, until: date) -> tuple[dict[int, Tally], dict[int, Tally]]:
    """Count the verdicts on work done in some months, by person and by team."""
    people, whole = defaultdict(Tally), defaultdict(Tally)
    rows = NormScore.objects.filter(
        work__team__in=teams, work__done_at__gte=midnight(since), work__done_at__lt=midnight(until)
    )
    of = ("work__team", "work__person", "norm__code", "work__case__kind__door", "work__case__kind__code", "verdict")
    for team, person, norm, door, kind, verdict, n in rows.values_list(*of).annotate(n=Count("pk")).order_by():
        for tally in (people[person], whole[team]):
            tally.count(norm, f"{door}/{kind}", verdict, n)
    return people, whole


def evidence_of(own: Tally, team: Tally) -> list[Evidence]:
    """Give each topic that somebody was scored on, beside their team's share."""
    return [Evidence(topic, share_met(counts), share_met(team.topics[topic])) for topic, counts in own.topics.items()]


@dataclass(frozen=True)
class ScoredOn:
    """One verdict on somebody, with what it was about and when."""

    at: datetime
    norm: str
    kind: str
    verdict: str


def scores_since(person: User, since: date) -> list[ScoredOn]:
    """Give every verdict on somebody's work done since a day."""
    rows = NormScore.objects.filter(work__person=person, work__done_at__gte=midnight(since)).order_by()
    kind = ("work__case__kind__door", "work__case__kind__code")
    found = rows.values_list(F("work__done_at"), "norm__code", *kind, "verdict")
    return [ScoredOn(at, norm, f"{door}/{code}", verdict) for at, norm, door, code, verdict in found]


def tally_between(scores: Iterable[ScoredOn], since: date, until: date) -> Tally:
    tally, begins, ends = Tally(), midnight(since), midnight(until)
    for score in scores:
        if begins <= score.at < ends:
            tally.count(score.norm, score.kind, score.verdict, 1)
    return tally


def scores_shown(work: SampledWork) -> QuerySet[NormScore]:
    return work.scores.select_related("norm").order_by("norm__position", "norm__code")
