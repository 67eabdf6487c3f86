"""Who goes out with a crew, who sees the plan of a day, and who keeps the crews."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from gasservice.cases.access import visible_to
from gasservice.cases.models import Appointment
from gasservice.cases.references import read_reference
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


def rules_on_visits(user: User) -> bool:
    """Whether somebody finds out who is right about a visit: whoever answers for the crews."""
    return keeps_crews(user)


def disputes_of(user: User) -> QuerySet[Appointment]:
    """Give the visits that somebody has to find out about, who waits longest first."""
    rows = Appointment.objects.disputed() if rules_on_visits(user) else Appointment.objects.none()
    rows = rows.filter(case__in=visible_to(user)).order_by("not_come_at", "pk")
    return rows.select_related("case__premise", "case__community", "case__team")


def get_dispute(user: User, reference: str) -> Appointment:
    """Load the disputed visit of a case for whoever finds out about it, or answer that there is none."""
    dispute = disputes_of(user).filter(case__reference=read_reference(reference)).last()
    if dispute is None:
        raise Http404
    return dispute


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
