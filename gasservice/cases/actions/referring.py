"""Asking another door for work on a case, and answering: door, owner and the other promises stay as they are."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gasservice.cases.actions.filing import NoTeamForThis
from gasservice.cases.actions.handing import locked_live
from gasservice.cases.actions.keeping import meet_promise, place_in_queue
from gasservice.cases.actions.promises import start_promise
from gasservice.cases.actions.story import record_event
from gasservice.cases.actions.telling import tell_of_answer
from gasservice.cases.actions.work import NotPossibleNow, locked
from gasservice.cases.models import Case, Routing, WorkReferral
from gasservice.cases.terms import PROMISE_FOR, EventKind, WorkAsked
from gasservice.files.models import StoredFile
from gasservice.registry.models import MeterTest, Reading
from gasservice.standards.terms import Door
from gasservice.users.models import Team, User
from gasservice.web.refusals import Refusal


class NothingPromised(Refusal):
    """We have published no time for it, so nobody may be asked to wait for it."""


@transaction.atomic
def ask_for_work(
    *, case: Case, asked: WorkAsked, words: str, by: User | None, at: datetime, to_door: Door = Door.REPAIRS
) -> WorkReferral:
    """Ask the people of another door for work on a case, and promise the customer when; the same again is once."""
    case = locked_live(case)
    if case.door == to_door:
        raise NotPossibleNow(_("This case is with that desk already: open a work order instead."))
    if standing := WorkReferral.objects.standing().filter(case=case, asked=asked).first():
        return standing
    promised = start_promise(case=case, promise=PROMISE_FOR[asked], at=at)
    if promised is None:
        raise NothingPromised(_("For cases of this kind we have published no time for that."), field="asked")
    referral = WorkReferral.objects.create(
        case=case,
        to_door=to_door,
        team=team_behind(to_door, case),
        asked=asked,
        words=words,
        asked_by=by,
        asked_at=at,
        commitment=promised,
    )
    record_event(case=case, kind=EventKind.WORK_ASKED, by=by, at=at, team=referral.team, words=f"{asked} {words}")
    place_in_queue(case=case)
    return referral


def team_behind(door: Door, case: Case) -> Team:
    """Find the team of a door that goes where a case is."""
    district = case.community.district_id if case.community else None
    rows = Routing.objects.filter(door=door, kind_code="").select_related("team")
    fitting = [row for row in rows if row.district_id in (district, None)]
    if not fitting:
        raise NoTeamForThis(_("No team of that desk goes there."))
    return max(fitting, key=lambda row: row.district_id is not None).team


@transaction.atomic
def answer_work(
    *,
    referral: WorkReferral,
    answer: str,
    by: User,
    at: datetime,
    reading: Reading | None = None,
    meter_test: MeterTest | None = None,
    photo: StoredFile | None = None,
) -> WorkReferral:
    """Answer what was asked, once: its promise is met, and whoever has the case is told."""
    case = locked(referral.case)
    found = {"answer": answer, "reading": reading, "meter_test": meter_test, "photo": photo}
    standing = WorkReferral.objects.standing().filter(pk=referral.pk)
    if not standing.update(answered_by=by, answered_at=at, **found):
        raise NotPossibleNow(_("Somebody has answered this already, or the case has ended."))
    referral.refresh_from_db()
    words = f"{referral.asked} {answer}"
    record_event(case=case, kind=EventKind.WORK_ANSWERED, by=by, at=at, words=words)
    meet_promise(case=case, promise=PROMISE_FOR[referral.asked], by=by, at=at)
    place_in_queue(case=case)
    tell_of_answer(case=case, referral=referral, at=at)
    return referral
