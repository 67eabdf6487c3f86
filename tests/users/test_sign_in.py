"""Coming in by an e-mail address, with a password or a code."""

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.urls import reverse

from gasservice.users.models import User
from gasservice.users.terms import Role
from tests.users.conftest import PASSWORD, code_in, is_signed_in, sign_up

pytestmark = pytest.mark.django_db
MEI = {"email": "mei@home.example", "password1": PASSWORD}


def prove_email(client, mailoutbox):
    return client.post(reverse("account_email_verification_sent"), {"code": code_in(mailoutbox[-1].body)})


def ask_for_code(client, **where):
    return client.post(reverse("account_request_login_code"), where, follow=True)


def give_code(client, code: str):
    return client.post(reverse("account_confirm_login_code"), {"code": code}, follow=True)


def sign_in(client, login: str, password: str = PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": login, "password": password, **more})


def test_who_signs_up_is_a_customer_and_is_asked_for_the_code_we_mailed(client, mailoutbox):
    sign_up(client, **MEI)
    assert not is_signed_in(client)

    prove_email(client, mailoutbox)

    user = User.objects.get(pk=client.session["_auth_user_id"])
    assert (user.name, user.email, user.role, user.is_staff) == ("Mei", "mei@home.example", Role.CUSTOMER, False)


def test_signing_up_never_gives_a_role(client, mailoutbox):
    sign_up(client, **MEI, role="standards_officer", is_superuser="on", is_staff="on", team="1")

    user = User.objects.get()

    assert (user.role, user.is_superuser, user.team) == (Role.CUSTOMER, False, None)


def test_it_asks_for_a_name_and_for_one_address_or_number(client):
    answer = client.post(reverse("account_signup"), {"password1": PASSWORD})

    assert set(answer.context["form"].errors) == {"name", "phone"}
    assert not User.objects.exists()


def test_a_code_by_mail_signs_in_without_a_password(client, mailoutbox):
    sign_up(client, email="mei@home.example")
    prove_email(client, mailoutbox)
    client.logout()

    ask_for_code(client, email="mei@home.example")
    give_code(client, code_in(mailoutbox[-1].body))

    assert is_signed_in(client)


def test_a_wrong_code_signs_nobody_in_and_the_third_ends_it(client, mailoutbox):
    sign_up(client, **MEI)
    prove_email(client, mailoutbox)
    client.logout()
    ask_for_code(client, email="mei@home.example")

    for _ in range(3):
        give_code(client, "000000" if code_in(mailoutbox[-1].body) != "000000" else "111111")
    give_code(client, code_in(mailoutbox[-1].body))

    assert not is_signed_in(client)


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, mailoutbox):
    sign_up(client, **MEI)
    client.logout()

    answers = [sign_in(client, email, "not the pass phrase") for email in ("mei@home.example", "nobody@home.example")]

    errors = [answer.context["form"].errors.as_text() for answer in answers]
    assert errors[0] == errors[1] != ""


@pytest.mark.parametrize("login", ["mei", "  ", "12", "mei@", "+86 138"])
def test_what_is_neither_address_nor_number_is_answered_kindly(client, login):
    answer = sign_in(client, login)

    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_a_password_set_by_a_stranger_before_the_address_was_proved_opens_nothing(client, mailoutbox):
    sign_up(client, **MEI)
    owner = type(client)()

    ask_for_code(owner, email="mei@home.example")
    give_code(owner, code_in(mailoutbox[-1].body))
    sign_in(client, "mei@home.example")

    assert is_signed_in(owner)
    assert not is_signed_in(client)


def test_staying_signed_in_is_a_choice_and_staff_sessions_end_with_the_shift(client, mei, agent):
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, primary=True, verified=True) for user in (mei, agent)
    )
    ages = {}

    for user, answers in [(mei, {}), (mei, {"remember": "on"}), (agent, {"remember": "on"})]:
        client.logout()
        sign_in(client, user.email, **answers)
        session = client.session
        ages[user.name, bool(answers)] = (session.get_expire_at_browser_close(), session.get_expiry_age())

    assert ages["Mei", False][0] is True
    assert ages["Mei", True] == (False, 14 * 24 * 3600)
    assert ages["Anna", True] == (False, 12 * 3600)


def test_staff_come_to_the_desk_and_customers_home(client, mei):
    client.force_login(mei)

    answer = client.get(reverse("after-sign-in"), follow=True)

    assert answer.status_code == 200


def test_one_address_is_one_user_however_it_is_written(db):
    User.objects.create_user("mei@home.example", name="Mei")

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="MEI@home.example", name="Mei", password="!")])


def test_an_agent_needs_a_team(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("agent@gas.example", name="Agent", role=Role.AGENT)
