"""Sending the links of campaigns that are open: in portions, each link once, however many sweep."""

from datetime import datetime
from itertools import groupby

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from gasservice.notices.actions import recipient_of
from gasservice.notices.actions.telling import tell_some
from gasservice.questionnaires.models import Asked, Campaign
from gasservice.questionnaires.secrets import secret_of_asked

BATCH = 500


@transaction.atomic
def send_questionnaires(*, at: datetime, limit: int = BATCH) -> int:
    """Tell the next of those drawn for a campaign that is open; give how many. Quiet hours are kept by the outbox."""
    today = timezone.localdate(at)
    unsent = Asked.objects.filter(sent_at__isnull=True, campaign__opens_on__lte=today, campaign__closes_on__gt=today)
    rows = unsent.select_related("campaign", "customer__user").order_by("campaign", "pk")
    drawn = list(rows.select_for_update(of=("self",), skip_locked=True)[:limit])
    for campaign, asked in groupby(drawn, key=lambda row: row.campaign):
        send_to(campaign, list(asked), at)
    return Asked.objects.filter(pk__in=[row.pk for row in drawn]).update(sent_at=at)


def send_to(campaign: Campaign, asked: list[Asked], at: datetime) -> None:
    links = {row.pk: reverse("questionnaire", args=[secret_of_asked(row.pk)]) for row in asked}
    to = [recipient_of(row.customer, links[row.pk], is_open=True) for row in asked]
    tell_some(key=f"questionnaire:{campaign.pk}", topic="questionnaire", to=to, at=at, facts={"campaign": campaign})
