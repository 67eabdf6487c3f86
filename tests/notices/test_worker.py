"""The worker and the beat as the portal runs them, with the settings of a first run."""

import os
import signal
import subprocess
import sys
import time
from email import message_from_bytes, policy

import pytest
from django.db import connection

from gasservice.notices.actions import tell
from gasservice.notices.models import Delivery
from gasservice.notices.terms import DeliveryState, Recipient
from tests.notices.conftest import ASKED, NOON

PATIENCE = 60  # seconds


@pytest.fixture
def worker(tmp_path, transactional_db):
    """A worker with its beat on this test's database, in a folder whose name needs care in an address."""
    folder = tmp_path / "run #1 + 100%"
    folder.mkdir()
    server = os.environ["DATABASE_URL"].rpartition("/")[0]
    environment = {name: value for name, value in os.environ.items() if name != "EMAIL_URL"} | {
        "DATABASE_URL": f"{server}/{connection.settings_dict['NAME']}",
        "RUN_DIR": str(folder),
        "EMBEDDED": "1",
    }
    command = ["-m", "celery", "-A", "gasservice", "worker", "--beat", "--concurrency", "1"]
    with (tmp_path / "worker.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, *command, "--schedule", str(folder / "schedule")],
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        yield folder
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(PATIENCE)


def test_the_worker_sends_what_waits_into_the_files_of_a_first_run(worker):
    to = [Recipient(email="mei@home.example"), Recipient(phone="+8613900139000")]
    notice = tell(key="case-asked:1", topic="case-asked", to=to, facts=ASKED, at=NOON.replace(year=2025))

    deadline = time.monotonic() + PATIENCE
    while Delivery.objects.filter(state=DeliveryState.WAITING).exists() and time.monotonic() < deadline:
        time.sleep(0.2)

    assert set(notice.deliveries.values_list("state", flat=True)) == {DeliveryState.SENT}
    letters = [path.read_bytes() for path in (worker / "mail").iterdir()]
    assert [message_from_bytes(letter, policy=policy.default)["To"] for letter in letters] == ["mei@home.example"]
    assert "482-719-365" in (worker / "sms.log").read_text()
