"""Codes by e-mail, through a real mail server."""

import email
from email.policy import default
from socket import socket

import pytest
from aiosmtpd.controller import Controller
from django.core.cache import cache
from django.urls import reverse

from gasservice.users.models import User
from tests.users.conftest import PASSWORD, code_in, is_signed_in, sign_up
from tests.users.test_sign_in import ask_for_code, give_code

pytestmark = pytest.mark.django_db


class Letterbox:
    """Keep what is delivered."""

    def __init__(self) -> None:
        self.letters = []

    async def handle_DATA(self, server, session, envelope) -> str:
        self.letters.append(email.message_from_bytes(envelope.content, policy=default))
        return "250 OK"


@pytest.fixture
def letters(settings):
    letterbox = Letterbox()
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(letterbox, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield letterbox.letters
    server.stop()


def words(letter) -> str:
    return letter.get_body().get_content()


def prove(client, letters):
    client.post(reverse("account_email_verification_sent"), {"code": code_in(words(letters[-1]))})


def test_somebody_signs_up_and_comes_back_by_mail_alone(client, letters):
    sign_up(client, email="mei@home.example")
    prove(client, letters)
    assert is_signed_in(client)
    client.logout()

    ask_for_code(client, email="mei@home.example")
    give_code(client, code_in(words(letters[-1])))

    assert is_signed_in(client)
    assert [letter["To"] for letter in letters] == ["mei@home.example"] * 2
    assert letters[-1]["Subject"] == "Your code to sign in at Linjiang Gas"


def test_letters_speak_the_readers_language(client, letters):
    client.cookies["django_language"] = "zh-hant"

    sign_up(client, email="mei@home.example")

    assert "臨江燃氣" in letters[0]["Subject"]
    assert "臨江燃氣" in words(letters[0])


def test_an_unknown_address_is_told_so_by_mail_only(client, letters):
    page = ask_for_code(client, email="nobody@home.example")

    assert page.redirect_chain[-1][0] == reverse("account_confirm_login_code")
    assert reverse("account_signup") in words(letters[0])


def test_signing_up_again_tells_the_owner_only(client, letters):
    sign_up(client, email="mei@home.example")
    prove(client, letters)
    stranger = type(client)()
    cache.clear()  # a while later: letters to one address keep their distance

    page = sign_up(stranger, email="mei@home.example")

    assert page.redirect_chain[-1][0] == reverse("account_email_verification_sent")
    assert "nothing was changed" in words(letters[-1])
    assert User.objects.count() == 1


def test_it_says_so_when_no_mail_goes_out(client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    page = sign_up(client, email="mei@home.example")

    assert "could not send an e-mail" in page.content.decode()
    assert not is_signed_in(client)


def test_the_owner_hears_when_the_password_changes(client, letters):
    sign_up(client, email="mei@home.example", password1=PASSWORD)
    prove(client, letters)

    answers = {
        "oldpassword": PASSWORD,
        "password1": "another long pass phrase",
        "password2": "another long pass phrase",
    }
    client.post(reverse("account_change_password"), answers)

    assert letters[-1]["To"] == "mei@home.example"
    assert "password" in letters[-1]["Subject"].lower()
    assert "Linjiang Gas" in words(letters[-1])
