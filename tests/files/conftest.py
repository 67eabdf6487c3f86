"""Uploads go to a folder of the test's own."""

from datetime import UTC, datetime

import pytest

from gasservice.files.actions import keep_upload
from gasservice.users.models import User
from tests.files.pictures import upload

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def alice(db):
    return User.objects.create_user("alice@home.example", name="Alice")


@pytest.fixture
def keep(alice):
    return lambda body, name="photo.jpg", **facts: keep_upload(upload=upload(body, name, **facts), by=alice, at=NOON)
