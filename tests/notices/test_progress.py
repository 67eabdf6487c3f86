"""How far a notice has come, counted as rows change."""

import pytest

from gasservice.notices.actions import forget_deliveries, send_waiting, tell
from gasservice.notices.models import Delivery, DeliveryTally
from gasservice.notices.queries import delivery_progress
from gasservice.notices.terms import Channel, DeliveryState, Recipient
from tests.notices.conftest import ASKED, NOON

pytestmark = pytest.mark.django_db


def ask(*recipients, key: str = "case-asked:1"):
    return tell(key=key, topic="case-asked", to=recipients, facts=ASKED, at=NOON)


def progress(notice) -> dict:
    return {row.channel: (row.waiting, row.sent, row.dead) for row in delivery_progress(notice)}


def test_it_follows_what_is_sent_what_waits_and_what_died(alice, bob, gateway, mailbox):
    notice = ask(Recipient(alice), Recipient(bob), Recipient(phone="+8613900139000"))
    assert progress(notice) == {"email": (2, 0, 0), "sms": (2, 0, 0), "portal": (0, 2, 0)}

    send_waiting(at=NOON)
    Delivery.objects.filter(user=bob, channel=Channel.EMAIL).update(state=DeliveryState.DEAD, sent_at=None)

    assert progress(notice) == {"email": (0, 1, 1), "sms": (0, 2, 0), "portal": (0, 2, 0)}


def test_it_costs_one_query_of_a_few_rows(alice, django_assert_num_queries):
    notice = ask(Recipient(alice))

    with django_assert_num_queries(1):
        delivery_progress(notice)

    assert DeliveryTally.objects.filter(notice=notice).count() == 3


def test_notices_are_counted_apart(alice, bob, mailbox):
    first, second = ask(Recipient(alice)), ask(Recipient(bob), key="case-asked:2")

    assert progress(first) == {"email": (1, 0, 0), "sms": (1, 0, 0), "portal": (0, 1, 0)}
    assert progress(second) == {"email": (1, 0, 0), "portal": (0, 1, 0)}


def test_what_is_taken_back_is_not_counted(alice):
    notice = ask(Recipient(alice))

    forget_deliveries(notices=[notice.pk])

    assert progress(notice) == {"portal": (0, 1, 0)}


def test_a_notice_that_is_deleted_takes_its_counts_with_it(alice):
    notice = ask(Recipient(alice))

    notice.delete()

    assert not DeliveryTally.objects.exists()


def test_nothing_was_told_and_nothing_is_counted():
    assert delivery_progress(ask()) == []
