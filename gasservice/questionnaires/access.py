"""Who makes questionnaires and reads their results; whoever was drawn answers by a link of their own."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from gasservice.cases.access import may_erase_words
from gasservice.questionnaires.models import Answer, Asked, Campaign
from gasservice.questionnaires.secrets import asked_by_link
from gasservice.users.models import User
from gasservice.users.terms import Role

MAKERS = frozenset({Role.SUPERVISOR, Role.STANDARDS_OFFICER})
READERS = MAKERS | {Role.AUDITOR}


def may_make_campaigns(user: User) -> bool:
    return user.is_authenticated and user.role in MAKERS


def campaigns_visible_to(user: User) -> QuerySet[Campaign]:
    """Give all campaigns to who makes them and who audits; to everybody else there is none."""
    is_reader = user.is_authenticated and user.role in READERS
    return Campaign.objects.all() if is_reader else Campaign.objects.none()


def get_campaign(user: User, pk: int, *, to_change: bool = False) -> Campaign:
    """Give a campaign: 404 to who may not see it, 403 to who may only read it."""
    campaign = campaigns_visible_to(user).select_related("district", "community", "made_by").filter(pk=pk).first()
    if campaign is None:
        raise Http404
    if to_change and not may_make_campaigns(user):
        raise PermissionDenied(_("You may read this questionnaire, and change nothing of it."))
    return campaign


def get_answer_in_words(user: User, pk: int) -> Answer:
    """Give an answer in words to who may erase them; 404 to everybody else."""
    rows = Answer.objects.select_related("asked__customer", "question__campaign").exclude(words="")
    answer = rows.filter(pk=pk).first() if may_erase_words(user) else None
    if answer is None:
        raise Http404
    return answer


def get_asked(secret: str) -> Asked:
    """Give whom a link was made for, once the questionnaire went out; 404 for any other link."""
    place = "gas_account__service_point__premise__community"
    rows = Asked.objects.select_related("campaign", "customer", place).filter(campaign__launched_at__isnull=False)
    asked = rows.filter(pk=asked_by_link(secret)).first()
    if asked is None:
        raise Http404
    return asked
