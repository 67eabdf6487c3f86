"""Papers that hang at doors: the proof that somebody without another way was told."""

from collections.abc import Iterable
from datetime import datetime

from gasservice.notices.models import Delivery
from gasservice.notices.terms import Channel, DeliveryState
from gasservice.users.models import User


def hang_papers(*, papers: Iterable[Delivery], by: User, at: datetime) -> int:
    """Note who hung papers at their doors and when; what hung before keeps who hung it. Give how many are new."""
    waiting = Delivery.objects.filter(pk__in=[paper.pk for paper in papers], channel=Channel.PAPER)
    return waiting.filter(state=DeliveryState.WAITING).update(
        state=DeliveryState.SENT, sent_at=at, hung_by=by, attempts=1
    )
