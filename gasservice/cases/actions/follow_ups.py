"""Calling whom it went badly for: opened by a 1 or a 2, promised, and done when a supervisor has called."""

from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from gasservice.cases.actions.filing import open_case
from gasservice.cases.actions.keeping import end_promise, meet_promise, place_in_queue
from gasservice.cases.actions.promises import start_promise
from gasservice.cases.actions.story import record_event
from gasservice.cases.models import Case, Commitment, FollowUp, Note, SurveyInvitation, SurveyResponse
from gasservice.cases.terms import ChannelIn, EventKind, Part
from gasservice.notices.actions import Recipient, tell
from gasservice.standards.models import CaseKind
from gasservice.standards.terms import Door, Promise
from gasservice.users.models import User
from gasservice.web.refusals import Refusal

UNHAPPY = 2  # this score, and what is below it
ABOUT_OUTAGE = {"door": Door.COMPLAINTS, "code": "outage"}


class CalledAlready(Refusal):
    """Somebody has called them, or they have thought better of it."""


def follow_answer(
    *, invitation: SurveyInvitation, response: SurveyResponse, case: Case | None, at: datetime
) -> FollowUp | None:
    """Have a supervisor call whoever is unhappy, once; who is not any more before the call is left alone."""
    known = FollowUp.objects.filter(invitation=invitation).select_related("case").first()
    if response.score > UNHAPPY:
        if known and known.is_waiting:
            end_follow_up(case=known.case, at=at)
        return None
    if known and known.ended_at is None:
        return known
    case = case or case_about(invitation, response, at)
    return open_follow_up(case=case, at=at, invitation=invitation) if case else None


def open_follow_up(*, case: Case, at: datetime, **whence) -> FollowUp:
    """Promise that a supervisor calls, and tell them; a case has one such call ahead. `whence` is what showed it."""
    if ahead := FollowUp.objects.waiting().filter(case=case).first():
        return ahead
    commitment = start_promise(case=case, promise=Promise.FOLLOW_UP, at=at)
    facts = {"case": case, "commitment": commitment, "due_at": commitment and commitment.due_at}
    opened, _is_new = FollowUp.objects.update_or_create(**whence, defaults=facts | {"opened_at": at, "ended_at": None})
    place_in_queue(case=case)
    if supervisor := supervisor_of(case):
        told = {"reference": case.reference, "title": case.title, "due_at": opened.due_at}
        to = Recipient(user=supervisor, link=reverse("follow-up", args=[opened.pk]))
        tell(key=f"unhappy-customer:{opened.pk}", topic="unhappy-customer", to=[to], at=at, facts=told)
    return opened


def case_about(invitation: SurveyInvitation, response: SurveyResponse, at: datetime) -> Case | None:
    """Open a complaint for whom an outage went badly for: a promise stands on a case, and there was none."""
    kind = CaseKind.objects.valid_on(timezone.localdate(at)).filter(**ABOUT_OUTAGE).first()
    if kind is None:
        return None
    customer, account = invitation.customer, invitation.gas_account
    premise, language = account.service_point.premise, customer.language or settings.CUSTOMER_LANGUAGE
    with translation.override(language):
        facts = {"reference": invitation.interruption.reference, "score": response.score}
        title = _("Outage %(reference)s rated %(score)s of 5") % facts
    whose = {"filed_by": customer.user, "customer": customer, "language": language, "contact_name": customer.name[:80]}
    where = {"gas_account": account, "premise": premise, "community": premise.community}
    return open_case(
        kind=kind,
        words=response.words or title,
        by=None,
        at=at,
        submission=uuid5(NAMESPACE_URL, f"survey {invitation.key}"),
        title=title,
        channel=ChannelIn.WEB,
        contact_phone=customer.phone,
        contact_email=customer.email,
        **whose,
        **where,
    ).case


def supervisor_of(case: Case) -> User | None:
    """Give who calls: the supervisor of the team, else its lead or head; nobody whom the case is about."""
    named = set(case.participants.filter(part=Part.NAMED).values_list("user", flat=True))
    people = (case.team.supervisor, case.team.lead, case.team.head)
    return next((person for person in people if person and person.is_active and person.pk not in named), None)


def end_follow_up(*, case: Case, at: datetime) -> None:
    """End the call that is ahead on a case, and its promise with it."""
    if not FollowUp.objects.waiting().filter(case=case).update(ended_at=at):
        return
    running = Commitment.objects.running().filter(case=case, promise=Promise.FOLLOW_UP)
    for row in running.select_for_update(of=("self",)).select_related("policy", "case"):
        end_promise(row, by=None, at=at)
    place_in_queue(case=case)


@transaction.atomic
def record_follow_up(*, follow_up: FollowUp, said: str, will_do: str, by: User, at: datetime) -> FollowUp:
    """Note that a supervisor called, what was said and what will be done: the promise is kept, or was missed."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=follow_up.case_id)
    held = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if not held.is_waiting:
        raise CalledAlready(_("Nobody has to call any more: look at the case."))
    body = "\n\n".join([said, _("What will be done: %(words)s") % {"words": will_do}])
    held.note = Note.objects.create(case=case, body=body, by=by, at=at)
    held.called_at, held.called_by = at, by
    held.save(update_fields=["note", "called_at", "called_by"])
    record_event(case=case, kind=EventKind.FOLLOWED_UP, by=by, at=at, note=held.note)
    meet_promise(case=case, promise=Promise.FOLLOW_UP, by=by, at=at)
    place_in_queue(case=case)
    return held
