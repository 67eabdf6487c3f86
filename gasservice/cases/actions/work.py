"""Working a case: take, reply, wait, resolve, reopen, close."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gasservice.cases.actions.endings import end_with
from gasservice.cases.actions.keeping import end_promises, meet_promise, pause_promises, place_in_queue, replay_promises
from gasservice.cases.actions.promises import make_promises
from gasservice.cases.actions.search import add_to_search
from gasservice.cases.actions.story import record_event
from gasservice.cases.actions.survey import invite_to_rate
from gasservice.cases.actions.telling import tell_customer
from gasservice.cases.lifecycle import may_become
from gasservice.cases.models import Assignment, Case, Hold, Message, Note, Resolution
from gasservice.cases.terms import PAUSING, EventKind, Finding, Status, WaitingFor
from gasservice.standards.terms import Promise
from gasservice.users.models import User
from gasservice.web.refusals import Refusal


class NotPossibleNow(Refusal):
    """The case stands where this act has no meaning."""


class AlreadyTaken(Refusal):
    """Somebody else was quicker."""


class SomethingNewArrived(Refusal):
    """A reply was written without knowing the last event."""


def locked(case: Case, following: Status | None = None) -> Case:
    """Read the case again and hold it; refuse a status that may not follow."""
    held = Case.objects.select_for_update(of=("self",)).select_related("kind", "team").get(pk=case.pk)
    if following and not may_become(held.status, following):
        raise NotPossibleNow(_("This is not possible: somebody has changed the case meanwhile. Look at it again."))
    return held


@transaction.atomic
def take_case(*, case: Case, by: User, at: datetime) -> Case:
    """Make oneself the owner of an unowned case; that a named person took it is the first promise kept."""
    taken = Case.objects.filter(pk=case.pk, owner__isnull=True, status__in=[Status.OPEN, Status.WAITING])
    if not taken.update(owner=by, status=Status.IN_PROGRESS):
        raise AlreadyTaken(_("Somebody has taken this case already."))
    case = locked(case)
    Assignment.objects.create(case=case, team=case.team, owner=by, by=by, at=at)
    record_event(case=case, kind=EventKind.TAKEN, by=by, at=at, subject=by, team=case.team)
    meet_promise(case=case, promise=Promise.ACKNOWLEDGED, by=by, at=at)
    place_in_queue(case=case)
    return case


@transaction.atomic
def reply_to_customer(*, case: Case, words: str, seen_event: int, by: User, at: datetime) -> Message:
    """Write to the customer; refused when something arrived after the event that the writer had seen."""
    case = locked(case)
    if case.is_over:
        raise NotPossibleNow(_("This case is closed. Reopen it first."))
    if case.last_event_id != seen_event:
        raise SomethingNewArrived(_("Something new arrived while you wrote. Read it, then send your reply again."))
    message = Message.objects.create(case=case, body=words, by=by, at=at, is_from_customer=False)
    notice = tell_customer(case=case, topic="case-answered", key=f"case-answered:{message.pk}", at=at)
    record_event(case=case, kind=EventKind.REPLIED, by=by, at=at, message=message, notice=notice)
    add_to_search(case=case, texts=[words])
    meet_promise(case=case, promise=Promise.FIRST_ANSWER, by=by, at=at)
    place_in_queue(case=case)
    return message


@transaction.atomic
def note_internally(*, case: Case, words: str, by: User | None, at: datetime) -> Note:
    case = locked(case)
    note = Note.objects.create(case=case, body=words, by=by, at=at)
    record_event(case=case, kind=EventKind.NOTED, by=by, at=at, note=note)
    return note


@transaction.atomic
def hold_case(
    *, case: Case, waiting_for: WaitingFor, reason: str, by: User, at: datetime, is_told: bool = False
) -> Hold:
    """Let a case wait; only waiting for the customer or for access stops its clocks.

    The customer is told that we wait for them, unless what we wait for told them already (`is_told`).
    """
    case = locked(case, Status.WAITING)
    hold = Hold.objects.create(case=case, waiting_for=waiting_for, reason=reason, held_at=at, held_by=by)
    Case.objects.filter(pk=case.pk).update(status=Status.WAITING)
    is_asked = waiting_for == WaitingFor.CUSTOMER and not is_told
    notice = tell_customer(case=case, topic="case-asked", key=f"case-asked:{hold.pk}", at=at) if is_asked else None
    record_event(case=case, kind=EventKind.HELD, by=by, at=at, words=reason, notice=notice)
    if waiting_for in PAUSING:
        pause_promises(case=case, at=at)
    place_in_queue(case=case)
    return hold


@transaction.atomic
def resume_case(*, case: Case, by: User | None, at: datetime) -> Case:
    """End the wait; the clocks are replayed from the holds."""
    case = locked(case)
    if not Hold.objects.filter(case=case, resumed_at__isnull=True).update(resumed_at=at):
        raise NotPossibleNow(_("This case does not wait for anything."))
    case.status = Status.IN_PROGRESS if case.owner_id else Status.OPEN
    Case.objects.filter(pk=case.pk).update(status=case.status)
    record_event(case=case, kind=EventKind.RESUMED, by=by, at=at)
    replay_promises(case=case)
    place_in_queue(case=case)
    return case


@transaction.atomic
def resolve_case(*, case: Case, finding: Finding, words: str, by: User | None, at: datetime) -> Resolution:
    """Say what was found and done; whatever is still promised ends."""
    case = locked(case, Status.RESOLVED)
    end_with(case, Status.RESOLVED, by, at)
    if case.status == Status.WAITING:
        case = resume_case(case=case, by=by, at=at)
    resolution = Resolution.objects.create(
        case=case, finding=finding, words=words, resolved_by=by, team=case.team, resolved_at=at
    )
    Case.objects.filter(pk=case.pk).update(status=Status.RESOLVED, resolved_at=at)
    facts = {"finding": Finding(finding).label, "words": words}
    notice = tell_customer(case=case, topic="case-resolved", key=f"case-resolved:{resolution.pk}", at=at, facts=facts)
    record_event(case=case, kind=EventKind.RESOLVED, by=by, at=at, words=finding, notice=notice)
    meet_promise(case=case, promise=Promise.FIRST_ANSWER, by=by, at=at)
    meet_promise(case=case, promise=Promise.RESOLUTION, by=by, at=at)
    end_promises(case=case, at=at)
    place_in_queue(case=case)
    return resolution


@transaction.atomic
def reopen_case(*, case: Case, because: str, by: User | None, at: datetime) -> Case:
    """Work on it again, under new promises of the same policies; it goes back to whoever had it."""
    case = locked(case)
    if not (case.is_resolved or case.status == Status.CLOSED):
        raise NotPossibleNow(_("Only a resolved or closed case can be reopened."))
    case.status = Status.IN_PROGRESS if case.owner_id else Status.OPEN
    Case.objects.filter(pk=case.pk).update(status=case.status, resolved_at=None, closed_at=None)
    case.resolutions.filter(reopened_at__isnull=True).update(reopened_at=at, reopened_because=because)
    record_event(case=case, kind=EventKind.REOPENED, by=by, at=at)
    make_promises(case=case, at=at)
    if case.owner_id:
        meet_promise(case=case, promise=Promise.ACKNOWLEDGED, by=by, at=at)
    place_in_queue(case=case)
    return case


@transaction.atomic
def close_case(*, case: Case, by: User | None, at: datetime) -> Case:
    """Close a resolved case, and ask whoever can be reached to rate it."""
    case = locked(case, Status.CLOSED)
    if not case.is_resolved:
        raise NotPossibleNow(_("Resolve the case first: the customer is owed a finding and the reasons for it."))
    case.status, case.closed_at = Status.CLOSED, at
    case.save(update_fields=["status", "closed_at"])
    record_event(case=case, kind=EventKind.CLOSED, by=by, at=at)
    if case.is_reachable:
        invite_to_rate(case=case, at=at)
    return locked(case)
