"""Telling people once, by the ways they wish, in their language."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from django.db import connection, transaction
from django.template import TemplateDoesNotExist

from gasservice.notices.actions import choose_channels, tell
from gasservice.notices.models import Delivery, Notice, NoticeText
from gasservice.notices.terms import Channel, DeliveryState, Recipient
from tests.notices.conftest import ASKED, NOON, minutes

pytestmark = pytest.mark.django_db
MIDNIGHT = NOON + minutes(12 * 60)
MORNING = NOON + minutes(19 * 60)  # 07:00 in Shanghai


def ask(*recipients, key: str = "case-asked:1", at=NOON, **changes) -> Notice:
    return tell(key=key, topic="case-asked", to=recipients, facts=ASKED, at=at, **changes)


def ways() -> set[tuple[str, str]]:
    return set(Delivery.objects.values_list("channel", "address"))


def test_a_user_is_told_here_by_mail_and_by_text_message(alice):
    ask(Recipient(alice))

    assert ways() == {("portal", str(alice.pk)), ("email", "alice@home.example"), ("sms", "+8613800138000")}


def test_a_visitor_is_told_by_what_they_gave(db):
    ask(Recipient(phone="+8613900139000"), Recipient(email="mei@home.example"))

    assert ways() == {("sms", "+8613900139000"), ("email", "mei@home.example")}


def test_a_phone_that_nobody_confirmed_gets_nothing(alice):
    alice.phone_verified_at = None

    ask(Recipient(alice))

    assert "sms" not in dict(ways())


def test_a_message_on_the_site_is_there_at_once(alice):
    ask(Recipient(alice), at=MIDNIGHT)

    here = Delivery.objects.get(channel=Channel.PORTAL)
    assert (here.state, here.sent_at) == (DeliveryState.SENT, MIDNIGHT)


def test_who_wants_no_mail_gets_none_unless_it_is_urgent(alice):
    choose_channels(by_email=False, by_sms=False, in_quiet_hours=False, by=alice)

    ask(Recipient(alice))
    assert ways() == {("portal", str(alice.pk))}

    ask(Recipient(alice), key="sudden-outage", is_urgent=True)
    assert set(dict(ways())) == {"portal", "email", "sms"}


def test_what_can_wait_waits_for_the_morning(alice, bob):
    choose_channels(by_email=True, by_sms=True, in_quiet_hours=True, by=bob)

    ask(Recipient(alice), Recipient(bob), at=MIDNIGHT)

    mails = Delivery.objects.filter(channel=Channel.EMAIL)
    assert mails.get(user=alice).not_before == MORNING
    assert mails.get(user=bob).not_before == MIDNIGHT


def test_what_is_urgent_waits_for_nothing(alice):
    ask(Recipient(alice), at=MIDNIGHT, is_urgent=True)

    assert set(Delivery.objects.values_list("not_before", flat=True)) == {MIDNIGHT}


def test_the_same_key_twice_makes_nothing_twice(alice, bob):
    first = ask(Recipient(alice))
    again = ask(Recipient(alice), Recipient(bob))

    assert again == first
    assert Delivery.objects.count() == 3
    assert NoticeText.objects.count() == 1


def test_one_address_in_two_recipients_is_told_once(alice):
    ask(Recipient(alice), Recipient(email="alice@home.example"))

    assert Delivery.objects.filter(channel=Channel.EMAIL).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one(alice):
    def ask_at_once(_) -> int:
        with closing(connection):
            return ask(Recipient(alice)).pk

    with ThreadPoolExecutor(4) as pool:
        notices = set(pool.map(ask_at_once, range(8)))

    assert len(notices) == Notice.objects.count() == NoticeText.objects.count() == 1
    assert Delivery.objects.count() == 3


def test_each_recipient_is_told_in_their_language(alice, bob):
    ask(Recipient(alice), Recipient(bob), Recipient(email="lin@home.example", language="zh-hant"))

    told = {text.language: text.short for text in NoticeText.objects.all()}
    assert set(told) == {"en", "zh-hans", "zh-hant"}
    assert "Linjiang Gas" in told["en"]
    assert "临江燃气" in told["zh-hans"]
    assert "臨江燃氣" in told["zh-hant"]
    assert Delivery.objects.get(user=bob, channel=Channel.EMAIL).language == "zh-hans"


def test_a_topic_without_words_is_a_mistake_that_leaves_nothing_behind(alice):
    with pytest.raises(TemplateDoesNotExist), transaction.atomic():
        tell(key="a", topic="no-such-topic", to=[Recipient(alice)], at=NOON)

    assert not Notice.objects.exists()


def test_a_thousand_recipients_cost_as_many_queries_as_one(alice, django_assert_num_queries):
    crowd = [Recipient(email=f"{number}@home.example") for number in range(999)]

    with django_assert_num_queries(6):  # savepoint and release, notice, preferences, words, deliveries
        ask(Recipient(alice), *crowd[:-3])
