"""A promise as people read it: how it stands, in words, and how much of its time is used."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gasservice.cases.models import Commitment
from gasservice.standards import clock
from gasservice.standards.queries import read_calendars
from gasservice.standards.terms import AllowanceUnit
from gasservice.web.say import say_when, say_working

WORKING = frozenset({AllowanceUnit.WORKING_MINUTES, AllowanceUnit.WORKING_DAYS})
TWO_DAYS = timedelta(days=2)
Calendars = dict[int, clock.Calendar]


@dataclass(frozen=True)
class ClockFace:
    """What the clock's partials draw; shares are parts of the time from start to due, 0 to 1."""

    state: str
    promise_label: str
    due_at: datetime
    words: str
    used_share: float = 0.0
    pause_shares: tuple[tuple[float, float], ...] = ()


def clocks_of(commitments: Iterable[Commitment], at: datetime) -> dict[int, ClockFace]:
    """Read clocks for commitments loaded with their policy and its calendar; three queries, however many."""
    commitments = list(commitments)
    return faces_of(commitments, running_calendars(commitments), at)


def running_calendars(commitments: Iterable[Commitment]) -> Calendars:
    """Read the calendars by which the time that is left is said; what does not run any more needs none."""
    return read_calendars(row.policy.calendar for row in commitments if row.is_running and is_of_working_time(row))


def faces_of(commitments: Iterable[Commitment], calendars: Calendars, at: datetime) -> dict[int, ClockFace]:
    return {row.pk: face_of(row, calendar_for(row, calendars), at) for row in commitments}


def calendar_for(row: Commitment, calendars: Calendars) -> clock.Calendar | None:
    return calendars.get(row.policy.calendar_id) if is_of_working_time(row) else None


def is_of_working_time(row: Commitment) -> bool:
    return row.policy_id is not None and row.policy.unit in WORKING


def face_of(row: Commitment, calendar: clock.Calendar | None, at: datetime) -> ClockFace:
    state = state_of(row, at)
    return ClockFace(state, row.get_promise_display(), row.due_at, words_of(row, state, calendar, at))


def state_of(row: Commitment, at: datetime) -> str:
    if row.met_at:
        return "kept" if row.is_kept else "missed"
    if row.ended_at:
        return "missed" if row.is_missed else "ended"
    if row.paused_at:
        return "paused"
    if at > row.due_at:
        return "late"
    return "soon" if row.step_times and at >= row.step_times[0] else "fine"


def words_of(row: Commitment, state: str, calendar: clock.Calendar | None, at: datetime) -> str:
    match state:
        case "kept":
            return _("kept on %(when)s") % {"when": say_when(row.met_at, now=at)}
        case "missed" if row.met_at:
            return _("done %(time)s late") % {"time": say_length(row.met_at - row.due_at)}
        case "missed":
            return _("not kept")
        case "ended":
            return _("no longer needed")
        case "paused":
            return _("waiting")
        case "late":
            return _("%(time)s late") % {"time": say_length(at - row.due_at)}
    if calendar:
        return say_working_left(at, row.due_at, calendar)
    return _("%(time)s left") % {"time": say_length(row.due_at - at)}


def say_length(length: timedelta) -> str:
    """Say a length of clock time: hours and minutes below two days, whole days above."""
    if length < TWO_DAYS:
        return say_working(
            max(1, int(length.total_seconds() // 60)) if length < timedelta(hours=1) else whole_hours(length)
        )
    return ngettext("%(n)d day", "%(n)d days", length.days) % {"n": length.days}


def whole_hours(length: timedelta) -> int:
    return int(length.total_seconds() // 3600) * 60


def say_working_left(at: datetime, due_at: datetime, calendar: clock.Calendar) -> str:
    """Say the open time left: in working days where there are several, else in hours, at last in minutes."""
    days = working_days_between(at, due_at, calendar)
    if days >= 2:
        return ngettext("%(n)d working day left", "%(n)d working days left", days) % {"n": days}
    minutes = int(clock.working_time(at, due_at, calendar).total_seconds() // 60)
    if minutes < 60:
        return ngettext("%(n)d working minute left", "%(n)d working minutes left", minutes) % {"n": minutes}
    hours = minutes // 60
    return ngettext("%(n)d working hour left", "%(n)d working hours left", hours) % {"n": hours}


def working_days_between(at: datetime, due_at: datetime, calendar: clock.Calendar) -> int:
    today, last = calendar.day_of(at), calendar.day_of(due_at)
    span = (last - today).days
    return sum(calendar.is_working_day(today + timedelta(days=n)) for n in range(1, span + 1))


def long_clock_of(
    row: Commitment, calendar: clock.Calendar | None, pauses: Iterable[clock.Pause], at: datetime
) -> ClockFace:
    """Read one clock with the shares of its time that are used and that stood still."""
    face = face_of(row, calendar, at)
    measure = measure_of(row, calendar)
    whole = measure(row.due_at) or timedelta(minutes=1)
    share = [(clip(measure(since) / whole), clip(measure(until or at) / whole)) for since, until in pauses]
    used = clip(measure(min(at, row.paused_at or at)) / whole)
    return ClockFace(face.state, face.promise_label, face.due_at, face.words, used, tuple(share))


def measure_of(row: Commitment, calendar: clock.Calendar | None):
    if calendar:
        return lambda until: clock.working_time(row.started_at, until, calendar)
    return lambda until: until - row.started_at


def clip(share: float) -> float:
    return max(0.0, min(1.0, share))
