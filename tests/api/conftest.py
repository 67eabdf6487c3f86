"""Programs that speak for people: `speak(user)` sends and reads JSON with a token of theirs, `speak()` with none."""

from dataclasses import dataclass

import pytest
from django.test import Client
from django.utils import timezone

from gasservice.cases.models import Routing
from gasservice.standards.models import CaseKind
from gasservice.users.actions import make_token
from gasservice.users.models import User
from tests.cases.conftest import SINCE, calendar, case, cast, kind, policy, team, three  # noqa: F401


@dataclass
class Program:
    """A client with the headers it sends every time."""

    headers: dict[str, str]

    def get(self, path: str, **headers: str):
        return Client().get(f"/api/v1/{path}", headers=self.headers | named(headers))

    def post(self, path: str, said: dict | None = None, **headers: str):
        sent = {"data": said or {}, "content_type": "application/json"}
        return Client().post(f"/api/v1/{path}", headers=self.headers | named(headers), **sent)


def named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


@pytest.fixture
def speak(db):
    def speak(user: User | None = None) -> Program:
        if user is None:
            return Program({})
        _token, secret = make_token(user=user, name="test", days=1, at=timezone.now())
        return Program({"Authorization": f"Bearer {secret}"})

    return speak


@pytest.fixture
def mei(db):
    return User.objects.create_user("mei@home.example", name="Mei", language="en")


@pytest.fixture
def doors(team, kind, policy):  # noqa: F811
    """All doors lead to the one team."""
    kinds = [("complaints", "staff-conduct"), ("billing", "bill-question"), ("repairs", "fault"), ("repairs", "leak")]
    CaseKind.objects.bulk_create(
        CaseKind(
            door=door,
            code=code,
            valid_from=SINCE,
            is_about_a_person=code == "staff-conduct",
            can_be_filed=code != "leak",
            **three("name", code),
        )
        for door, code in kinds
    )
    return Routing.objects.bulk_create(Routing(door=door, team=team) for door in ("complaints", "billing", "repairs"))


@pytest.fixture
def filed(speak, mei, doors):
    """A complaint that Mei has filed through the API: its receipt."""
    said = {"kind": "late-charge", "words": "The late charge is wrong. I paid on time."}
    return speak(mei).post("complaints/", said).json()
