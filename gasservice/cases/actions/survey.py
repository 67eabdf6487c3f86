"""Asking whether it was well done, and keeping the answer."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gasservice.cases.actions.story import record_event
from gasservice.cases.actions.telling import tell_customer
from gasservice.cases.models import Case, SurveyInvitation, SurveyResponse
from gasservice.cases.secrets import hash_of_link
from gasservice.cases.terms import EventKind
from gasservice.web.refusals import Refusal

ANSWER_WITHIN = timedelta(days=14)


class TooLateToRate(Refusal):
    """The invitation has ended."""


@dataclass(frozen=True)
class Invited:
    """An invitation and the secret of its link."""

    invitation: SurveyInvitation
    secret: str


@transaction.atomic
def invite_to_rate(*, case: Case, at: datetime) -> Invited:
    """Ask the customer to rate a closed case; who handled it is kept with the question."""
    secret = secrets.token_urlsafe(18)
    invitation = SurveyInvitation.objects.create(
        case=case,
        secret_hash=hash_of_link(secret),
        handler=case.owner,
        team=case.team,
        sent_at=at,
        expires_at=at + ANSWER_WITHIN,
    )
    link = reverse("rate", args=[secret])
    notice = tell_customer(case=case, topic="case-survey", key=f"case-survey:{invitation.pk}", at=at, link=link)
    record_event(case=case, kind=EventKind.SURVEYED, by=None, at=at, notice=notice)
    return Invited(invitation, secret)


@transaction.atomic
def rate_case(
    *, invitation: SurveyInvitation, score: int, at: datetime, is_solved: bool | None = None, words: str = ""
) -> SurveyResponse:
    """Keep the customer's judgement; they may change it until the invitation ends."""
    held = SurveyInvitation.objects.select_for_update().select_related("case").get(pk=invitation.pk)
    if at >= held.expires_at:
        raise TooLateToRate(
            _("This could be answered for 14 days, and they are over. Call us: we still want to hear it.")
        )
    answer = {"score": score, "is_solved": is_solved, "words": words, "answered_at": at}
    response, is_new = SurveyResponse.objects.update_or_create(invitation=held, defaults=answer)
    if is_new:
        record_event(case=held.case, kind=EventKind.RATED, by=None, at=at, words=str(score))
    return response
