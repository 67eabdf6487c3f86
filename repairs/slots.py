"""Windows that customers choose, and where in one a crew still has time. All of it is arithmetic on spans of time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of time, end exclusive."""

    starts_at: datetime
    ends_at: datetime

    @property
    def length(self) -> timedelta:
        return self.ends_at - self.starts_at

    def overlaps(self, other: "Span") -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def within(self, other: "Span") -> "Span | None":
        """Give the part of it that lies in another; nothing where none does."""
        starts_at, ends_at = max(self.starts_at, other.starts_at), min(self.ends_at, other.ends_at)
        return Span(starts_at, ends_at) if starts_at < ends_at else None


def windows_of(day: date, hours: Iterable[tuple[int, int]], zone: ZoneInfo) -> list[Span]:
    """Give the windows of a day from minutes of that day, in the local time of `zone`."""
    return [Span(moment_of(day, opens, zone), moment_of(day, closes, zone)) for opens, closes in hours]


def moment_of(day: date, minute: int, zone: ZoneInfo) -> datetime:
    days, minute = divmod(minute, 1440)
    return datetime.combine(day + timedelta(days=days), time(minute // 60, minute % 60), zone)


def free_time(window: Span, shifts: Iterable[Span], jobs: Iterable[Span]) -> list[Span]:
    """Give the stretches of a window in which a crew is out and has nothing to do, the earliest first."""
    busy = sorted(jobs)
    free = []
    for shift in sorted(shifts):
        if out := shift.within(window):
            free += left_of(out, busy)
    return free


def left_of(out: Span, busy: list[Span]) -> list[Span]:
    """Give what the jobs leave of a stretch."""
    left, since = [], out.starts_at
    for job in busy:
        if job.overlaps(out):
            if job.starts_at > since:
                left.append(Span(since, job.starts_at))
            since = max(since, job.ends_at)
    if since < out.ends_at:
        left.append(Span(since, out.ends_at))
    return left


def place_job(window: Span, shifts: Iterable[Span], jobs: Iterable[Span], minutes: int) -> Span | None:
    """Say when a crew would do work of so many minutes in a window: as early as it has the time, or never."""
    length = timedelta(minutes=minutes)
    fitting = (free for free in free_time(window, shifts, jobs) if free.length >= length)
    first = next(fitting, None)
    return Span(first.starts_at, first.starts_at + length) if first else None
