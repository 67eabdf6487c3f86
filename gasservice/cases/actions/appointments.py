"""Appointments: made, moved, called off; each with its promise to come, and told in the same transaction."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.cases.actions.keeping import end_promise, place_in_queue
from gasservice.cases.actions.promises import promise_visit
from gasservice.cases.actions.story import record_event
from gasservice.cases.actions.telling import tell_of_visit
from gasservice.cases.actions.work import NotPossibleNow, locked
from gasservice.cases.models import Appointment, Case, Commitment
from gasservice.cases.rules import is_short_notice, movable_until
from gasservice.cases.terms import AppointmentState, EventKind
from gasservice.standards.queries import calendar_of, visit_rule_on
from gasservice.standards.terms import Promise, Purpose
from gasservice.users.models import User
from gasservice.web.refusals import Refusal


class AlreadyAgreed(Refusal):
    """A case has one visit ahead at a time."""


class TooLateToMove(Refusal):
    """So shortly before the visit a crew is on its way; a person has to look at it."""


@transaction.atomic
def book_appointment(
    *, case: Case, purpose: Purpose, window_from: datetime, window_until: datetime, by: User | None, at: datetime
) -> Appointment:
    """Agree that somebody comes in a window, promise it and tell the customer. The same again gives the first one."""
    case = locked(case)
    if case.is_over:
        raise NotPossibleNow(_("This case is closed. Nobody can come for it any more."))
    if ahead := Appointment.objects.booked().filter(case=case).first():
        if (ahead.purpose, ahead.window_from) == (purpose, window_from):
            return ahead
        raise AlreadyAgreed(_("A time is agreed already. Move it, if another suits better."))
    end_visit_promise(case=case, by=by, at=at)
    appointment = Appointment.objects.create(
        case=case,
        purpose=purpose,
        commitment=promise_visit(case=case, window_until=window_until, at=at),
        window_from=window_from,
        window_until=window_until,
        booked_by=by,
        booked_at=at,
        changed_at=at,
    )
    write_down(appointment, EventKind.APPOINTED, "visit-booked", by=by, at=at, words=interval_of(appointment))
    return appointment


@transaction.atomic
def move_appointment(
    *,
    appointment: Appointment,
    window_from: datetime,
    window_until: datetime,
    by: User | None,
    at: datetime,
    is_ours: bool = False,
) -> Appointment:
    """Agree on another window under a new promise; a move of ours at short notice breaks the old one."""
    held = held_ahead(appointment)
    if held.window_from == window_from:
        return held
    refuse_late_wish(held, by, at)
    end_visit_promise(case=held.case, by=by, at=at, is_missed=is_ours and is_late_notice(held, at))
    held.window_from, held.window_until = window_from, window_until
    held.commitment = promise_visit(case=held.case, window_until=window_until, at=at)
    held.sequence += 1
    held.changed_at, held.reminded_at, held.not_come_at = at, None, None
    held.save()
    write_down(held, EventKind.REBOOKED, "visit-moved", by=by, at=at, words=interval_of(held), is_ours=is_ours)
    return held


@transaction.atomic
def cancel_appointment(
    *, appointment: Appointment, reason: str, by: User | None, at: datetime, is_ours: bool = False
) -> Appointment:
    """Call a visit off; when we do so at short notice, it counts as missed. The crew's time is free at once."""
    held = held_ahead(appointment)
    refuse_late_wish(held, by, at)
    end_visit_promise(case=held.case, by=by, at=at, is_missed=is_ours and is_late_notice(held, at))
    held.state, held.sequence, held.changed_at = AppointmentState.CANCELLED, F("sequence") + 1, at
    held.save(update_fields=["state", "sequence", "changed_at"])
    held.refresh_from_db(fields=["sequence"])
    write_down(held, EventKind.UNBOOKED, "visit-cancelled", by=by, at=at, words=reason[:300], is_ours=is_ours)
    return held


def held_ahead(appointment: Appointment) -> Appointment:
    """Hold the case, then read its appointment again; refuse one that is over."""
    held = held_again(appointment)
    if not held.is_booked:
        raise NotPossibleNow(_("This visit is not ahead any more. Look at the case again."))
    return held


def held_again(appointment: Appointment) -> Appointment:
    case = locked(appointment.case)
    held = Appointment.objects.select_related("commitment").get(pk=appointment.pk)
    held.case = case
    return held


def refuse_late_wish(held: Appointment, by: User | None, at: datetime) -> None:
    """Customers move and cancel by themselves until the published hour; after it they call, and we do it for them."""
    if by is not None and by.works_here:
        return
    if at > movable_by_customer_until(held):
        raise TooLateToMove(_("The visit is too near to be changed here. Call us: we change it for you."))


def movable_by_customer_until(held: Appointment) -> datetime:
    rule = visit_rule_on(timezone.localdate(held.window_from))
    if rule is None:
        return held.window_from
    return movable_until(held.window_from, rule.moves_until, calendar_of(rule.calendar))


def is_late_notice(held: Appointment, at: datetime) -> bool:
    rule = visit_rule_on(timezone.localdate(held.window_from))
    return rule is not None and is_short_notice(held.window_from, at, rule.notice_days, calendar_of(rule.calendar))


def end_visit_promise(*, case: Case, by: User | None, at: datetime, is_missed: bool = False) -> None:
    mine = Commitment.objects.running().filter(case=case, promise=Promise.VISIT)
    for running in mine.select_for_update(of=("self",)).select_related("policy", "case"):
        end_promise(running, by=by, at=at, is_missed=is_missed)


def interval_of(held: Appointment) -> str:
    """Write a window as ISO 8601 does, for the story to say in its reader's language."""
    return f"{held.window_from.isoformat()}/{held.window_until.isoformat()}"


def write_down(
    held: Appointment, kind: EventKind, topic: str, *, by: User | None, at: datetime, words: str, is_ours: bool = False
) -> None:
    """Tell the customer of a change, write it into the story, and let the queue follow."""
    notice = tell_of_visit(appointment=held, topic=topic, at=at, is_ours=is_ours)
    record_event(case=held.case, kind=kind, by=by, at=at, words=words, notice=notice)
    place_in_queue(case=held.case)
