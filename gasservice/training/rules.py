"""When a share calls for a course, and what a course changed: pure arithmetic on shares with their intervals."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from gasservice.oversight.periods import Period
from gasservice.oversight.rules import LEAST, Share
from gasservice.standards.clock import months_after
from gasservice.training.terms import Figure, Verdict

Topic = tuple[str, ...]  # ("norm", code) or ("kind", "door/code")


def norm_topic(code: str) -> Topic:
    return ("norm", code)


def kind_topic(kind: str) -> Topic:
    return ("kind", kind)


def kinds_among(topics: Iterable[Topic]) -> set[tuple[str, str]]:
    """Give the kinds of case among topics, each by its door and code."""
    return {tuple(name.split("/", 1)) for what, name in topics if what == "kind"}


def share_met(verdicts: Mapping[str, int]) -> Share:
    """Give the share of norms met; partly is not met, and what could not be seen counts nowhere."""
    seen = sum(n for verdict, n in verdicts.items() if verdict != Verdict.NOT_SEEN)
    return Share(verdicts.get(Verdict.MET, 0), seen)


@dataclass(frozen=True)
class Evidence:
    """A share of somebody's on a topic, and their team's; of a kind of case also promises and satisfaction."""

    topic: Topic
    own: Share
    team: Share
    figure: Figure = Figure.NORMS

    @property
    def asks_for_a_course(self) -> bool:
        """Whether enough was seen, and even the upper end of the interval lies below the team's share."""
        if self.own.of < LEAST or not self.team.of:
            return False
        return self.own.interval[1] < self.team.value

    @property
    def gap(self) -> float:
        return self.team.value - self.own.interval[1]


def suggestions(evidence: Iterable[Evidence], courses: Mapping[object, Collection[Topic]]) -> dict[object, Evidence]:
    """Give each course that the evidence asks for, with its strongest evidence, the widest gap first."""
    asking = sorted(
        (one for one in evidence if one.asks_for_a_course), key=lambda one: (-one.gap, one.topic, one.figure)
    )
    found: dict[object, Evidence] = {}
    for one in asking:
        for course, topics in courses.items():
            if one.topic in topics:
                found.setdefault(course, one)
    return found


@dataclass(frozen=True)
class BeforeAfter:
    """A share in the months before a course and in those after it."""

    before: Share
    after: Share

    @property
    def differs(self) -> bool:
        return self.before.differs_from(self.after)

    @property
    def is_better(self) -> bool:
        return self.differs and self.after.value > self.before.value


def months_around(day: date, months: int) -> tuple[Period, Period]:
    """Give so many whole months before and after the month of a course, which belongs to neither."""
    month = day.replace(day=1)
    following = months_after(month, 1)
    return Period(months_after(month, -months), month), Period(following, months_after(following, months))
