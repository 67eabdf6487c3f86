"""Forgetting whom we told and in which words; that something was told, and when, stays."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat

from gasservice.notices.models import Delivery, NoticeText


@transaction.atomic
def forget_deliveries(*, notices: Iterable[int]) -> None:
    """Take names, addresses, places, links and words out of what was told; what still waited is not sent any more."""
    notices = list(notices)
    told = Delivery.objects.filter(notice__in=notices)
    told.filter(sent_at__isnull=True).delete()
    # An address stands for one recipient of a notice, so each keeps a sign of its own.
    told.update(user=None, premise=None, link="", address=Concat(Value("erased "), Cast(F("pk"), CharField())))
    NoticeText.objects.filter(notice__in=notices).update(subject="", body="", short="")
