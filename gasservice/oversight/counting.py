"""What a case counts for: pure, from all that is known of it. Nothing here depends on when it is counted."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from gasservice.oversight.histogram import bin_of
from gasservice.oversight.measures import Measure
from gasservice.standards import clock
from gasservice.standards.terms import Door, Promise

WAITED_FOR = frozenset({Promise.FIRST_ANSWER, Promise.RESOLUTION})
NOTICE = timedelta(hours=48)
OFFICE_DAYS = {weekday: (clock.Span(0, 1440),) for weekday in range(5)}
Calendars = Mapping[int, clock.Calendar]


class Cell(NamedTuple):
    """Where a count belongs. Teams, districts and people are primary keys, 0 is none; `bin` is the measure's own."""

    month: date
    door: str
    kind: str
    team: int
    district: int
    channel: str
    handler: int
    measure: str
    promise: str
    bin: int


class Counted(NamedTuple):
    """Something that counts, when, and for which team and person: without any, for those who had the case then."""

    at: datetime
    measure: Measure
    promise: str = ""
    bin: int = 0
    n: int = 1
    whose: tuple[int, int] | None = None


class Given(NamedTuple):
    """The case was given to a team and perhaps a person."""

    at: datetime
    team: int
    person: int
    is_handover: bool


class Promised(NamedTuple):
    """A promise and what became of it; `calendar` is that of its policy, if it has one."""

    promise: str
    started_at: datetime
    due_at: datetime
    met_at: datetime | None
    missed_at: datetime | None
    ended_at: datetime | None
    calendar: int | None


class Ended(NamedTuple):
    """The case was resolved, and perhaps reopened."""

    at: datetime
    is_reopened: bool


class Owed(NamedTuple):
    """Redress, in fen; `times` is to how many."""

    fen: int
    owed_at: datetime
    paid_at: datetime | None
    times: int = 1


class Asked(NamedTuple):
    """A survey: whom it is about, and what was answered on each scale."""

    whose: tuple[int, int]
    sent_at: datetime
    answered_at: datetime | None
    answers: Mapping[Measure, int]


@dataclass(frozen=True)
class Story:
    """All of a case that counts."""

    door: str
    kind: str
    district: int
    channel: str
    team: int  # before it was given to anybody
    opened_at: datetime
    is_repeated: bool = False
    given: list[Given] = field(default_factory=list)  # in order
    promised: list[Promised] = field(default_factory=list)
    pauses: list[clock.Pause] = field(default_factory=list)  # in order
    replies: list[datetime] = field(default_factory=list)
    ended: list[Ended] = field(default_factory=list)  # in order
    owed: list[Owed] = field(default_factory=list)
    climbed: list[datetime] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)

    def whose_at(self, at: datetime) -> tuple[int, int]:
        """Give the team and the person who had the case at a moment."""
        held = (self.team, 0)
        for given in self.given:
            if given.at > at:
                break
            held = (given.team, given.person)
        return held


@dataclass(frozen=True)
class Announced:
    """A published version of what was told about a planned interruption; `places` are what it hit."""

    published_at: datetime
    starts_at: datetime
    places: frozenset


@dataclass(frozen=True)
class OutageStory:
    """All of an interruption that counts; it has no district where it lies in several."""

    district: int
    announced: list[Announced]  # in order; none where it was not planned, or called off before it began
    owed: list[tuple[int, Owed]] = field(default_factory=list)  # by district
    asked: list[tuple[int, Asked]] = field(default_factory=list)  # by district


def facts_of_case(story: Story, calendars: Calendars, zone: ZoneInfo) -> Counter[Cell]:
    """Give what a case counts for: the cells it falls in, and how much in each."""
    facts: Counter[Cell] = Counter()
    for found in counted_of(story, calendars, zone):
        team, handler = found.whose or story.whose_at(found.at)
        of = (story.door, story.kind, team, story.district, story.channel, handler)
        facts[Cell(month_of(found.at, zone), *of, str(found.measure), str(found.promise), found.bin)] += found.n
    return facts


def counted_of(story: Story, calendars: Calendars, zone: ZoneInfo) -> Iterator[Counted]:
    yield Counted(story.opened_at, Measure.OPENED)
    if story.is_repeated:
        yield Counted(story.opened_at, Measure.REPEATED)
    for promised in story.promised:
        yield from verdict_on(promised)
        yield from waits_of(promised, story, calendars)
    yield from endings_of(story, calendars, zone)
    for at in story.climbed:
        yield Counted(at, Measure.ESCALATED)
    for owed in story.owed:
        yield from money_of(owed)
    for asked in story.asked:
        yield from answers_of(asked)


def verdict_on(promised: Promised) -> Iterator[Counted]:
    """Say how a promise was decided, and when; one that runs in time or was no longer needed counts for nothing."""
    ran_out_at = promised.missed_at or promised.due_at
    if promised.met_at and promised.met_at <= promised.due_at:
        yield Counted(promised.met_at, Measure.KEPT, promised.promise)
    elif promised.met_at or (promised.ended_at and promised.missed_at):
        yield Counted(ran_out_at, Measure.MISSED, promised.promise)
    elif promised.missed_at and not promised.ended_at:
        yield Counted(ran_out_at, Measure.OPEN_LATE, promised.promise)


def waits_of(promised: Promised, story: Story, calendars: Calendars) -> Iterator[Counted]:
    """Give how long somebody waited for an answer, by the wall clock and by the hours in which we were open."""
    until = promised.met_at
    if promised.promise not in WAITED_FOR or until is None:
        return
    yield Counted(until, Measure.WAIT, promised.promise, bin_of(until - promised.started_at))
    with suppress(KeyError, clock.ClockOutOfRange):  # no policy, or longer than the clock looks
        worked = clock.worked_time(promised.started_at, until, calendars[promised.calendar], story.pauses)
        yield Counted(until, Measure.WORKING_WAIT, promised.promise, bin_of(worked))


def endings_of(story: Story, calendars: Calendars, zone: ZoneInfo) -> Iterator[Counted]:
    """Give what each resolving of a case counts for."""
    next_day = day_after_opening(story, calendars, zone) if story.ended else None
    since = story.opened_at
    for ended in story.ended:
        yield Counted(ended.at, Measure.RESOLVED)
        if ended.is_reopened:
            yield Counted(ended.at, Measure.REOPENED)
        elif len([at for at in story.replies if at <= ended.at]) <= 1:
            yield Counted(ended.at, Measure.RESOLVED_FIRST)
        if ended.at.astimezone(zone).date() <= next_day:
            yield Counted(ended.at, Measure.NEXT_DAY)
        if handovers := len([given for given in story.given if given.is_handover and since < given.at <= ended.at]):
            yield Counted(ended.at, Measure.HANDOVERS, n=handovers)
        since = ended.at


def day_after_opening(story: Story, calendars: Calendars, zone: ZoneInfo) -> date:
    """Give the working day after the one a case was opened on, by the calendar of its promises or of an office."""
    known = (calendars[row.calendar] for row in story.promised if row.calendar in calendars)
    calendar = next(known, None) or clock.Calendar(zone, OFFICE_DAYS, keeps_holidays=False)
    return clock.working_day_after(story.opened_at.astimezone(zone).date(), 1, calendar)


def money_of(owed: Owed) -> Iterator[Counted]:
    yield Counted(owed.owed_at, Measure.REDRESS_OWED, n=owed.fen)
    yield Counted(owed.owed_at, Measure.TIMES_OWED, n=owed.times)
    if owed.paid_at:
        yield Counted(owed.paid_at, Measure.REDRESS_PAID, n=owed.fen)
        yield Counted(owed.paid_at, Measure.TIMES_PAID, n=owed.times)


def answers_of(asked: Asked) -> Iterator[Counted]:
    """Give what a survey counts for: asked, answered, and every answer on its scale."""
    yield Counted(asked.sent_at, Measure.ASKED, whose=asked.whose)
    if asked.answered_at:
        yield Counted(asked.sent_at, Measure.REPLIED, whose=asked.whose)
        for measure, answer in asked.answers.items():
            yield Counted(asked.answered_at, measure, bin=answer, whose=asked.whose)


def month_of(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date().replace(day=1)


def facts_of_outage(story: OutageStory, zone: ZoneInfo) -> Counter[Cell]:
    """Give what an interruption counts for: announced in time or not, what it made us owe, how it was rated."""
    found = [(story.district, planned) for planned in announcing_of(story.announced)]
    found += [(district, counted) for district, owed in story.owed for counted in money_of(owed)]
    found += [(district, counted) for district, asked in story.asked for counted in answers_of(asked)]
    facts: Counter[Cell] = Counter()
    for district, counted in found:
        team, handler = counted.whose or (0, 0)
        of = (Door.REPAIRS.value, "", team, district, "", handler, str(counted.measure), "", counted.bin)
        facts[Cell(month_of(counted.at, zone), *of)] += counted.n
    return facts


def announcing_of(announced: list[Announced]) -> Iterator[Counted]:
    if announced:
        yield Counted(announced[-1].starts_at, Measure.PLANNED)
        if was_in_time(announced):
            yield Counted(announced[-1].starts_at, Measure.IN_TIME)


def was_in_time(announced: list[Announced]) -> bool:
    """Whether all that people had to prepare for came early enough, also what made it worse afterwards."""
    before = None
    for version in announced:
        is_worse = before is None or version.starts_at < before.starts_at or version.places - before.places
        if is_worse and version.published_at > version.starts_at - NOTICE:
            return False
        before = version
    return True
