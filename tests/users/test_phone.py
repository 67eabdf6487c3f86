"""Coming in by phone number, from the first text message to the last."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from gasservice.users.models import User
from gasservice.users.terms import phone_written
from tests.users.conftest import PASSWORD, code_in, is_signed_in, sign_up
from tests.users.test_sign_in import ask_for_code, give_code, sign_in

pytestmark = pytest.mark.django_db
NUMBER = "138 0013 8000"
WRITTEN = "+8613800138000"


def prove_number(client, phones):
    return client.post(reverse("account_verify_phone"), {"code": code_in(phones()[-1]["text"])}, follow=True)


def signed_up(client, phones, **answers):
    sign_up(client, phone=NUMBER, **answers)
    prove_number(client, phones)
    client.logout()


def test_a_customer_without_e_mail_signs_up_by_text_message(client, phones):
    sign_up(client, phone=NUMBER)
    assert not is_signed_in(client)

    prove_number(client, phones)

    user = User.objects.get(pk=client.session["_auth_user_id"])
    assert (str(user.phone), user.email, user.name) == (WRITTEN, None, "Mei")
    assert user.phone_verified_at is not None
    assert [message["to"] for message in phones()] == [WRITTEN]


def test_two_customers_without_e_mail_are_two_users(client, phones):
    signed_up(client, phones)

    sign_up(client, phone="139 1234 5678")
    prove_number(client, phones)

    assert User.objects.filter(email__isnull=True, phone_verified_at__isnull=False).count() == 2


def test_a_code_by_text_message_signs_in(client, phones):
    signed_up(client, phones)

    ask_for_code(client, phone="13800138000")
    give_code(client, code_in(phones()[-1]["text"]))

    assert is_signed_in(client)


def test_a_number_and_a_password_sign_in_however_the_number_is_written(client, phones):
    signed_up(client, phones, password1=PASSWORD)

    for written in (NUMBER, "+86 138-0013-8000", "13800138000"):
        sign_in(client, written)
        assert is_signed_in(client), written
        client.logout()


def test_the_message_speaks_the_readers_language(client, phones):
    client.cookies["django_language"] = "zh-hans"

    sign_up(client, phone=NUMBER)

    assert "临江燃气" in phones()[-1]["text"]
    assert User.objects.get().language == "zh-hans"


def test_a_number_claimed_but_never_proved_is_free_for_its_owner(client, phones):
    sign_up(client, phone=NUMBER, password1=PASSWORD)
    owner = type(client)()
    cache.clear()  # half a minute later: messages to one number keep that distance

    sign_up(owner, phone=NUMBER, name="Owner")
    code = code_in(phones()[-1]["text"])
    owner.post(reverse("account_verify_phone"), {"code": code})

    assert User.objects.get(phone=WRITTEN).name == "Owner"
    assert not User.objects.get(phone=WRITTEN).has_usable_password()


@pytest.mark.parametrize("way_in", ["account_request_login_code", "account_reset_password"])
def test_a_stranger_who_gave_somebody_elses_address_keeps_no_way_in_by_phone(client, phones, mailoutbox, way_in):
    sign_up(client, phone=NUMBER, email="mei@home.example")
    prove_number(client, phones)
    assert not is_signed_in(client)

    type(client)().post(reverse(way_in), {"email": "mei@home.example"})

    assert User.objects.get().phone is None


def test_a_proved_number_cannot_be_signed_up_again_and_only_its_owner_is_told(client, phones):
    signed_up(client, phones)
    stranger = type(client)()
    cache.clear()

    answer = sign_up(stranger, phone=NUMBER)

    assert User.objects.count() == 1
    assert answer.redirect_chain[-1][0] == reverse("account_verify_phone")
    assert reverse("account_request_login_code") in phones()[-1]["text"]


def test_an_unknown_number_looks_the_same_on_the_page(client, phones):
    signed_up(client, phones)

    pages = [ask_for_code(type(client)(), phone=number) for number in (NUMBER, "139 1234 5678")]

    assert [page.redirect_chain[-1][0] for page in pages] == [reverse("account_confirm_login_code")] * 2
    assert reverse("account_signup") in phones()[-1]["text"]


def test_messages_to_one_number_keep_their_distance(client, phones):
    sign_up(client, phone=NUMBER)

    page = sign_up(type(client)(), phone=NUMBER)

    assert page.status_code == 429
    assert len(phones()) == 1


def test_it_says_so_when_no_message_can_be_sent(client, settings):
    settings.SMS_GATEWAY_URL = "http://127.0.0.1:9/messages"

    page = sign_up(client, phone=NUMBER)

    assert "could not send a text message" in page.content.decode()
    assert not is_signed_in(client)


def test_what_is_no_phone_number_is_told_beside_the_field(client, phones):
    page = sign_up(client, phone="12")

    assert list(page.context["form"].errors) == ["phone"]
    assert phones() == []


def test_a_new_number_counts_once_its_code_was_read(client, phones, mei):
    client.force_login(mei)

    client.post(reverse("account_change_phone"), {"phone": NUMBER})
    mei.refresh_from_db()
    assert mei.phone is None
    prove_number(client, phones)

    mei.refresh_from_db()
    assert (str(mei.phone), mei.phone_verified_at is not None) == (WRITTEN, True)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("138 0013 8000", WRITTEN),
        ("+8613800138000", WRITTEN),
        ("+44 20 7946 0958", "+442079460958"),
        ("12", ""),
        ("", ""),
    ],
)
def test_numbers_are_written_in_one_way(typed, written):
    assert phone_written(typed) == written
