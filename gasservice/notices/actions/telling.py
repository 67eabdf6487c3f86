"""Telling people something, once: the words are kept, and each recipient's deliveries wait to be sent."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from gasservice.notices.models import Delivery, Notice, NoticeText, Preference
from gasservice.notices.quiet import after_quiet_hours
from gasservice.notices.terms import SENT_CHANNELS, Channel, DeliveryState, Recipient, Urgency
from gasservice.notices.wording import words_of
from gasservice.registry.models import Customer
from gasservice.web.languages import LANGUAGES

ROWS_AT_ONCE = 1_000


@transaction.atomic
def tell(
    *,
    key: str,
    topic: str,
    to: Iterable[Recipient],
    at: datetime,
    facts: dict | None = None,
    is_urgent: bool = False,
) -> Notice:
    """Tell recipients what `key` names, in the words of `topic`; a key that was told is never told again."""
    notice, is_new = notice_named(key, topic, is_urgent, at)
    if is_new:
        deliveries = list(deliveries_for(notice, list(to), at))
        languages = sorted({delivery.language for delivery in deliveries})
        NoticeText.objects.bulk_create(text_in(language, notice, facts or {}, at) for language in languages)
        # The same address in two recipients is told once.
        Delivery.objects.bulk_create(deliveries, batch_size=ROWS_AT_ONCE, ignore_conflicts=True)
    return notice


@transaction.atomic
def tell_some(*, key: str, topic: str, to: Iterable[Recipient], at: datetime, facts: dict) -> Notice:
    """Tell some of those whom `key` concerns, worded once in every language; who was told before is not told again."""
    notice, is_new = notice_named(key, topic, False, at)
    if is_new:
        NoticeText.objects.bulk_create(text_in(language, notice, facts, at) for language in LANGUAGES)
    deliveries = deliveries_for(notice, list(to), at)
    Delivery.objects.bulk_create(deliveries, batch_size=ROWS_AT_ONCE, ignore_conflicts=True)
    return notice


def notice_named(key: str, topic: str, is_urgent: bool, at: datetime, link: str = "") -> tuple[Notice, bool]:
    """Write the notice, or find the one that was told; who comes second waits here until the first has committed."""
    facts = {"key": key, "topic": topic, "is_urgent": is_urgent, "created_at": at, "link": link}
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO notices_notice (key, topic, is_urgent, created_at, link)"
            " VALUES (%(key)s, %(topic)s, %(is_urgent)s, %(created_at)s, %(link)s)"
            " ON CONFLICT (key) DO NOTHING RETURNING id",
            facts,
        )
        written = cursor.fetchone()
    if written is None:
        return Notice.objects.get(key=key), False
    return Notice(pk=written[0], **facts), True


def text_in(language: str, notice: Notice, facts: dict, at: datetime) -> NoticeText:
    words = words_of(notice.topic, facts, language=language, at=at)
    return NoticeText(notice=notice, language=language, subject=words.subject, body=words.body, short=words.short)


def deliveries_for(notice: Notice, recipients: list[Recipient], at: datetime) -> Iterator[Delivery]:
    users = [recipient.user for recipient in recipients if recipient.user]
    chosen = {row.user_id: row for row in Preference.objects.filter(user__in=users)}
    for recipient in recipients:
        preference = chosen.get(recipient.user.pk if recipient.user else None, Preference())
        is_loud = notice.is_urgent or preference.in_quiet_hours
        not_before = at if is_loud else after_quiet_hours(at, settings.QUIET_HOURS, timezone.get_default_timezone())
        for channel, address in with_paper(recipient, list(ways_to(recipient, preference, notice.is_urgent))):
            is_here = channel == Channel.PORTAL
            yield Delivery(
                notice=notice,
                user=recipient.user,
                channel=channel,
                address=address,
                premise=recipient.premise,
                language=language_of(recipient),
                link=recipient.link,
                urgency=Urgency.EMERGENCY if notice.is_urgent else Urgency.ORDINARY,
                state=DeliveryState.SENT if is_here else DeliveryState.WAITING,
                sent_at=at if is_here else None,
                not_before=at if is_here else not_before,
            )


def recipient_of(customer: Customer, link: str, *, is_open: bool = False) -> Recipient:
    """Reach a customer as our books say; only who signs in can follow the link, unless it is open to who has it."""
    user = customer.user if customer.user and customer.user.is_active else None
    return Recipient(
        user=user,
        email=customer.email,
        phone=str(customer.phone or ""),
        language=customer.language,
        link=link if user or is_open else "",
    )


def ways_to(recipient: Recipient, preference: Preference, is_urgent: bool) -> Iterator[tuple[Channel, str]]:
    """Give the channels to a recipient; a user's preference has no say in what is urgent."""
    user = recipient.user
    email = recipient.email or (user and user.email)
    phone = recipient.phone or (user and user.phone_verified_at and user.phone)
    if user:
        yield Channel.PORTAL, str(user.pk)
    if email and (is_urgent or preference.by_email):
        yield Channel.EMAIL, email
    if phone and (is_urgent or preference.by_sms):
        yield Channel.SMS, str(phone)


def with_paper(recipient: Recipient, ways: list[tuple[Channel, str]]) -> list[tuple[Channel, str]]:
    """Add the door of a recipient's place where it is wanted, or nothing else leads to them."""
    is_reached = any(channel in SENT_CHANNELS for channel, _address in ways)
    if recipient.premise and (recipient.is_on_paper or not is_reached):
        return [*ways, (Channel.PAPER, recipient.premise.code)]
    return ways


def language_of(recipient: Recipient) -> str:
    language = recipient.language or (recipient.user.language if recipient.user else "")
    return language if language in LANGUAGES else settings.LANGUAGE_CODE
