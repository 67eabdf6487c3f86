"""Sending what waits: claimed so that nobody else sends it, sent, then marked, one by one."""

import logging
from contextlib import closing
from datetime import datetime, timedelta

from django.db import connection

from gasservice.notices.carriers import Carriers
from gasservice.notices.models import Delivery, NoticeText
from gasservice.notices.terms import DeliveryState

log = logging.getLogger(__name__)

BATCH = 25
# What these say opens something; it is kept no longer than it takes to send.
SECRET_TOPICS = frozenset({"claim-code", "door-code"})
# Longer than a batch takes, and than a worker may live; what a killed one held is free again after it.
CLAIM = timedelta(minutes=6)
RETRY_AFTER = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 3 * 60, 6 * 60, 12 * 60))
FAILURE_LENGTH = 300

CLAIM_WAITING = """
WITH due AS MATERIALIZED (
    SELECT id FROM notices_delivery
    WHERE state = 'waiting' AND not_before <= %(at)s AND (claimed_until IS NULL OR claimed_until <= %(at)s)
    ORDER BY urgency DESC, not_before, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
)
UPDATE notices_delivery d SET claimed_until = %(until)s, attempts = attempts + 1
FROM due WHERE d.id = due.id
RETURNING d.id
"""


def send_waiting(*, at: datetime, limit: int = BATCH) -> int:
    """Send deliveries whose time has come, however many sweep beside us; give how many were tried."""
    claimed = claim_waiting(at=at, limit=limit)
    with closing(Carriers()) as carriers:
        for delivery, text in claimed:
            try:
                carriers.carry(delivery, text)
            except Exception as error:  # one letter that cannot be sent must not keep back the others
                log.warning("delivery %s failed: %s", delivery.pk, error)
                mark_failed(delivery=delivery, failure=str(error) or type(error).__name__, at=at)
            else:
                mark_sent(delivery=delivery, at=at)
    return len(claimed)


def claim_waiting(*, at: datetime, limit: int) -> list[tuple[Delivery, NoticeText]]:
    """Claim what waits, the urgent first, then the oldest, and give it with its words."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM_WAITING, {"at": at, "until": at + CLAIM, "limit": limit})
        claimed = [pk for (pk,) in cursor.fetchall()]
    deliveries = list(
        Delivery.objects.filter(pk__in=claimed).select_related("notice").order_by("-urgency", "not_before", "pk")
    )
    texts = NoticeText.objects.filter(notice__in={delivery.notice_id for delivery in deliveries})
    words = {(text.notice_id, text.language): text for text in texts}
    return [(delivery, words[delivery.notice_id, delivery.language]) for delivery in deliveries]


def mark_sent(*, delivery: Delivery, at: datetime) -> None:
    """Note that it was sent, and forget the link, which may open the matter to whoever holds it."""
    Delivery.objects.filter(pk=delivery.pk).update(
        state=DeliveryState.SENT, sent_at=at, claimed_until=None, failure="", link=""
    )
    forget_secret_words(delivery)


def forget_secret_words(delivery: Delivery) -> None:
    """Forget the words of a notice that carries a code, as soon as nobody waits for it any more."""
    waiting = Delivery.objects.filter(notice=delivery.notice_id, state=DeliveryState.WAITING)
    if delivery.notice.topic in SECRET_TOPICS and not waiting.exists():
        NoticeText.objects.filter(notice=delivery.notice_id).update(body="", short="")


def mark_failed(*, delivery: Delivery, failure: str, at: datetime) -> None:
    """Note why it failed, and try again later, each time after longer; after the last time give up."""
    changes = {"failure": failure[:FAILURE_LENGTH], "claimed_until": None}
    if delivery.attempts > len(RETRY_AFTER):
        changes |= {"state": DeliveryState.DEAD, "link": ""}
    else:
        changes |= {"not_before": at + RETRY_AFTER[delivery.attempts - 1]}
    waiting = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.WAITING)
    waiting.update(**changes)
