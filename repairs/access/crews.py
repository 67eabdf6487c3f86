"""Who goes out with a crew, who sees the plan of a day, and who keeps the crews."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from gasservice.cases.terms import AppointmentState
from gasservice.users.models import User
from gasservice.users.terms import Role
from repairs.models import PlannedJob

SHOWN_WITH = ("crew", "appointment__case__premise", "appointment__case__community")


def sees_day_plan(user: User) -> bool:
    """Whether somebody sees what all crews do: the desk, and the crews themselves."""
    return user.is_authenticated and (user.works_cases or user.role == Role.FIELD_WORKER)


def keeps_crews(user: User) -> bool:
    return user.is_authenticated and user.is_active and user.role == Role.SUPERVISOR


def require(is_allowed: bool) -> None:
    """Say that there is no such page to whoever it is not for."""
    if not is_allowed:
        raise Http404


def jobs_seen_by(user: User) -> QuerySet[PlannedJob]:
    """Give the jobs somebody may record a visit of: those of their own crews, and all of them at the desk."""
    rows = PlannedJob.objects.exclude(appointment__state=AppointmentState.CANCELLED).select_related(*SHOWN_WITH)
    if not user.is_authenticated:
        return rows.none()
    return rows if user.works_cases else rows.filter(crew__members=user)


def get_job(user: User, uid: UUID) -> PlannedJob:
    """Load a job by its visit; 404 for whoever neither goes there nor works at the desk."""
    return get_object_or_404(jobs_seen_by(user), appointment__uid=uid)
