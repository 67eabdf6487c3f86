"""Coming in by an e-mail address, with a password or a code."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from gasservice.users.models import User
from gasservice.users.terms import Role

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough pass phrase"


def sign_up(client, email: str = "mei@home.example"):
    return client.post(reverse("account_signup"), {"email": email, "password1": PASSWORD}, follow=True)


def code_in(mail) -> str:
    return re.search(r"^\s*([0-9A-Z-]{6,9})\s*$", mail.body, re.MULTILINE)[1]


def test_who_signs_up_is_a_customer_and_is_asked_for_the_code_we_mailed(client, mailoutbox):
    sign_up(client)
    assert "_auth_user_id" not in client.session

    client.post(reverse("account_email_verification_sent"), {"code": code_in(mailoutbox[0])})

    user = User.objects.get(pk=client.session["_auth_user_id"])
    assert (user.email, user.role, user.is_staff) == ("mei@home.example", Role.CUSTOMER, False)


def test_a_code_by_mail_signs_in_without_a_password(client, mailoutbox):
    sign_up(client)
    client.post(reverse("account_email_verification_sent"), {"code": code_in(mailoutbox[0])})
    client.logout()
    mailoutbox.clear()

    client.post(reverse("account_request_login_code"), {"email": "mei@home.example"})
    client.post(reverse("account_confirm_login_code"), {"code": code_in(mailoutbox[0])})

    assert "_auth_user_id" in client.session


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, mailoutbox):
    sign_up(client)
    client.logout()

    answers = [
        client.post(reverse("account_login"), {"login": email, "password": "not the pass phrase"})
        for email in ("mei@home.example", "nobody@home.example")
    ]

    errors = [answer.context["form"].errors.as_text() for answer in answers]
    assert errors[0] == errors[1] != ""


def test_one_address_is_one_user_however_it_is_written(db):
    User.objects.create_user("mei@home.example", name="Mei")

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="MEI@home.example", name="Mei", password="!")])


def test_an_agent_needs_a_team(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("agent@gas.example", name="Agent", role=Role.AGENT)
