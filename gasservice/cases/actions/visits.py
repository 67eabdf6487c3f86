"""What becomes of an appointment: we came, nobody opened, or nobody came; and the reminder before it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.cases.actions.appointments import held_again, write_down
from gasservice.cases.actions.disputes import tell_of_dispute
from gasservice.cases.actions.keeping import meet_promise, place_in_queue
from gasservice.cases.actions.story import record_event
from gasservice.cases.actions.telling import tell_of_visit
from gasservice.cases.actions.work import NotPossibleNow
from gasservice.cases.models import Appointment, Redress
from gasservice.cases.rules import is_its_day
from gasservice.cases.terms import AppointmentState, EventKind
from gasservice.standards.queries import calendar_of, visit_rule_on
from gasservice.standards.terms import Promise
from gasservice.users.models import User

COMING = frozenset({AppointmentState.BOOKED, AppointmentState.MISSED})
BATCH = 200


@transaction.atomic
def record_arrival(*, appointment: Appointment, by: User, at: datetime) -> Appointment:
    """Say that we are there: the promise is kept, or missed where we come late."""
    held = held_again(appointment)
    if held.state == AppointmentState.KEPT:
        return held
    refuse_wrong_day(held, at)
    held.state, held.arrived_at = AppointmentState.KEPT, at
    held.save(update_fields=["state", "arrived_at"])
    record_event(case=held.case, kind=EventKind.ARRIVED, by=by, at=at)
    meet_promise(case=held.case, promise=Promise.VISIT, by=by, at=at)
    tell_of_dispute(held, at)
    place_in_queue(case=held.case)
    return held


@transaction.atomic
def record_no_access(*, appointment: Appointment, by: User, at: datetime) -> Appointment:
    """Say that we came and nobody opened: the promise is kept, and the customer is told and chooses a new time."""
    held = held_again(appointment)
    if held.state == AppointmentState.NO_ACCESS:
        return held
    if held.state != AppointmentState.KEPT:
        refuse_wrong_day(held, at)
    if at < held.window_from:
        raise NotPossibleNow(_("The window has not begun: until it does, nobody has to be at home."))
    held.state, held.arrived_at = AppointmentState.NO_ACCESS, held.arrived_at or at
    held.save(update_fields=["state", "arrived_at"])
    write_down(held, EventKind.NO_ACCESS, "visit-no-access", by=by, at=at, words="")
    meet_promise(case=held.case, promise=Promise.VISIT, by=by, at=at)
    tell_of_dispute(held, at)
    place_in_queue(case=held.case)
    return held


def refuse_wrong_day(held: Appointment, at: datetime) -> None:
    """Refuse to arrive at a visit that is over, replaced by another, or not of today."""
    replaced = held.state == AppointmentState.MISSED and Appointment.objects.booked().filter(case=held.case).exists()
    if held.state not in COMING or replaced:
        raise NotPossibleNow(_("This visit is not ahead any more. Look at the case again."))
    rule = visit_rule_on(timezone.localdate(held.window_from))
    if rule and not is_its_day(held.window_from, at, calendar_of(rule.calendar)):
        raise NotPossibleNow(_("This visit is on another day."))


@transaction.atomic
def report_not_come(*, appointment: Appointment, by: User | None, at: datetime) -> Appointment:
    """Take down that the customer says nobody came. Without an arrival of ours the sweep finds the promise missed."""
    held = held_again(appointment)
    if held.not_come_at:
        return held
    if at < held.window_until or held.state == AppointmentState.CANCELLED:
        raise NotPossibleNow(_("The window is not over yet. Somebody may still come."))
    held.not_come_at = at
    held.save(update_fields=["not_come_at"])
    record_event(case=held.case, kind=EventKind.NOT_COME, by=by, at=at)
    tell_of_dispute(held, at)
    return held


def apologise_for_missed(*, at: datetime, limit: int = BATCH) -> int:
    """Apologise for the visits that the sweep of promises found missed; give how many. Safe beside another."""
    missed = Appointment.objects.booked().filter(commitment__missed_at__isnull=False).order_by("window_from", "pk")
    return sum(apologise(appointment, at) for appointment in missed.select_related("case")[:limit])


@transaction.atomic
def apologise(appointment: Appointment, at: datetime) -> bool:
    """Mark a visit missed and say what we owe; its promise runs on, late, until we come or agree on another time."""
    held = held_again(appointment)
    if not (held.is_booked and held.commitment.is_missed):
        return False
    held.state = AppointmentState.MISSED
    held.save(update_fields=["state"])
    owed = Redress.objects.filter(commitment=held.commitment).first()
    notice = tell_of_visit(appointment=held, topic="visit-missed", at=at, amount=owed.amount if owed else None)
    record_event(case=held.case, kind=EventKind.NOTIFIED, by=None, at=at, notice=notice)
    return True


def remind_of_visits(*, at: datetime, limit: int = BATCH) -> int:
    """Remind of the visits whose hour to do so has come, each hour once; give how many were told."""
    rule = visit_rule_on(timezone.localdate(at))
    if rule is None:
        return 0
    # The shortest first: who is reminded two hours before needs no word of the day before.
    return sum(remind_before(timedelta(minutes=minutes), at, limit) for minutes in sorted(rule.remind_minutes))


@transaction.atomic
def remind_before(lead: timedelta, at: datetime, limit: int) -> int:
    """Remind of visits that begin within `lead`; one agreed later than that was told enough by its agreement."""
    ahead = Appointment.objects.booked().filter(window_from__gt=at, window_from__lte=at + lead)
    ahead = ahead.filter(changed_at__lte=F("window_from") - lead)
    ahead = ahead.filter(Q(reminded_at__isnull=True) | Q(reminded_at__lt=F("window_from") - lead))
    rows = list(ahead.select_related("case").select_for_update(of=("self",), skip_locked=True)[:limit])
    for appointment in rows:
        minutes = int(lead.total_seconds() // 60)
        tell_of_visit(appointment=appointment, topic="visit-reminder", at=at, mark=f":{minutes}")
    Appointment.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_at=at)
    return len(rows)
