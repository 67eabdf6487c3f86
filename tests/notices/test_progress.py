"""How far a notice has come, counted as rows change; and the proof of it, row by row."""

import pytest

from gasservice.notices.actions import forget_deliveries, send_waiting, tell
from gasservice.notices.masks import masked
from gasservice.notices.models import Delivery, DeliveryTally
from gasservice.notices.queries import delivery_progress, proofs_of
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


def test_the_proof_says_of_each_delivery_where_how_and_when_and_hides_the_address(alice, bob, home, mailbox, gateway):
    notice = ask(Recipient(alice), Recipient(bob))
    Delivery.objects.filter(user=alice).update(premise=home)
    send_waiting(at=NOON)

    proof = [(row.premise, row.channel, row.address, row.state, row.sent_at) for row in proofs_of([notice])]

    assert (home.code, "email", "a***@home.example", "sent", NOON) in proof
    assert (home.code, "sms", "+86138***8000", "sent", NOON) in proof
    assert ("", "portal", str(bob.pk), "sent", NOON) in proof
    assert len(proof) == 5


def test_the_proof_of_several_notices_stands_in_their_order(alice, bob):
    first, second = ask(Recipient(alice)), ask(Recipient(bob), key="case-asked:2")

    assert [row.key for row in proofs_of([second, first])] == ["case-asked:2"] * 2 + ["case-asked:1"] * 3


@pytest.mark.parametrize(
    ("channel", "address", "shown"),
    [
        ("email", "mei@home.example", "m***@home.example"),
        ("email", "m@home.example", "m***@home.example"),
        ("sms", "+8613800138000", "+86138***8000"),
        ("sms", "+852123", "***"),
        ("paper", "C1-3-2-501", "C1-3-2-501"),
        ("email", "erased 7", "erased 7"),
    ],
)
def test_an_address_is_known_to_its_owner_and_useless_to_others(channel, address, shown):
    assert masked(channel, address) == shown
