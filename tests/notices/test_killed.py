"""Ten workers are killed in the middle of a batch, five by a letter and five by a text message; nobody is forgotten."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest
from celery import Celery
from django.db import connection

from gasservice.embedded.ground import free_port, last_lines
from gasservice.notices.actions import tell
from gasservice.notices.models import Delivery
from gasservice.notices.terms import DeliveryState, Recipient
from tests.notices.conftest import ASKED, NOON
from tests.notices.posts import SECRET, Gateway, MailBox, mail_server

PATIENCE = 120  # seconds; the machine may be busy
HOMES = 300  # enough for a whole batch of each kind for every worker
# Which of its own letters or text messages a worker dies with; a batch has 25.
FIRST_DEATHS = [{"letter": 1}, {"letter": 7}, {"letter": 25}, {"text": 1}, {"text": 13}]
SECOND_DEATHS = [{"letter": 12}, {"letter": 24}, {"text": 4}, {"text": 21}, {"text": 25}]


class Worker:
    """A worker of Celery with a mail server and a gateway of its own, so that they know whom they kill."""

    def __init__(self, folder, letter: int = 0, text: int = 0) -> None:
        self.mailbox, self.gateway = MailBox(), Gateway()
        self.mailbox.on_letter = lambda number: self.kill() if number == letter else None
        self.gateway.on_message = lambda number: self.kill() if number == text else None
        self.mail = mail_server(self.mailbox, free_port())
        self.mail.start()
        self.log = folder / f"worker-{letter}-{text}.log"
        environment = os.environ | {
            "DATABASE_URL": f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{connection.settings_dict['NAME']}",
            "EMAIL_URL": f"smtp://127.0.0.1:{self.mail.port}",
            "SMS_GATEWAY_URL": self.gateway.url,
            "SMS_GATEWAY_SECRET": SECRET,
        }
        command = [sys.executable, "-m", "celery", "-A", "gasservice", "worker", "--concurrency", "1"]
        command += ["--hostname", f"{self.log.stem}@here"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)

    def kill(self) -> None:
        """Kill it with all its processes."""
        os.killpg(self.process.pid, signal.SIGKILL)

    def close(self) -> None:
        if self.process.poll() is None:
            self.kill()
        self.process.wait()
        self.mail.stop()
        self.gateway.shutdown()
        self.gateway.server_close()


@pytest.fixture
def hire(tmp_path, transactional_db):
    """Start a worker, which may be destined to die with a letter or a text message that has just arrived."""
    hired = []

    def hire(**death: int) -> Worker:
        hired.append(Worker(tmp_path, **death))
        return hired[-1]

    yield hire
    for worker in hired:
        worker.close()


def ask_for_sweeps(times: int) -> None:
    with Celery(broker=os.environ["REDIS_URL"]) as asker:
        for _ in range(times):
            asker.send_task("notices.send_waiting")


def wait_until(is_so, workers: list[Worker]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        words = [last_lines(worker.log) for worker in workers]
        assert time.monotonic() < deadline, "\n\n".join(words)
        time.sleep(0.1)


def let_die(workers: list[Worker]) -> list[Worker]:
    """Let them work until each is dead; then what they had claimed is free again, as it is after six minutes."""
    ask_for_sweeps(2 * len(workers))
    wait_until(lambda: all(worker.process.poll() == -signal.SIGKILL for worker in workers), workers)
    Delivery.objects.filter(state=DeliveryState.WAITING).update(claimed_until=NOON)
    return workers


def test_ten_killed_workers_lose_nothing_and_repeat_at_most_one_letter_each(hire):
    homes = [Recipient(email=f"{n}@home.example", phone=f"+86138001{n:05}") for n in range(HOMES)]
    notice = tell(key="case-asked:1", topic="case-asked", to=homes, facts=ASKED, at=NOON.replace(year=2025))

    workers = let_die([hire(**death) for death in FIRST_DEATHS])
    workers += let_die([hire(**death) for death in SECOND_DEATHS])
    workers.append(hire())
    ask_for_sweeps(2)
    wait_until(lambda: not notice.deliveries.filter(state=DeliveryState.WAITING).exists(), workers)

    letters = [letter for worker in workers for letter in worker.mailbox.letters]
    copies = Counter((letter["To"], letter["Message-ID"]) for letter in letters)
    assert {to for to, _ in copies} == {home.email for home in homes}
    assert len(copies) == HOMES
    assert sum(copies.values()) == HOMES + 5
    messages = [(key, message["to"]) for worker in workers for key, message in worker.gateway.taken.items()]
    assert {to for _, to in messages} == {home.phone for home in homes}
    assert len({key for key, _ in messages}) == len(set(messages)) == HOMES
    assert len(messages) > HOMES  # the gateway was asked again, and knows the message by its key
