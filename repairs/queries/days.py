"""A day of the crews: who is out, and what is planned for them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from gasservice.cases.terms import AppointmentState
from gasservice.registry.models import District
from gasservice.users.models import User
from repairs.access.crews import SHOWN_WITH
from repairs.models import Crew, PlannedJob, Shift
from repairs.queries.slots import windows_between
from repairs.slots import Span, moment_of


@dataclass(frozen=True)
class CrewDay:
    """One crew on one day: its hours, and its jobs in each window."""

    crew: Crew
    shifts: list[Shift]
    cells: list[list[PlannedJob]]


@dataclass(frozen=True)
class DayPlan:
    """All crews on one day, with the windows that customers chose from."""

    windows: list[Span]
    rows: list[CrewDay]


def jobs_of(user: User, day: date) -> QuerySet[PlannedJob]:
    """Give what the crews of somebody have to do on a day, in order."""
    return jobs_on(day).filter(crew__members=user).order_by("starts_at", "pk")


def jobs_on(day: date) -> QuerySet[PlannedJob]:
    since, until = bounds_of(day)
    rows = PlannedJob.objects.filter(starts_at__gte=since, starts_at__lt=until)
    return rows.exclude(appointment__state=AppointmentState.CANCELLED).select_related(*SHOWN_WITH)


def bounds_of(day: date) -> tuple[datetime, datetime]:
    zone = timezone.get_default_timezone()
    return moment_of(day, 0, zone), moment_of(day + timedelta(days=1), 0, zone)


def day_plan(day: date, district: District | None = None) -> DayPlan:
    """Put a day together; the queries do not grow with crews or jobs."""
    since, until = bounds_of(day)
    shifts = Shift.objects.filter(starts_at__gte=since, starts_at__lt=until)
    crews = Crew.objects.filter(is_active=True).prefetch_related(
        Prefetch("shifts", shifts, to_attr="hours"), Prefetch("jobs", jobs_on(day), to_attr="todo")
    )
    if district:
        crews = crews.filter(districts=district)
    windows = [window for window, _ in windows_between(day, day, "")]
    return DayPlan(windows, [CrewDay(crew, crew.hours, cells_of(crew.todo, windows)) for crew in crews])


def cells_of(jobs: list[PlannedJob], windows: list[Span]) -> list[list[PlannedJob]]:
    """Sort jobs into the windows that were agreed for them."""
    starts = [window.starts_at for window in windows]
    cells: list[list[PlannedJob]] = [[] for _ in windows]
    for job in jobs:
        agreed = job.appointment.window_from
        cells[max((n for n, start in enumerate(starts) if start <= agreed), default=0)].append(job)
    return cells
