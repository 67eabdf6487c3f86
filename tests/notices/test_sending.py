"""The sweep: each delivery once, again when refused, given up in the end; over a real mail server and gateway."""

import itertools
import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier

import pytest
from django.db import connection

from gasservice.embedded.ground import free_port
from gasservice.notices.actions import send_waiting, tell
from gasservice.notices.actions.marking import RETRY_AFTER
from gasservice.notices.actions.sending import CLAIM
from gasservice.notices.models import Delivery, NoticeText
from gasservice.notices.terms import DeliveryState, Recipient
from tests.notices.conftest import ASKED, NOON, minutes

pytestmark = pytest.mark.django_db
SECRET_LINK = "/track/482-719-365/the-secret/"


def ask(*recipients, **changes) -> None:
    facts = {"key": "case-asked:1", "topic": "case-asked", "facts": ASKED, "at": NOON}
    tell(to=recipients, **facts | changes)


def mei(**changes) -> Recipient:
    return Recipient(**{"email": "mei@home.example", "link": SECRET_LINK} | changes)


def test_a_letter_arrives_with_its_words_its_link_and_who_we_are(mailbox, settings):
    ask(mei())

    assert send_waiting(at=NOON) == 1

    letter = mailbox.letters[0]
    text = letter.get_body("plain").get_content()
    assert letter["To"] == "mei@home.example"
    assert "482-719-365" in letter["Subject"]
    assert "“A late charge”" in text
    assert f"{settings.SITE_URL}{SECRET_LINK}" in text
    assert settings.COMPANY["HOTLINE"] in text
    assert f'href="{settings.SITE_URL}{SECRET_LINK}"' in letter.get_body("html").get_content()
    assert letter["List-Unsubscribe"] is None


def test_a_user_is_shown_the_way_to_their_preferences(mailbox, alice, settings):
    ask(Recipient(alice))

    send_waiting(at=NOON)

    preferences = f"{settings.SITE_URL}/messages/preferences/"
    assert mailbox.letters[0]["List-Unsubscribe"] == f"<{preferences}>"
    assert preferences in mailbox.letters[0].get_body("plain").get_content()


def test_words_of_a_customer_are_plain_in_text_and_harmless_in_html(mailbox):
    ask(mei(), facts=ASKED | {"title": "<b>Tom & Jerry</b>"})

    send_waiting(at=NOON)

    assert "<b>Tom & Jerry</b>" in mailbox.letters[0].get_body("plain").get_content()
    assert "&lt;b&gt;Tom &amp; Jerry&lt;/b&gt;" in mailbox.letters[0].get_body("html").get_content()


def test_what_was_sent_is_marked_and_its_secret_forgotten(mailbox):
    ask(mei())

    send_waiting(at=NOON + minutes(1))

    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.sent_at, delivery.attempts) == (DeliveryState.SENT, NOON + minutes(1), 1)
    assert (delivery.link, delivery.claimed_until, delivery.failure) == ("", None, "")
    assert send_waiting(at=NOON + minutes(60)) == 0
    assert len(mailbox.letters) == 1


def test_a_code_is_forgotten_once_it_was_sent(mailbox):
    tell(key="claim-code:1", topic="claim-code", to=[mei()], at=NOON, facts={"code": "739182"}, is_urgent=True)

    send_waiting(at=NOON)

    assert "739182" in mailbox.letters[0].get_body("plain").get_content()
    assert "739182" not in str(list(NoticeText.objects.values_list()))


def test_nothing_is_sent_before_its_time(mailbox):
    ask(mei(), at=NOON + minutes(12 * 60))

    assert send_waiting(at=NOON + minutes(18 * 60)) == 0
    assert send_waiting(at=NOON + minutes(19 * 60)) == 1


def test_what_is_urgent_overtakes_a_large_mailing(mailbox):
    ask(*(mei(email=f"{number}@home.example") for number in range(20)))
    ask(mei(), key="a code", at=NOON + minutes(1), is_urgent=True)

    send_waiting(at=NOON + minutes(1), limit=2)

    assert [letter["To"] for letter in mailbox.letters] == ["mei@home.example", "0@home.example"]


def test_a_batch_goes_over_one_connection(mailbox):
    ask(*(mei(email=f"{number}@home.example") for number in range(20)))

    send_waiting(at=NOON)

    assert (len(mailbox.letters), mailbox.connections) == (20, 1)


def test_a_refused_letter_is_tried_again_under_the_same_name(mailbox):
    mailbox.answers = ["451 come back later", "250 OK"]
    ask(mei())

    send_waiting(at=NOON)
    waiting = Delivery.objects.get()
    assert (waiting.state, waiting.not_before) == (DeliveryState.WAITING, NOON + RETRY_AFTER[0])
    assert "come back later" in waiting.failure
    assert waiting.link == SECRET_LINK

    name = f"<20261123040000.{waiting.pk}@localhost>"
    send_waiting(at=NOON + RETRY_AFTER[0])
    assert mailbox.names == [name]
    assert Delivery.objects.get().failure == ""


def test_the_same_delivery_has_the_same_name_at_every_try(mailbox):
    ask(mei())

    send_waiting(at=NOON)
    Delivery.objects.update(state=DeliveryState.WAITING, sent_at=None)
    send_waiting(at=NOON + minutes(1))

    assert len(mailbox.names) == 2
    assert len(set(mailbox.names)) == 1


def test_one_refused_letter_does_not_keep_back_the_others(mailbox):
    mailbox.answers = ["250 OK", "550 no such person", "250 OK"]
    ask(*(mei(email=f"{number}@home.example") for number in range(3)))

    send_waiting(at=NOON)

    assert list(Delivery.objects.order_by("pk").values_list("state", flat=True)) == ["sent", "waiting", "sent"]


def test_an_address_that_no_letter_can_carry_does_not_keep_back_the_others(mailbox):
    ask(mei(email="two\nlines@home.example"), mei())

    send_waiting(at=NOON)

    assert [letter["To"] for letter in mailbox.letters] == ["mei@home.example"]
    assert Delivery.objects.get(state=DeliveryState.WAITING).failure != ""


def test_it_waits_longer_each_time_and_gives_up_in_the_end(mailbox):
    mailbox.answers = ["451 come back later"] * 20
    ask(mei())
    tries, at = [], NOON

    while Delivery.objects.filter(state=DeliveryState.WAITING).exists():
        at = Delivery.objects.get().not_before
        tries.append(at)
        send_waiting(at=at)

    waits = [later - earlier for earlier, later in itertools.pairwise(tries)]
    dead = Delivery.objects.get()
    assert waits == sorted(waits) == list(RETRY_AFTER)
    assert (dead.state, dead.attempts, dead.link) == (DeliveryState.DEAD, len(RETRY_AFTER) + 1, "")
    assert "come back later" in dead.failure
    assert send_waiting(at=at + minutes(100_000)) == 0


def test_a_mail_server_that_is_away_loses_nothing(settings, mailbox, gateway):
    away, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()
    ask(mei(), mei(email="lin@home.example"), Recipient(phone="+8613900139000"))

    send_waiting(at=NOON)
    assert sorted(Delivery.objects.values_list("state", flat=True)) == ["sent", "waiting", "waiting"]

    settings.EMAIL_PORT = away
    send_waiting(at=NOON + RETRY_AFTER[0])
    assert len(mailbox.letters) == 2


def test_a_text_message_goes_signed_through_the_gateway(gateway, settings):
    ask(Recipient(phone="+8613900139000", link="/t/1/"))

    send_waiting(at=NOON)

    message = gateway.taken.popitem()[1]
    assert message["to"] == "+8613900139000"
    assert message["text"].startswith("Linjiang Gas: ")
    assert message["text"].endswith(f"{settings.SITE_URL}/t/1/")


def test_a_gateway_that_took_it_but_failed_to_say_so_sends_it_once(gateway):
    gateway.answers = [500, 200]
    ask(Recipient(phone="+8613900139000"))

    send_waiting(at=NOON)
    assert "500" in Delivery.objects.get().failure

    send_waiting(at=NOON + RETRY_AFTER[0])
    assert Delivery.objects.get().state == DeliveryState.SENT
    assert len(gateway.asked) == 2
    assert len(gateway.taken) == 1


def test_a_gateway_that_does_not_know_our_secret_takes_nothing(gateway, settings):
    settings.SMS_GATEWAY_SECRET = "another"
    ask(Recipient(phone="+8613900139000"))

    send_waiting(at=NOON)

    assert gateway.taken == {}
    assert "403" in Delivery.objects.get().failure


def test_without_a_gateway_text_messages_stand_in_a_file(settings, tmp_path):
    settings.SMS_FILE = tmp_path / "sms.log"
    ask(Recipient(phone="+8613900139000"))

    send_waiting(at=NOON)

    assert "482-719-365" in json.loads(settings.SMS_FILE.read_text())["text"]


@pytest.mark.django_db(transaction=True)
def test_two_sweeping_side_by_side_send_each_letter_once(mailbox):
    ask(*(mei(email=f"{number}@home.example") for number in range(60)))

    ready = Barrier(2)

    def sweep_until_done(_) -> int:
        sent = 0
        with closing(connection):
            connection.ensure_connection()
            ready.wait()
            while tried := send_waiting(at=NOON, limit=7):
                sent += tried
        return sent

    with ThreadPoolExecutor(2) as pool:
        sent = list(pool.map(sweep_until_done, range(2)))

    assert sum(sent) == 60
    assert min(sent) > 0
    assert len(mailbox.names) == len(set(mailbox.names)) == 60


SENDER = """
import django; django.setup()
from datetime import datetime
from gasservice.notices.actions import send_waiting
send_waiting(at=datetime.fromisoformat("{at}"))
"""


@pytest.mark.django_db(transaction=True)
def test_a_killed_sender_loses_nothing_and_repeats_at_most_one(mailbox, settings):
    ask(*(mei(email=f"{number}@home.example") for number in range(10)))
    database = connection.settings_dict
    server = os.environ["DATABASE_URL"].rpartition("/")[0]
    environment = {
        "DATABASE_URL": f"{server}/{database['NAME']}",
        "EMAIL_URL": f"smtp://127.0.0.1:{settings.EMAIL_PORT}",
        "DJANGO_SETTINGS_MODULE": "gasservice.settings",
    }
    sender = subprocess.Popen([sys.executable, "-c", SENDER.format(at=NOON.isoformat())], env=os.environ | environment)
    # The server has the fourth letter, and the sender dies before it hears so.
    mailbox.on_letter = lambda number: os.kill(sender.pid, signal.SIGKILL) if number == 4 else None
    assert sender.wait(60) == -signal.SIGKILL
    mailbox.on_letter = lambda number: None

    assert send_waiting(at=NOON + minutes(1)) == 0  # what it held is still its own
    assert send_waiting(at=NOON + CLAIM) == 7

    assert len(set(mailbox.names)) == 10
    assert len(mailbox.names) == 11
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.SENT}
