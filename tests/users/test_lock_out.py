"""Guessing passwords is stopped, and the owner still comes in."""

import pytest
from django.urls import reverse

from tests.users.conftest import PASSWORD, code_in, is_signed_in
from tests.users.test_phone import NUMBER, signed_up
from tests.users.test_sign_in import ask_for_code, give_code, sign_in

pytestmark = pytest.mark.django_db


def guess(client, login: str, times: int = 5):
    for _ in range(times):
        sign_in(client, login, "not the pass phrase")


def test_after_five_wrong_passwords_the_right_one_is_not_taken_either(client, phones):
    signed_up(client, phones, password1=PASSWORD)
    guess(client, NUMBER)

    answer = sign_in(client, NUMBER)

    assert not is_signed_in(client)
    assert "with a code that we send you" in answer.context["form"].errors.as_text()
    assert reverse("account_request_login_code") in answer.content.decode()


def test_writing_the_number_differently_does_not_give_more_guesses(client, phones):
    signed_up(client, phones, password1=PASSWORD)
    guess(client, NUMBER, 3)
    guess(client, "+86138-0013-8000", 2)

    sign_in(client, "13800138000")

    assert not is_signed_in(client)


def test_the_owner_comes_in_with_a_code_meanwhile(client, phones):
    signed_up(client, phones, password1=PASSWORD)
    guess(client, NUMBER)

    ask_for_code(client, phone=NUMBER)
    give_code(client, code_in(phones()[-1]["text"]))

    assert is_signed_in(client)


def test_guessing_at_one_number_does_not_lock_another(client, phones):
    signed_up(client, phones, password1=PASSWORD)
    guess(client, "139 1234 5678")

    sign_in(client, NUMBER)

    assert is_signed_in(client)


def test_codes_are_not_sent_without_end(client, phones):
    signed_up(client, phones)

    for _ in range(5):
        page = ask_for_code(type(client)(), phone=NUMBER)

    assert "too often" in page.context["form"].errors.as_text()
    assert len(phones()) == 1 + 3


def test_the_page_for_the_impatient_is_ours_on_sign_in_pages_too(client):
    for _ in range(21):
        page = client.post(reverse("account_signup"), {})

    assert (page.status_code, page.headers["Retry-After"]) == (429, "300")
    assert "Try again in 5 min" in page.content.decode()


def test_the_admin_has_no_sign_in_of_its_own_that_could_be_guessed_at(client, officer):
    answer = client.post(reverse("admin:login"), {"username": officer.email, "password": PASSWORD})

    assert answer.headers["Location"].startswith(reverse("account_login"))
    assert not is_signed_in(client)
