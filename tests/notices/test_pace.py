"""How many go out in a second, and what goes first."""

from datetime import timedelta

import pytest

from gasservice.notices.actions import send_waiting, tell
from gasservice.notices.carriers import BATCH
from gasservice.notices.models import Delivery
from gasservice.notices.queries import is_anything_due
from gasservice.notices.tasks import send_waiting as sweep
from gasservice.notices.terms import DeliveryState, Recipient
from tests.notices.conftest import ASKED, NOON, minutes

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def ask(count: int, **way) -> None:
    people = [Recipient(**{name: value.format(number) for name, value in way.items()}) for number in range(count)]
    tell(key=f"case-asked:{way}", topic="case-asked", to=people, facts=ASKED, at=NOON)


def waiting() -> int:
    return Delivery.objects.filter(state=DeliveryState.WAITING).count()


def test_a_provider_gets_no_more_in_a_second_than_it_takes(settings, gateway):
    settings.SENT_PER_SECOND = {"email": 0, "sms": 3}
    ask(8, phone="+861380013800{}")

    assert [send_waiting(at=NOON), send_waiting(at=NOON), send_waiting(at=NOON + SECOND)] == [3, 0, 3]
    assert len(gateway.taken) == 6


def test_what_a_provider_does_not_take_yet_is_not_claimed(settings, gateway):
    settings.SENT_PER_SECOND = {"email": 0, "sms": 3}
    ask(4, phone="+861380013800{}")

    send_waiting(at=NOON)

    assert Delivery.objects.get(state=DeliveryState.WAITING).claimed_until is None
    assert is_anything_due(NOON)


def test_a_slow_gateway_does_not_hold_up_the_letters(settings, gateway, mailbox):
    settings.SENT_PER_SECOND = {"email": 0, "sms": 1}
    ask(5, phone="+861380013800{}")
    ask(5, email="{}@home.example")

    send_waiting(at=NOON)

    assert (len(gateway.taken), len(mailbox.letters)) == (1, 5)


def test_the_worker_goes_on_in_the_next_second_by_itself(settings, gateway):
    settings.SENT_PER_SECOND = {"email": 0, "sms": 2}
    ask(5, phone="+861380013800{}")
    Delivery.objects.update(not_before=NOON - timedelta(days=365))

    sweep()

    assert len(gateway.taken) == 5


def test_nothing_is_due_once_all_is_claimed_or_sent(gateway):
    ask(2, phone="+861380013800{}")
    Delivery.objects.filter(address="+8613800138000").update(claimed_until=NOON + minutes(5))

    send_waiting(at=NOON)

    assert waiting() == 1
    assert not is_anything_due(NOON)


def test_a_batch_of_text_messages_goes_over_one_connection(gateway):
    ask(20, phone="+86138001380{:02}")

    send_waiting(at=NOON)

    assert (len(gateway.taken), gateway.connections) == (20, 1)


def test_a_carrier_that_costs_nothing_takes_a_large_batch(settings):
    settings.SMS_GATEWAY_URL = "null:"
    ask(4 * BATCH, phone="+8613800138{:03}")

    assert send_waiting(at=NOON) == 4 * BATCH
    assert waiting() == 0


def test_who_must_not_be_without_gas_is_told_before_the_others_and_an_emergency_before_them(gateway):
    ask(3, phone="+861380013800{}")
    for urgency, phone in [(0, "+8613800138000"), (2, "+8613800138001"), (1, "+8613800138002")]:
        Delivery.objects.filter(address=phone).update(urgency=urgency)

    send_waiting(at=NOON)

    assert [message["to"][-1] for message in gateway.taken.values()] == ["1", "2", "0"]


def test_a_language_without_words_does_not_keep_back_the_others(gateway):
    ask(2, phone="+861380013800{}")
    Delivery.objects.filter(address="+8613800138000").update(language="zh-hant")

    send_waiting(at=NOON)

    assert len(gateway.taken) == 1
    assert "zh-hant" in Delivery.objects.get(state=DeliveryState.WAITING).failure


def test_being_killed_costs_a_delivery_none_of_its_tries(gateway):
    gateway.answers = [500]
    ask(1, phone="+861380013800{}")
    Delivery.objects.update(claimed_until=NOON)  # as a killed sender leaves it

    send_waiting(at=NOON)

    assert Delivery.objects.get().attempts == 1
