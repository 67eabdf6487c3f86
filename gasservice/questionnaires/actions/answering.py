"""Keeping answers."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.questionnaires.models import Answer, Asked, Question
from gasservice.web.refusals import Refusal


class NotOpen(Refusal):
    """The campaign has not begun, or is over."""


@transaction.atomic
def answer_questionnaire(*, asked: Asked, answers: dict[Question, int | str | None], at: datetime) -> Asked:
    """Keep what somebody answers in the place of what they answered before; what they left out is no answer."""
    held = Asked.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=asked.pk)
    if not held.campaign.is_open_on(timezone.localdate(at)):
        raise NotOpen(_("This questionnaire is over. Thank you all the same."))
    held.answers.all().delete()
    given = {question: value for question, value in answers.items() if value not in (None, "")}
    Answer.objects.bulk_create(kept_answer(held, question, value) for question, value in given.items())
    held.answered_at = at if given else None
    held.save(update_fields=["answered_at"])
    return held


def kept_answer(asked: Asked, question: Question, value: int | str) -> Answer:
    said = {"words": value} if isinstance(value, str) else {"number": value}
    return Answer(asked=asked, question=question, **said)
