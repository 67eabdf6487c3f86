"""The telephone and the mailbox that are told of emergencies: kept by standards officers."""

import pytest
from django.urls import reverse

from gasservice.users.models import Team, User
from gasservice.users.terms import Role

pytestmark = pytest.mark.django_db


def test_an_officer_keeps_the_duty_telephone_of_a_team(client):
    client.force_login(User.objects.create_user("officer@gas.example", name="O", role=Role.STANDARDS_OFFICER))
    names = {f"name_{language}": "Emergency" for language in ("en", "zh_hans", "zh_hant")}
    team = Team.objects.create(code="emergency", **names)
    duty = {"duty_phone": "139 0000 0119", "duty_email": "duty@gas.example", "duty_language": "zh-hant"}

    client.post(reverse("admin:users_team_change", args=[team.pk]), {"code": "emergency"} | names | duty)

    team.refresh_from_db()
    assert (str(team.duty_phone), team.duty_email, team.duty_language) == (
        "+8613900000119",
        "duty@gas.example",
        "zh-hant",
    )


def test_a_number_that_is_none_is_refused(client):
    client.force_login(User.objects.create_user("officer@gas.example", name="O", role=Role.STANDARDS_OFFICER))
    names = {f"name_{language}": "Emergency" for language in ("en", "zh_hans", "zh_hant")}
    team = Team.objects.create(code="emergency", **names)

    sent = {"code": "emergency", "duty_phone": "12", "duty_language": "en"} | names
    page = client.post(reverse("admin:users_team_change", args=[team.pk]), sent)

    assert page.status_code == 200
    team.refresh_from_db()
    assert not team.duty_phone
