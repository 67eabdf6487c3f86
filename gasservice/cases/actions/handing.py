"""Giving a case to somebody: assigned, handed over with a reason, moved to another door."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gasservice.cases.actions.filing import alert_of_emergency, team_for
from gasservice.cases.actions.keeping import meet_promise, place_in_queue, renew_promises
from gasservice.cases.actions.story import record_event
from gasservice.cases.actions.telling import tell_new_owner
from gasservice.cases.actions.work import NotPossibleNow, locked, resume_case
from gasservice.cases.models import Assignment, Case, CaseParticipant, Referral
from gasservice.cases.terms import EventKind, Part, Status
from gasservice.standards.models import CaseKind
from gasservice.standards.terms import Priority, Promise
from gasservice.users.models import Team, User
from gasservice.web.refusals import Refusal


class NotForThisPerson(Refusal):
    """The person may not have this case."""


@transaction.atomic
def assign_case(*, case: Case, to_owner: User, by: User, at: datetime) -> Case:
    """Give a case to a person of its team: a named person has it now."""
    case = give(locked_live(case), case.team, to_owner, by=by, at=at)
    record_event(case=case, kind=EventKind.ASSIGNED, by=by, at=at, subject=to_owner, team=case.team)
    meet_promise(case=case, promise=Promise.ACKNOWLEDGED, by=by, at=at)
    place_in_queue(case=case)
    return case


@transaction.atomic
def hand_over_case(
    *, case: Case, to_team: Team, reason: str, by: User, at: datetime, to_owner: User | None = None
) -> Case:
    """Hand a case to another team or person, and say why; the clocks run on."""
    case = give(locked_live(case), to_team, to_owner, by=by, at=at, reason=reason, is_handover=True)
    record_event(
        case=case, kind=EventKind.HANDED_OVER, by=by, at=at, subject=to_owner, team=to_team, words=reason[:300]
    )
    if to_owner:
        meet_promise(case=case, promise=Promise.ACKNOWLEDGED, by=by, at=at)
    place_in_queue(case=case)
    return case


@transaction.atomic
def transfer_case(*, case: Case, to_kind: CaseKind, reason: str, by: User, at: datetime) -> Case:
    """Move a case to the door it belongs to; number, story, promises and clocks carry on.

    One that turns out to be an emergency becomes what filing it as one would have made it.
    """
    case = locked_live(case)
    Referral.objects.create(
        case=case,
        from_door=case.door,
        to_door=to_kind.door,
        from_kind=case.kind,
        to_kind=to_kind,
        reason=reason,
        by=by,
        at=at,
    )
    is_emergency = to_kind.priority == Priority.EMERGENCY
    turns_emergency = is_emergency and case.priority != Priority.EMERGENCY
    case.priority = Priority.EMERGENCY if turns_emergency else case.priority
    team = team_for(to_kind, case.community, is_emergency=is_emergency)
    owner = case.owner if case.team_id == team.pk else None
    Case.objects.filter(pk=case.pk).update(door=to_kind.door, kind=to_kind, priority=case.priority)
    case.door, case.kind = to_kind.door, to_kind
    case = give(case, team, owner, by=by, at=at, reason=reason, is_handover=True)
    record_event(case=case, kind=EventKind.TRANSFERRED, by=by, at=at, team=team, words=reason[:300])
    if turns_emergency:
        raise_emergency(case, by, at)
    place_in_queue(case=case)
    return case


def raise_emergency(case: Case, by: User, at: datetime) -> None:
    """Start the clocks of an emergency in the place of those that ran, and let the duty desk know at once, once."""
    if case.is_waiting:
        resume_case(case=case, by=by, at=at)
    renew_promises(case=case, by=by, at=at)
    if case.owner_id:
        meet_promise(case=case, promise=Promise.ACKNOWLEDGED, by=by, at=at)
    told = case.messages.filter(is_from_customer=True).order_by("at", "pk").values_list("body", flat=True).first()
    alert_of_emergency(case, told or case.title, at)


def locked_live(case: Case) -> Case:
    held = locked(case)
    if not held.is_live:
        raise NotPossibleNow(_("This case is no longer open. Reopen it first."))
    return held


def give(
    case: Case, team: Team, owner: User | None, *, by: User, at: datetime, reason: str = "", is_handover: bool = False
) -> Case:
    """Write the new team and owner; a waiting case goes on waiting."""
    if owner:
        refuse_unfit(case, team, owner)
    is_given = owner and owner not in (by, case.owner)
    if case.status != Status.WAITING:
        case.status = Status.IN_PROGRESS if owner else Status.OPEN
    case.team, case.owner = team, owner
    Case.objects.filter(pk=case.pk).update(team=team, owner=owner, status=case.status)
    facts = {"reason": reason, "is_handover": is_handover}
    given = Assignment.objects.create(case=case, team=team, owner=owner, by=by, at=at, **facts)
    if is_given:
        tell_new_owner(case=case, owner=owner, key=f"case-given:{given.pk}", at=at)
    return case


def refuse_unfit(case: Case, team: Team, owner: User) -> None:
    if owner.team_id != team.pk or not owner.works_cases or not owner.is_active:
        raise NotForThisPerson(_("Choose somebody who works in that team."), field="to_owner")
    if CaseParticipant.objects.filter(case=case, user=owner, part=Part.NAMED).exists():
        raise NotForThisPerson(_("This case cannot go to that person. Choose another."), field="to_owner")


@transaction.atomic
def name_person(*, case: Case, person: User, by: User | None, at: datetime) -> CaseParticipant:
    """Note whom a case is about: from now on they see nothing of it, and an owner so named loses it."""
    case = locked(case)
    named, is_new = CaseParticipant.objects.get_or_create(case=case, user=person, part=Part.NAMED)
    if is_new:
        record_event(case=case, kind=EventKind.NAMED, by=by, at=at)
    if case.owner_id == person.pk and case.is_live:
        give(case, case.team, None, by=by, at=at, reason="")
        place_in_queue(case=case)
    return named
