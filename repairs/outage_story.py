"""How far an outage is, how long ahead it was told, and what each version changed; without database or clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class Progress(models.TextChoices):
    """How far an outage is."""

    ANNOUNCED = "announced", _("Announced")
    DUE = "due", _("Due to begin")
    GOING_ON = "going_on", _("Gas is off")
    LATE = "late", _("Gas is off, later than announced")
    RESTORED = "restored", _("Gas is back")
    CLEAR = "clear", _("All clear")
    CANCELLED = "cancelled", _("Cancelled")


class StepKind(models.TextChoices):
    """What happened to an outage, as everybody is told."""

    ANNOUNCED = "announced", _("Announced")
    CHANGED = "changed", _("Changed")
    STARTED = "started", _("The gas was turned off")
    RESTORED = "restored", _("The gas is back")
    CLEAR = "clear", _("All clear: everybody has gas")
    CANCELLED = "cancelled", _("Cancelled: the gas stays on")


class Change(models.TextChoices):
    """What one version says otherwise than the one before."""

    EARLIER = "earlier", _("Begins earlier")
    LATER = "later", _("Begins later")
    SOONER_OVER = "sooner_over", _("Ends earlier")
    LATER_OVER = "later_over", _("Ends later")
    REASON = "reason", _("Another reason")
    ADVICE = "advice", _("Other advice")
    ADDED = "added", _("Newly in the area")
    TAKEN_OUT = "taken_out", _("No longer in the area")


@dataclass(frozen=True)
class Part:
    """A part of an area: a community by its key, one of its buildings, or one service point by its key."""

    community: int
    building: str = ""
    point: int | None = None

    @property
    def is_whole(self) -> bool:
        return not self.building and self.point is None


@dataclass(frozen=True)
class Told:
    """What one published version said."""

    number: int
    published_at: datetime
    starts_at: datetime
    ends_at: datetime
    area: frozenset[Part]
    reason: str = ""
    advice: str = ""

    def covers(self, part: Part) -> bool:
        return part in self.area or Part(part.community) in self.area


@dataclass(frozen=True)
class Course:
    """The moments of an outage: as announced, and as they came."""

    is_planned: bool
    starts_at: datetime
    ends_at: datetime
    started_at: datetime | None = None
    cancelled_at: datetime | None = None
    restored_at: datetime | None = None
    cleared_at: datetime | None = None


def progress_of(course: Course, at: datetime) -> Progress:
    """Say how far an outage is; what was sudden began when it was said to, what is planned when we recorded it."""
    ended = (
        (Progress.CANCELLED, course.cancelled_at),
        (Progress.CLEAR, course.cleared_at),
        (Progress.RESTORED, course.restored_at),
    )
    for progress, moment in ended:
        if moment:
            return progress
    if course.ends_at < at:
        return Progress.LATE
    if course.started_at or (not course.is_planned and course.starts_at <= at):
        return Progress.GOING_ON
    return Progress.DUE if course.starts_at <= at else Progress.ANNOUNCED


def lead_of(told: Sequence[Told], began_at: datetime | None = None) -> timedelta:
    """Say how long ahead the last of the versions was told to those who learned of it last.

    For each part of its area what counts is the first version since which that part was to be without gas no later
    than now announced; gas that was really cut earlier than announced counts from then.
    """
    begins = min(moment for moment in (told[-1].starts_at, began_at) if moment)
    return min(begins - first_told(part, told).published_at for part in told[-1].area or [Part(0)])


def first_told(part: Part, told: Sequence[Told]) -> Told:
    first = last = told[-1]
    for version in reversed(told[:-1]):
        if not version.covers(part) or version.starts_at > last.starts_at:
            break
        first = version
    return first


def whole_hours(lead: timedelta) -> int:
    """Give whole hours, rounded down: 47 h 59 min is not 48, and what was told afterwards was told 0 h ahead."""
    return max(0, int(lead.total_seconds() // 3600))


def changes_between(before: Told, after: Told) -> list[Change]:
    """Name what a version says otherwise than the one before, in the order people ask."""
    found = {
        Change.EARLIER: after.starts_at < before.starts_at,
        Change.LATER: after.starts_at > before.starts_at,
        Change.SOONER_OVER: after.ends_at < before.ends_at,
        Change.LATER_OVER: after.ends_at > before.ends_at,
        Change.ADDED: bool(newly_in(before, after)),
        Change.TAKEN_OUT: bool(newly_in(after, before)),
        Change.REASON: after.reason != before.reason,
        Change.ADVICE: after.advice != before.advice,
    }
    return [change for change, is_so in found.items() if is_so]


def newly_in(before: Told, after: Told) -> frozenset[Part]:
    """Give the parts of the later area that the earlier one does not cover."""
    return frozenset(part for part in after.area if not before.covers(part))
