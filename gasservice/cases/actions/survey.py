"""Asking whether it was well done, and keeping the answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.cases.actions.follow_ups import follow_answer
from gasservice.cases.actions.story import record_event
from gasservice.cases.actions.telling import tell_customer
from gasservice.cases.models import Appointment, Case, SurveyInvitation, SurveyResponse
from gasservice.cases.secrets import hash_of_link, secret_of_survey
from gasservice.cases.terms import EventKind, Occasion
from gasservice.registry.models import Customer
from gasservice.standards.queries import survey_rule_on
from gasservice.web.refusals import Refusal

ANSWER_WITHIN = timedelta(days=14)
TOPICS = {Occasion.CLOSING: "case-survey", Occasion.VISIT: "visit-survey", Occasion.CONNECTION: "connection-survey"}


class TooLateToRate(Refusal):
    """The invitation has ended."""


@dataclass(frozen=True)
class Invited:
    """An invitation and the secret of its link."""

    invitation: SurveyInvitation
    secret: str


def invite_to_rate(*, case: Case, at: datetime) -> Invited | None:
    """Ask the customer to rate a closed case, each closing once.

    Where its visit or its connection was asked about in the last days, that question stands for both.
    """
    asked = case.survey_invitations.exclude(occasion=Occasion.CLOSING)
    if since := asked_since(at):
        asked = asked.filter(sent_at__gt=since)
    if since and asked.exists():
        return None
    key = f"{Occasion.CLOSING}:{case.pk}:{(case.closed_at or at).timestamp():.0f}"
    return ask_about(case=case, occasion=Occasion.CLOSING, key=key, at=at)


def asked_since(at: datetime) -> datetime | None:
    """Give since when a matter that was asked about is not asked about again."""
    rule = survey_rule_on(timezone.localdate(at))
    return at - timedelta(days=rule.apart_days) if rule else None


@transaction.atomic
def ask_about(
    *, case: Case, occasion: Occasion, key: str, at: datetime, appointment: Appointment | None = None
) -> Invited:
    """Ask the customer of a case how it was, once for each key; who has the case now is kept with the question."""
    secret = secret_of_survey(key)
    asked = {"occasion": occasion, "case": case, "appointment": appointment, "secret_hash": hash_of_link(secret)}
    kept = {"handler": case.owner, "team": case.team, "sent_at": at, "expires_at": at + ANSWER_WITHIN}
    invitation, is_new = SurveyInvitation.objects.get_or_create(key=key, defaults=asked | kept)
    if is_new:
        topic, link = TOPICS[occasion], reverse("rate", args=[secret])
        notice = tell_customer(case=case, topic=topic, key=f"{topic}:{invitation.pk}", at=at, link=link)
        record_event(case=case, kind=EventKind.SURVEYED, by=None, at=at, notice=notice)
    return Invited(invitation, secret)


@transaction.atomic
def rate_case(*, invitation: SurveyInvitation, score: int, at: datetime, **said) -> SurveyResponse:
    """Keep the customer's judgement; they may change it until the invitation ends.

    `said` is what nobody must say: `is_solved`, `ease`, `recommend`, `words`; what is not said stays as it was. A 1 or
    a 2 has a supervisor call, and thinking better of it before the call ends that.
    """
    held = SurveyInvitation.objects.select_for_update().get(pk=invitation.pk)
    if at >= held.expires_at:
        raise TooLateToRate(
            _("This could be answered for 14 days, and they are over. Call us: we still want to hear it.")
        )
    case = Case.objects.select_for_update(of=("self",)).filter(pk=held.case_id).select_related("kind", "team").first()
    answer = {"score": score, "answered_at": at} | said
    response, is_new = SurveyResponse.objects.update_or_create(invitation=held, defaults=answer)
    if is_new and case:
        record_event(case=case, kind=EventKind.RATED, by=None, at=at, words=str(score))
    follow_answer(invitation=held, response=response, case=case, at=at)
    return response


def forget_survey_words(*, customer: Customer) -> int:
    """Forget the words of a customer's answers about outages; those about a case are forgotten with the case."""
    return SurveyResponse.objects.filter(invitation__customer=customer).exclude(words="").update(words="")


@transaction.atomic
def forget_old_survey_words(*, before: datetime, limit: int) -> int:
    """Forget the words of answers that were given before a moment, about cases and outages alike; give how many."""
    rows = SurveyResponse.objects.filter(answered_at__lt=before).exclude(words="").order_by("answered_at")
    old = list(rows.select_for_update(skip_locked=True).values_list("pk", flat=True)[:limit])
    return SurveyResponse.objects.filter(pk__in=old).update(words="")
