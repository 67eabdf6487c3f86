"""What another allowance would have done: the clock replayed over what was promised before."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import QuerySet
from django.utils import timezone

from gasservice.cases.models import Commitment, Hold
from gasservice.cases.terms import PAUSING
from gasservice.oversight.periods import Period
from gasservice.oversight.rules import Share
from gasservice.oversight.terms import Turn
from gasservice.standards import clock
from gasservice.standards.clock import months_after
from gasservice.standards.models import WorkingCalendar
from gasservice.standards.queries import read_calendars

MOST = 5000  # promises replayed; the newest of the quarter


@dataclass(frozen=True)
class Replayed:
    """A promise as it was kept, and as it would have been."""

    case: int
    allowed: str
    was_kept: bool
    would_be_kept: bool


@dataclass(frozen=True)
class Tried:
    """The promises of a quarter that are decided either way, perhaps not all of them."""

    period: Period
    rows: list[Replayed]
    is_sample: bool

    @property
    def kept(self) -> Share:
        return Share(sum(row.was_kept for row in self.rows), len(self.rows))

    @property
    def would(self) -> Share:
        return Share(sum(row.would_be_kept for row in self.rows), len(self.rows))

    @property
    def allowances(self) -> list[str]:
        """What was allowed before, each once, the most frequent first."""
        return [words for words, _n in Counter(row.allowed for row in self.rows).most_common()]

    def cases_turning(self, turn: Turn) -> list[int]:
        """Give the case of each promise that would turn out otherwise, the newest first."""
        is_kept = turn == Turn.KEPT
        return [row.case for row in self.rows if row.was_kept != row.would_be_kept == is_kept]


def last_quarter(today: date) -> Period:
    """Give the three whole months before that of `today`."""
    until = today.replace(day=1)
    return Period(months_after(until, -3), until)


def tried(asked: Mapping[str, object], at: datetime) -> Tried:
    """Replay last quarter's promises of a kind with another allowance; what was ended unneeded is left out."""
    period = last_quarter(timezone.localdate(at))
    rows = list(promised_in(period, asked)[: MOST + 1])
    is_sample, rows = len(rows) > MOST, rows[:MOST]
    allowance = clock.Allowance(asked["allowance"], clock.Unit(asked["unit"]))
    calendars, pauses = read_calendars(WorkingCalendar.objects.all()), pauses_in({row.case_id for row in rows})
    verdicts = [
        (row, would_be_kept(row, allowance, calendars[row.policy.calendar_id], pauses.get(row.case_id, []), at))
        for row in rows
    ]
    known = [
        Replayed(row.case_id, row.policy.allowance_words, row.is_kept, would)
        for row, would in verdicts
        if would is not None
    ]
    return Tried(period, known, is_sample)


def promised_in(period: Period, asked: Mapping[str, object]) -> QuerySet[Commitment]:
    """Give the promises that were decided by being kept or missed, of those due in a period, the newest first."""
    since, until = period.moments
    of = {"case__kind__code": asked["kind"], "case__priority": asked["priority"]}
    rows = Commitment.objects.filter(
        due_at__gte=since, due_at__lt=until, promise=asked["promise"], policy__isnull=False
    )
    rows = rows.filter(case__door=asked["door"], **{name: value for name, value in of.items() if value})
    return rows.exclude(met_at=None, missed_at=None).select_related("policy").order_by("-due_at", "-pk")


def pauses_in(cases: Iterable[int]) -> dict[int, list[clock.Pause]]:
    rows = Hold.objects.filter(case__in=cases, waiting_for__in=PAUSING).order_by("case", "held_at")
    found = groupby(rows.values_list("case", "held_at", "resumed_at"), key=lambda row: row[0])
    return {case: [(held, resumed) for _case, held, resumed in group] for case, group in found}


def would_be_kept(
    row: Commitment, allowance: clock.Allowance, calendar: clock.Calendar, pauses: list[clock.Pause], at: datetime
) -> bool | None:
    """Say whether a promise would have been kept; nothing where its time would not be over."""
    try:
        due = clock.due_with_pauses(
            row.started_at, allowance, calendar, [p for p in pauses if not p[1] or p[1] > row.started_at]
        )
    except clock.ClockOutOfRange:
        due = None
    if row.met_at:
        return due is None or row.met_at <= due
    return None if due is None or due > at else False
