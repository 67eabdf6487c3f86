"""People who sign in, and what reaches their phones and letterboxes."""

import json
import re

import pytest
from django.urls import reverse

from gasservice.users.models import Team, User
from gasservice.users.terms import Role

PASSWORD = "a long enough pass phrase"


@pytest.fixture
def phones(settings, tmp_path):
    """Give what was sent to phones, the newest last."""
    settings.SMS_FILE = tmp_path / "sms.log"
    settings.SMS_FILE.touch()
    return lambda: [json.loads(line) for line in settings.SMS_FILE.read_text().splitlines()]


@pytest.fixture
def team(db):
    return Team.objects.create(code="service", name_en="Customer service", name_zh_hans="客服", name_zh_hant="客服")


@pytest.fixture
def officer(db):
    return User.objects.create_user("olga@gas.example", PASSWORD, name="Olga", role=Role.STANDARDS_OFFICER)


@pytest.fixture
def supervisor(team):
    return User.objects.create_user("sven@gas.example", PASSWORD, name="Sven", role=Role.SUPERVISOR, team=team)


@pytest.fixture
def agent(team):
    return User.objects.create_user("anna@gas.example", PASSWORD, name="Anna", role=Role.AGENT, team=team)


@pytest.fixture
def mei(db):
    return User.objects.create_user("mei@home.example", PASSWORD, name="Mei")


def code_in(words: str) -> str:
    return re.search(r"\b(\d{6})\b", words)[1]


def sign_up(client, **answers):
    return client.post(reverse("account_signup"), {"name": "Mei", **answers}, follow=True)


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session
