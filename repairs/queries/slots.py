"""When a crew can come: the windows that are published, and who is free in them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils import timezone

from gasservice.cases.models import Case
from gasservice.cases.terms import AppointmentState
from gasservice.standards.models import VisitRule
from gasservice.standards.queries import visit_rules
from repairs.models import Crew, PlannedJob, Shift, WorkOrder
from repairs.slots import Span, place_job, windows_of
from repairs.terms import SKILL_FOR

DAYS = 14


@dataclass(frozen=True)
class Slot:
    """A window that can be chosen, and how many crews are free in it."""

    window_from: datetime
    window_until: datetime
    crews: int

    @property
    def day(self) -> date:
        return timezone.localdate(self.window_from)


@dataclass(frozen=True)
class Diary:
    """When each crew is out, and what is planned for it, in a stretch of time."""

    shifts: dict[int, list[Span]]
    jobs: dict[int, list[Span]]

    def place(self, crew_id: int, window: Span, minutes: int) -> Span | None:
        return place_job(window, self.shifts[crew_id], self.jobs[crew_id], minutes)


def slots_for(*, order: WorkOrder, at: datetime, days: int = DAYS) -> list[Slot]:
    """Give the windows in which somebody can come for a work order; as many queries for one crew as for fifty."""
    first = timezone.localdate(at)
    last = first + timedelta(days=days - 1)
    offered = [offer for offer in windows_between(first, last, order.kind) if offer[0].starts_at > at]
    if not offered:
        return []
    crews = list(crews_for(order.case, order.kind).values_list("pk", flat=True))
    diary = diary_of(crews, Span(offered[0][0].starts_at, offered[-1][0].ends_at))
    slots = [slot_of(window, minutes, crews, diary) for window, minutes in offered]
    return [slot for slot in slots if slot.crews]


def first_slot(*, order: WorkOrder, at: datetime) -> Slot | None:
    """Give the first window in which somebody can come."""
    return next(iter(slots_for(order=order, at=at)), None)


def slot_of(window: Span, minutes: int, crews: Iterable[int], diary: Diary) -> Slot:
    free = sum(diary.place(crew, window, minutes) is not None for crew in crews)
    return Slot(window.starts_at, window.ends_at, free)


def windows_between(first: date, last: date, kind: str) -> list[tuple[Span, int]]:
    """Give the published windows of some days, each with the minutes that the work takes by the rule of its day."""
    rules, zone = visit_rules(first, last), timezone.get_default_timezone()
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    held = ((day, rule) for day in days for rule in rules if rule.has_begun(day) and not rule.has_ended(day))
    return [(window, rule.minutes_for(kind)) for day, rule in held for window in windows_by(rule, day, zone)]


def windows_by(rule: VisitRule, day: date, zone: ZoneInfo) -> list[Span]:
    return windows_of(day, [(window.opens, window.closes) for window in rule.windows.all()], zone)


def window_beginning(window_from: datetime, kind: str) -> tuple[Span, int] | None:
    """Give the published window that begins at a moment, and the minutes the work takes; nothing where none does."""
    day = timezone.localdate(window_from)
    windows = windows_between(day, day, kind)
    return next((offer for offer in windows if offer[0].starts_at == window_from), None)


def crews_for(case: Case, kind: str) -> QuerySet[Crew]:
    """Give the crews that can do a kind of work where a case is; where that is unknown, those of its team."""
    able = Crew.objects.filter(is_active=True, skills__contains=[SKILL_FOR[kind]])
    if case.community_id is None:
        return able.filter(team=case.team_id)
    return able.filter(districts__communities=case.community_id)


def diary_of(crews: Iterable[int], span: Span) -> Diary:
    """Read shifts and jobs that touch a stretch of time; what was called off takes no time."""
    touching = Q(crew__in=crews, starts_at__lt=span.ends_at, ends_at__gt=span.starts_at)
    shifts = Shift.objects.filter(touching)
    jobs = PlannedJob.objects.filter(touching).exclude(appointment__state=AppointmentState.CANCELLED)
    return Diary(spans_by_crew(shifts), spans_by_crew(jobs))


def spans_by_crew(rows: QuerySet) -> dict[int, list[Span]]:
    spans: dict[int, list[Span]] = defaultdict(list)
    for crew, starts_at, ends_at in rows.values_list("crew", "starts_at", "ends_at"):
        spans[crew].append(Span(starts_at, ends_at))
    return spans
