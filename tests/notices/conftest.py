"""Alice and Bob, and a noon at which nothing is quiet."""

from datetime import UTC, datetime, timedelta

import pytest

from gasservice.embedded.ground import free_port
from gasservice.users.models import Team, User
from tests.notices.posts import SECRET, Gateway, MailBox, mail_server
from tests.registry.conftest import district, garden, home  # noqa: F401

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


@pytest.fixture
def mailbox(settings):
    """A mail server that runs, and that we send to."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    box = MailBox()
    server = mail_server(box, settings.EMAIL_PORT)
    server.start()
    yield box
    server.stop()


@pytest.fixture
def gateway(settings):
    """A text-message gateway that runs, and that we send to."""
    gateway = Gateway()
    settings.SMS_GATEWAY_URL, settings.SMS_GATEWAY_SECRET = gateway.url, SECRET
    yield gateway
    gateway.shutdown()
    gateway.server_close()
