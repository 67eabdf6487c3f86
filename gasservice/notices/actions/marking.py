"""What became of a delivery: sent, to be tried again, or dead and then told on paper."""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from gasservice.notices.models import Delivery, NoticeText
from gasservice.notices.terms import SENT_CHANNELS, Channel, DeliveryState

# What these say opens something; it is kept no longer than it takes to send.
SECRET_TOPICS = frozenset({"claim-code", "door-code"})
RETRY_AFTER = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 3 * 60, 6 * 60, 12 * 60))
FAILURE_LENGTH = 300

# Rows are locked in one order, so that two who mark never wait for each other in a ring.
MARK_SENT = """
WITH sent AS MATERIALIZED (SELECT id FROM notices_delivery WHERE id = ANY(%(ids)s) ORDER BY id FOR UPDATE)
UPDATE notices_delivery d
SET state = 'sent', sent_at = %(at)s, attempts = attempts + 1, claimed_until = NULL, failure = '', link = ''
FROM sent WHERE d.id = sent.id
"""


def mark_sent(*, deliveries: list[Delivery], at: datetime) -> None:
    """Note that they were sent, and forget the links, which may open the matter to whoever holds them."""
    with connection.cursor() as cursor:
        cursor.execute(MARK_SENT, {"ids": [delivery.pk for delivery in deliveries], "at": at})
    for notice in {delivery.notice_id for delivery in deliveries if delivery.notice.topic in SECRET_TOPICS}:
        forget_secret_words(notice)


def forget_secret_words(notice: int) -> None:
    """Forget the words of a notice that carries a code, as soon as nobody waits for it any more."""
    if not Delivery.objects.filter(notice=notice, state=DeliveryState.WAITING).exists():
        NoticeText.objects.filter(notice=notice).update(body="", short="")


def mark_failed(*, delivery: Delivery, failure: str, at: datetime) -> None:
    """Note why it failed, and try again later, each time after longer; after the last time give up."""
    waiting = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.WAITING)
    changes = {"failure": failure[:FAILURE_LENGTH], "attempts": delivery.attempts + 1, "claimed_until": None}
    if delivery.attempts < len(RETRY_AFTER):
        waiting.update(**changes, not_before=at + RETRY_AFTER[delivery.attempts])
    elif delivery.premise_id is None:
        waiting.update(**changes, state=DeliveryState.DEAD, link="")
    else:
        give_up(delivery, changes, at)


@transaction.atomic
def give_up(delivery: Delivery, changes: dict, at: datetime) -> None:
    """Let it die, and tell the place on paper unless it was reached, or still may be, in another way."""
    # Locked in one order: of two that die at the same moment, the second sees the first dead.
    ways = list(ways_beside(delivery).select_for_update().order_by("pk"))
    dying = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.WAITING)
    is_dead = dying.update(**changes, state=DeliveryState.DEAD, link="")
    if is_dead and all(way.state == DeliveryState.DEAD for way in ways if way.pk != delivery.pk):
        put_on_paper(delivery, at)


def ways_beside(delivery: Delivery) -> QuerySet[Delivery]:
    """Give all letters and text messages of the notice to the same place or the same user, this one among them."""
    who = Q(premise=delivery.premise_id)
    if delivery.user_id:
        who |= Q(user=delivery.user_id)
    return Delivery.objects.filter(who, notice=delivery.notice_id, channel__in=SENT_CHANNELS)


def put_on_paper(delivery: Delivery, at: datetime) -> None:
    """Let a place be told at its door, once, however many ways to it died.

    The link that died may have been one person's own; at a door everybody reads it, so the notice's stands there.
    """
    paper = Delivery(
        notice_id=delivery.notice_id,
        channel=Channel.PAPER,
        address=delivery.premise.code,
        premise_id=delivery.premise_id,
        language=delivery.language,
        link=delivery.notice.link,
        urgency=delivery.urgency,
        not_before=at,
    )
    Delivery.objects.bulk_create([paper], ignore_conflicts=True)
