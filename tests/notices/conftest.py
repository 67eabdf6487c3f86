"""Alice and Bob, and a noon at which nothing is quiet."""

from datetime import UTC, datetime, timedelta

import pytest

from gasservice.users.models import Team, User

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)  # 12:00 in Shanghai
ASKED = {"reference": "482-719-365", "title": "A late charge"}


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


@pytest.fixture
def alice(db):
    """She has an e-mail address and a confirmed phone."""
    return User.objects.create_user(
        "alice@home.example", name="Alice", phone="+8613800138000", phone_verified_at=NOON, language="en"
    )


@pytest.fixture
def bob(db):
    return User.objects.create_user("bob@home.example", name="Bob", language="zh-hans")


@pytest.fixture
def team(db):
    return Team.objects.create(code="north", name_en="North", name_zh_hans="北区", name_zh_hant="北區")
