"""Sending what waits: claimed so that nobody else sends it, sent, then marked."""

import logging
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta

from gasservice.notices.actions.marking import mark_failed, mark_sent
from gasservice.notices.carriers import CARRIERS, Carrier
from gasservice.notices.models import Delivery, NoticeText
from gasservice.notices.pace import share_of
from gasservice.notices.terms import SENT_CHANNELS

log = logging.getLogger(__name__)

# Longer than a batch takes, and than a worker may live; what a killed one held is free again after it.
CLAIM = timedelta(minutes=6)

CLAIM_WAITING = """
WITH due AS MATERIALIZED (
    SELECT id FROM notices_delivery
    WHERE state = 'waiting' AND channel = %(channel)s AND not_before <= %(at)s
        AND (claimed_until IS NULL OR claimed_until <= %(at)s)
    ORDER BY urgency DESC, not_before, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
)
UPDATE notices_delivery d SET claimed_until = %(until)s FROM due WHERE d.id = due.id
RETURNING d.*
"""

Claimed = tuple[Delivery, NoticeText]


class NoWords(Exception):
    """The notice was never worded in the language of a delivery."""


def send_waiting(*, at: datetime, limit: int | None = None) -> int:
    """Send deliveries whose time has come, on each channel as many as its provider takes; give how many were tried."""
    return sum(send_over(channel, at=at, limit=limit) for channel in SENT_CHANNELS)


def send_over(channel: str, *, at: datetime, limit: int | None) -> int:
    """Send a batch over one channel, however many sweep beside us."""
    with closing(CARRIERS[channel]()) as carrier:
        share = share_of(channel, limit or carrier.batch, at=at)
        claimed = claim_waiting(channel=channel, at=at, limit=share) if share else []
        for pack in packs_of(claimed, carrier.marked_together):
            carry_and_mark(carrier, pack, at=at)
    return len(claimed)


def claim_waiting(*, channel: str, at: datetime, limit: int) -> list[Claimed]:
    """Claim what waits, the urgent first, then the oldest, and give it with its words."""
    facts = {"channel": channel, "at": at, "until": at + CLAIM, "limit": limit}
    claimed = Delivery.objects.raw(CLAIM_WAITING, facts).prefetch_related("notice")
    deliveries = sorted(claimed, key=lambda row: (-row.urgency, row.not_before, row.pk))
    texts = NoticeText.objects.filter(notice__in={delivery.notice_id for delivery in deliveries})
    words = {(text.notice_id, text.language): text for text in texts}
    return [(delivery, words.get((delivery.notice_id, delivery.language))) for delivery in deliveries]


def packs_of(claimed: list[Claimed], size: int) -> Iterator[list[Claimed]]:
    return (claimed[start : start + size] for start in range(0, len(claimed), size))


def carry_and_mark(carrier: Carrier, pack: list[Claimed], *, at: datetime) -> None:
    """Send a pack, then mark it; whoever is killed in between sends it again."""
    sent = []
    for delivery, text in pack:
        try:
            carry(carrier, delivery, text)
        except Exception as error:  # one letter that cannot be sent must not keep back the others
            log.warning("delivery %s failed: %s", delivery.pk, error)
            mark_failed(delivery=delivery, failure=str(error) or type(error).__name__, at=at)
        else:
            sent.append(delivery)
    if sent:
        mark_sent(deliveries=sent, at=at)


def carry(carrier: Carrier, delivery: Delivery, text: NoticeText | None) -> None:
    if text is None:
        raise NoWords(f"the notice has no words in {delivery.language}")
    carrier.carry(delivery, text)
