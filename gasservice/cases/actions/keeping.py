"""Keeping promises: met, paused, resumed, ended; and the case's place in the queue that follows."""

from datetime import datetime

from django.db.models import F, Min

from gasservice.cases.actions.climbing import step_times
from gasservice.cases.actions.promises import make_promises
from gasservice.cases.actions.story import record_event
from gasservice.cases.models import Appointment, Case, Commitment, Hold, Redress, WorkReferral
from gasservice.cases.terms import PAUSING, AppointmentState, EventKind
from gasservice.standards import clock
from gasservice.standards.queries import calendar_of
from gasservice.standards.terms import LATER_PROMISES, UNPAUSED_PROMISES, Promise
from gasservice.users.models import User


def meet_promise(*, case: Case, promise: Promise, by: User | None, at: datetime) -> None:
    """Mark a running promise met at `at`; met after its due time it is missed too. Without one, do nothing."""
    mine = Commitment.objects.running().filter(case=case, promise=promise)
    running = mine.select_for_update(of=("self",)).select_related("policy", "case").first()
    if running is None:
        return
    running.met_at, running.next_step_at, running.paused_at = at, None, None
    if at > running.due_at:
        miss_promise(running, by=by, at=at)
    running.save(update_fields=["met_at", "next_step_at", "paused_at", "missed_at"])
    record_event(case=case, kind=EventKind.MET, by=by, at=at, promise=promise)


def miss_promise(running: Commitment, *, by: User | None, at: datetime) -> None:
    """Note a promise missed, and owe what is paid for it, where the sweep has not done so before.

    A visit that we take back at short notice is missed before it is due.
    """
    if running.missed_at:
        return
    running.missed_at = min(running.due_at, at)
    story = {"case": running.case, "by": by, "at": at, "promise": running.promise}
    record_event(kind=EventKind.MISSED, **story)
    if running.policy and running.policy.redress:
        Redress.objects.create(commitment=running, case=running.case, amount=running.policy.redress, owed_at=at)
        record_event(kind=EventKind.REDRESS, words=str(running.policy.redress), **story)


def take_back_kept(kept: Commitment, *, by: User | None, at: datetime) -> None:
    """Correct a promise that we took for kept: it ended, missed, and what is paid for it is owed, once."""
    if kept.missed_at is None:
        kept.met_at, kept.ended_at = None, at
        miss_promise(kept, by=by, at=at)
        kept.save(update_fields=["met_at", "ended_at", "missed_at"])


def end_promises(*, case: Case, at: datetime) -> None:
    """End what is still promised or asked, and the visit ahead with it: there is nothing more to be late with.

    Whom it went badly for is called all the same.
    """
    mine = Commitment.objects.running().filter(case=case).exclude(promise=Promise.FOLLOW_UP)
    mine = mine.select_for_update(of=("self",))
    for running in mine.select_related("policy", "case"):
        end_promise(running, by=None, at=at)
    WorkReferral.objects.standing().filter(case=case).update(ended_at=at)
    ahead = Appointment.objects.booked().filter(case=case).exclude(commitment__due_at__lt=at)
    if ahead.update(state=AppointmentState.CANCELLED, sequence=F("sequence") + 1, changed_at=at):
        record_event(case=case, kind=EventKind.UNBOOKED, by=None, at=at)


def end_promise(running: Commitment, *, by: User | None, at: datetime, is_missed: bool = False) -> None:
    """End one promise; past its due time it is missed, and where we say so."""
    running.ended_at, running.next_step_at, running.paused_at = at, None, None
    if is_missed or at > running.due_at:
        miss_promise(running, by=by, at=at)
    running.save(update_fields=["ended_at", "next_step_at", "paused_at", "missed_at"])


def renew_promises(*, case: Case, by: User | None, at: datetime) -> None:
    """Promise anew what a case of its kind and priority has from its opening; what was late before stays missed.

    What began with an act of its own, like an agreed visit, runs on.
    """
    mine = Commitment.objects.running().filter(case=case).exclude(promise__in=LATER_PROMISES)
    for running in mine.select_for_update(of=("self",)).select_related("policy", "case"):
        end_promise(running, by=by, at=at)
    make_promises(case=case, at=at)


def pause_promises(*, case: Case, at: datetime) -> None:
    """Let the clocks stand from `at`; a promise that was due before is not saved by it.

    An imported promise has no policy to replay, so its clock never stands; nor does a visit's, whose hour is agreed,
    nor that of a call to whom it went badly for.
    """
    ticking = Commitment.objects.ticking().exclude(promise__in=UNPAUSED_PROMISES)
    ticking = ticking.filter(case=case, policy__isnull=False, due_at__gte=at)
    ticking.update(paused_at=at, next_step_at=None)


def replay_promises(*, case: Case) -> None:
    """Reckon all running promises anew from the holds: nothing is kept in a running counter."""
    pauses = Hold.objects.filter(case=case, waiting_for__in=PAUSING).values_list("held_at", "resumed_at")
    rows = Commitment.objects.running().exclude(promise__in=UNPAUSED_PROMISES)
    rows = rows.filter(case=case, policy__isnull=False).select_for_update(of=("self",))
    for running in rows.select_related("policy__calendar").prefetch_related("policy__ladder"):
        replay(running, list(pauses))


def replay(running: Commitment, pauses: list[clock.Pause]) -> None:
    policy = running.policy
    calendar = calendar_of(policy.calendar)
    allowance = clock.Allowance(policy.allowance, clock.Unit(policy.unit))
    due = clock.due_with_pauses(running.started_at, allowance, calendar, pauses)
    if due is None:
        return
    running.due_at, running.paused_at = due, None
    running.step_times = step_times(policy, calendar, running.started_at, due)
    left = running.step_times[running.steps_taken :]
    running.next_step_at = left[0] if left else None
    running.save(update_fields=["due_at", "paused_at", "step_times", "next_step_at"])


def place_in_queue(*, case: Case) -> None:
    """Let the queue know when the case is next due; one that waits or promises nothing comes last."""
    case.next_due_at = Commitment.objects.ticking().filter(case=case).aggregate(due=Min("due_at"))["due"]
    Case.objects.filter(pk=case.pk).update(next_due_at=case.next_due_at)
