"""Booking a crew: the customer knows the window, the crew its hour inside it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.cases.actions.appointments import (
    book_appointment,
    cancel_appointment,
    held_ahead,
    move_appointment,
)
from gasservice.cases.actions.visits import record_arrival, record_no_access, report_not_come
from gasservice.cases.actions.work import NotPossibleNow, locked
from gasservice.cases.models import Appointment, Case
from gasservice.cases.terms import AppointmentState
from gasservice.users.models import User
from gasservice.web.refusals import Refusal
from repairs.models import Crew, PlannedJob, WorkOrder
from repairs.queries.slots import crews_for, diary_of, window_beginning
from repairs.slots import Span

__all__ = ["book_visit", "cancel_visit", "rebook_visit", "record_arrival", "record_no_access", "report_not_come"]


class SlotGone(Refusal):
    """Nobody is free in that window any more."""

    def __init__(self) -> None:
        words = _("Somebody was quicker, or no crew is free in that window any more. Please choose another one.")
        super().__init__(words, field="window_from")


@transaction.atomic
def book_visit(*, order: WorkOrder, window_from: datetime, by: User | None, at: datetime) -> Appointment:
    """Agree on a window for a work order, and plan a crew inside it; raises SlotGone. Twice gives the same one."""
    order.case = locked(order.case)
    if not WorkOrder.objects.get(pk=order.pk).is_open:
        raise NotPossibleNow(_("Nothing is left to be done for this. Look at the case again."))
    window, minutes = window_ahead(window_from, order.kind, at)
    appointment = book_appointment(
        case=order.case, purpose=order.kind, window_from=window.starts_at, window_until=window.ends_at, by=by, at=at
    )
    if not PlannedJob.objects.filter(appointment=appointment).exists():
        plan_job(appointment, window, minutes)
    return appointment


@transaction.atomic
def rebook_visit(
    *, appointment: Appointment, window_from: datetime, by: User | None, at: datetime, is_ours: bool = False
) -> Appointment:
    """Move a visit to another window; `is_ours` says that we ask for it, which at short notice is a missed visit."""
    held = held_ahead(appointment)
    if held.window_from == window_from:
        return held
    window, minutes = window_ahead(window_from, held.purpose, at)
    moved = move_appointment(
        appointment=held, window_from=window.starts_at, window_until=window.ends_at, by=by, at=at, is_ours=is_ours
    )
    PlannedJob.objects.filter(appointment=moved).delete()
    plan_job(moved, window, minutes)
    return moved


@transaction.atomic
def cancel_visit(
    *, appointment: Appointment, reason: str, by: User | None, at: datetime, is_ours: bool = False
) -> Appointment:
    """Call a visit off and give its time back to the crew."""
    cancelled = cancel_appointment(appointment=appointment, reason=reason, by=by, at=at, is_ours=is_ours)
    PlannedJob.objects.filter(appointment=cancelled).delete()
    return cancelled


def settle_appointment(*, case: Case, kind: str, by: User, at: datetime) -> None:
    """See to the time agreed for work that is done: we came on its day or later, or the time is free again."""
    ahead = Appointment.objects.booked().filter(case=case, purpose=kind).first()
    if ahead is None:
        return
    if timezone.localdate(at) < timezone.localdate(ahead.window_from):
        cancel_visit(appointment=ahead, reason="", by=by, at=at)
    else:
        record_arrival(appointment=ahead, by=by, at=at)


def window_ahead(window_from: datetime, kind: str, at: datetime) -> tuple[Span, int]:
    offer = window_beginning(window_from, kind)
    if offer is None or window_from <= at:
        raise SlotGone
    return offer


def plan_job(appointment: Appointment, window: Span, minutes: int) -> PlannedJob:
    """Plan the least busy crew that has the time; the database refuses two jobs of a crew at once.

    Crews are held in one order while we look: two bookings never wait for each other in a circle, and whoever comes
    second sees what the first has taken. A visit called off by the case itself gives its time back here.
    """
    able = crews_for(appointment.case, appointment.purpose).order_by("pk")
    held = Crew.objects.filter(pk__in=able).order_by("pk").select_for_update(no_key=True)
    crews = [crew.pk for crew in held]
    PlannedJob.objects.filter(crew__in=crews, appointment__state=AppointmentState.CANCELLED).delete()
    diary = diary_of(crews, window)
    for crew in least_busy_first(crews, window):
        if place := diary.place(crew, window, minutes):
            return PlannedJob.objects.create(
                appointment=appointment, crew_id=crew, starts_at=place.starts_at, ends_at=place.ends_at
            )
    raise SlotGone


def least_busy_first(crews: list[int], window: Span) -> list[int]:
    near = Q(jobs__starts_at__lt=window.ends_at, jobs__ends_at__gt=window.starts_at)
    rows = Crew.objects.filter(pk__in=crews).annotate(busy=Count("jobs", filter=near)).order_by("busy", "pk")
    return list(rows.values_list("pk", flat=True))
