"""Staff prove who they are twice."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.urls import reverse

from gasservice import settings as as_delivered
from tests.users.conftest import PASSWORD, is_signed_in
from tests.users.test_sign_in import sign_in

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"


def code_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.fixture(autouse=True)
def two_proofs(settings, one_proof):
    settings.STAFF_SECOND_FACTOR = True


@pytest.fixture
def proved(agent):
    EmailAddress.objects.create(user=agent, email=agent.email, primary=True, verified=True)
    return agent


def set_up_app(client):
    """Set up the app as a person does: confirm the password, read the key, enter the code."""
    client.get(reverse("mfa_activate_totp"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": reverse("mfa_activate_totp")})
    page = client.get(reverse("mfa_activate_totp"))
    return client.post(reverse("mfa_activate_totp"), {"code": code_now(page.context["form"].secret)})


def test_staff_without_a_second_factor_reach_nothing_but_its_set_up(client, proved):
    sign_in(client, proved.email)

    for name in ("home", "my-account", "my-tokens", "after-sign-in", "account_change_phone", "mfa_list_webauthn"):
        assert client.get(reverse(name)).headers["Location"] == reverse("mfa_index"), name
    assert client.get("/api/v1/schema/").status_code == 403
    assert client.get(reverse("mfa_index")).status_code == 200
    assert client.get(reverse("safety")).status_code == 200
    assert client.post(reverse("set-language"), {"language": "zh-hans"}).status_code == 302
    client.post(reverse("account_logout"))
    assert not is_signed_in(client)


def test_who_sets_up_the_app_goes_on_at_once(client, proved):
    sign_in(client, proved.email)

    answer = set_up_app(client)

    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200
    assert client.get(reverse("my-account")).status_code == 200


def test_the_code_of_the_app_is_asked_at_the_next_sign_in(client, proved):
    TOTP.activate(proved, SECRET)

    sign_in(client, proved.email)
    assert not is_signed_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_now(SECRET)})

    assert is_signed_in(client)
    assert client.get(reverse("my-account")).status_code == 200
    assert client.session.get_expiry_age() == 12 * 3600


def test_a_session_from_before_cannot_switch_the_factor_off(client, proved):
    sign_in(client, proved.email)
    TOTP.activate(proved, SECRET)

    for name in ("mfa_deactivate_totp", "mfa_index", "mfa_activate_totp", "mfa_generate_recovery_codes", "home"):
        answer = client.get(reverse(name))
        assert answer.headers["Location"].startswith(reverse("mfa_reauthenticate")), name
    client.post(reverse("mfa_reauthenticate"), {"code": code_now(SECRET)})

    assert client.get(reverse("home")).status_code == 200


def test_a_failed_set_up_opens_nothing(client, proved):
    sign_in(client, proved.email)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": reverse("mfa_activate_totp")})

    client.post(reverse("mfa_activate_totp"), {"code": "000000"})

    assert not Authenticator.objects.exists()
    assert client.get(reverse("home")).status_code == 302


def test_it_is_asked_unless_somebody_switched_it_off():
    assert as_delivered.STAFF_SECOND_FACTOR is True


def test_customers_are_not_asked(client, mei):
    client.force_login(mei)

    assert client.get(reverse("my-account")).status_code == 200


def test_nobody_is_asked_where_it_is_switched_off(client, proved, settings):
    settings.STAFF_SECOND_FACTOR = False

    sign_in(client, proved.email)

    assert client.get(reverse("my-account")).status_code == 200


def test_wrong_codes_of_the_app_lock_it(client, proved):
    TOTP.activate(proved, SECRET)
    sign_in(client, proved.email)

    for _ in range(6):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    answer = client.post(reverse("mfa_authenticate"), {"code": code_now(SECRET)})

    assert not is_signed_in(client)
    assert "too often" in answer.context["form"].errors.as_text()


@pytest.mark.parametrize("name", ["mfa_index", "mfa_list_webauthn", "mfa_view_recovery_codes", "account_email"])
def test_the_pages_of_the_account_draw(client, proved, name):
    sign_in(client, proved.email)
    set_up_app(client)

    assert client.get(reverse(name)).status_code == 200
