"""Erasing what people wrote when they were asked; what is counted stays."""

from datetime import datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.cases.actions.survey import forget_old_survey_words, forget_survey_words
from gasservice.questionnaires.models import Answer, WordsErased
from gasservice.registry.models import Customer
from gasservice.standards.clock import months_after
from gasservice.standards.queries import months_kept_on
from gasservice.standards.terms import PaperKept
from gasservice.users.models import User
from gasservice.web.refusals import Refusal

BATCH = 500


class NothingToErase(Refusal):
    """There are no words."""


@transaction.atomic
def erase_words(*, customer: Customer, reason: str, by: User, at: datetime) -> WordsErased:
    """Erase what a customer wrote into questionnaires and about outages, and keep who did it and why.

    Source: Personal Information Protection Law, art. 47. What they wrote in cases is forgotten with the cases.
    """
    given = Answer.objects.filter(asked__customer=customer).exclude(words="")
    erased = given.update(words="", erased_at=at) + forget_survey_words(customer=customer)
    if not erased:
        raise NothingToErase(_("This customer has written nothing that stands here."), field="customer")
    return WordsErased.objects.create(customer=customer, by=by, at=at, reason=reason, answers=erased)


@transaction.atomic
def erase_answer(*, answer: Answer, reason: str, by: User, at: datetime) -> WordsErased:
    """Erase what somebody wrote in answer to one question."""
    if not Answer.objects.filter(pk=answer.pk).exclude(words="").update(words="", erased_at=at):
        raise NothingToErase(_("These words were erased already."))
    return WordsErased.objects.create(customer=answer.asked.customer, by=by, at=at, reason=reason, answers=1)


@transaction.atomic
def erase_old_words(*, at: datetime, limit: int = BATCH) -> int:
    """Erase words that were kept as long as the published rule says; give how many. Without a rule they are kept."""
    today = timezone.localdate(at)
    months = months_kept_on(today).get(PaperKept.WORDS)
    if months is None:
        return 0
    before = timezone.make_aware(datetime.combine(months_after(today, -months), time()))
    rows = Answer.objects.filter(asked__answered_at__lt=before).exclude(words="")
    old = list(rows.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)[:limit])
    erased = Answer.objects.filter(pk__in=old).update(words="", erased_at=at)
    erased += forget_old_survey_words(before=before, limit=limit)
    if erased:
        WordsErased.objects.create(at=at, answers=erased)
    return erased
