"""Making a campaign: its questions, and its launch, which draws the sample."""

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.questionnaires.models import Asked, Campaign, Question
from gasservice.questionnaires.queries import drawn_of, frame_of
from gasservice.users.models import User
from gasservice.web.refusals import Refusal

MOST_QUESTIONS = 12


class LaunchedAlready(Refusal):
    """What was asked of people is not changed under them."""


class NothingToLaunch(Refusal):
    """A campaign asks somebody something."""


def draft_campaign(*, by: User, at: datetime, **facts) -> Campaign:
    return Campaign.objects.create(made_by=by, made_at=at, **facts)


def held_draft(campaign: Campaign) -> Campaign:
    held = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    if held.is_launched:
        raise LaunchedAlready(_("It is launched: what was asked of some must be asked of all."))
    return held


@transaction.atomic
def change_campaign(*, campaign: Campaign, **facts) -> Campaign:
    held = held_draft(campaign)
    for name, value in facts.items():
        setattr(held, name, value)
    held.save(update_fields=list(facts))
    return held


@transaction.atomic
def add_question(*, campaign: Campaign, **facts) -> Question:
    """Put a question at the end; a questionnaire is short, or nobody answers it."""
    held = held_draft(campaign)
    if held.questions.count() >= MOST_QUESTIONS:
        raise NothingToLaunch(_("Twelve questions are enough: nobody answers more."))
    last = held.questions.aggregate(last=Max("position"))["last"] or 0
    return Question.objects.create(campaign=held, position=last + 1, **facts)


@transaction.atomic
def remove_question(*, campaign: Campaign, position: int) -> None:
    held_draft(campaign).questions.filter(position=position).delete()


@transaction.atomic
def launch_campaign(*, campaign: Campaign, by: User, at: datetime, seed: str = "") -> Campaign:
    """Draw the sample, once; a sweep sends the links while the campaign is open."""
    held = held_draft(campaign)
    today = timezone.localdate(at)
    if not held.questions.exists():
        raise NothingToLaunch(_("There is no question yet."))
    if held.closes_on <= today:
        raise NothingToLaunch(_("Its last day is over. Choose later days."))
    held.frame_size = frame_of(held, at).count()
    held.seed, held.launched_by, held.launched_at = seed or secrets.token_hex(8), by, at
    drawn = drawn_of(held, at)
    if not drawn:
        raise NothingToLaunch(_("Nobody fits who can be reached and was not asked anything lately."))
    held.save(update_fields=["frame_size", "seed", "launched_by", "launched_at"])
    Asked.objects.bulk_create(
        Asked(campaign=held, customer_id=customer, gas_account_id=account, drawn_at=at) for customer, account in drawn
    )
    return held
