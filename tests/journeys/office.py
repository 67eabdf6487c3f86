"""The whole portal on a database, a broker and a mail server of its own: web, two workers and beat."""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from celery import Celery
from django.utils import timezone

from gasservice.embedded import portal
from gasservice.embedded.ground import free_port, last_lines
from gasservice.embedded.valkey import Valkey
from gasservice.notices.models import Delivery
from gasservice.notices.terms import DeliveryState
from tests.notices.posts import MailBox, mail_server

PATIENCE = 120  # seconds; beat sweeps every two here, and the machine may be busy
WORKERS = ("worker", "worker-2")


@dataclass(frozen=True)
class Office:
    """Where the portal answers, what it keeps and sent, and how to wait for it."""

    url: str
    database: str
    folder: Path
    redis_url: str
    mailbox: MailBox

    def letter(self, *, to: str, about: str) -> EmailMessage:
        """Wait for a letter; which one, its subject says."""
        return self.wait_for(f"a letter to {to} about {about}", lambda: first(self.letters(to, about)))

    def letters(self, to: str, about: str = "") -> list[EmailMessage]:
        return [letter for letter in self.mailbox.letters if letter["To"] == to and about in letter["Subject"]]

    def text_message(self, *, to: str) -> str:
        return self.wait_for(f"a text message to {to}", lambda: first(self.text_messages(to)))

    def text_messages(self, to: str) -> list[str]:
        file = self.folder / "sms.log"
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        return [message["text"] for message in map(json.loads, lines) if message["to"] == to]

    def wait_for(self, what: str, found: Callable):
        """Wait until something is found, and give it."""
        deadline = time.monotonic() + PATIENCE
        while not (it := found()):
            assert time.monotonic() < deadline, f"{what} did not come.\n{self.last_words()}"
            end_quiet_hours()
            time.sleep(0.1)
        return it

    def last_words(self) -> str:
        return "\n".join(last_lines(self.folder / f"{name}.log") for name in ("web", "beat", *WORKERS))

    def sweep(self, times: int) -> list[str]:
        """Ask for sweeps at once, as if several beats ran; give their names once the workers have done them all."""
        with Celery(broker=self.redis_url) as asker:
            asked = [asker.send_task("cases.sweep_promises").id for _ in range(times)]
        self.wait_for("the end of the sweeps", lambda: all(map(self.worker_of, asked)))
        return asked

    def worker_of(self, task: str) -> str:
        """Say which worker has done a task; nothing while none has."""
        done = f"[{task}] succeeded"
        return next((name for name in WORKERS if done in (self.folder / f"{name}.log").read_text()), "")

    def call(self, method: str, path: str, said: dict | None = None, **headers: str) -> tuple[int, dict]:
        """Ask the API; give the status and what it answers."""
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        body = None if said is None else json.dumps(said).encode()
        request = Request(  # noqa: S310  our own address
            self.url + path, data=body, method=method, headers=headers | {"Content-Type": "application/json"}
        )
        try:
            with urlopen(request, timeout=30) as answer:  # noqa: S310  the same
                return answer.status, json.load(answer)
        except HTTPError as refused:
            return refused.code, json.load(refused)


def first(found: list):
    return found[0] if found else None


def end_quiet_hours() -> None:
    """Let go out what waits for the morning: the hour at which the tests run must not matter."""
    now = timezone.now()
    Delivery.objects.filter(state=DeliveryState.WAITING, not_before__gt=now).update(not_before=now)


def body_of(letter: EmailMessage) -> str:
    return letter.get_body(("plain",)).get_content()


def link_in(letter: EmailMessage) -> str:
    """Give the way to the matter: the first link that stands alone on its line."""
    return next(line for line in body_of(letter).splitlines() if line.startswith("http"))


@contextmanager
def open_office(folder: Path, database_url: str) -> Iterator[Office]:
    """Start everything that `make run` starts, and one worker more; stop it in the end."""
    valkey, mailbox, port = Valkey(folder), MailBox(), free_port()
    mail = mail_server(mailbox, free_port())
    (folder / "static").symlink_to(Path(os.environ["RUN_DIR"]) / "static")
    children = {}
    try:
        mail.start()
        environment = os.environ | {
            "DATABASE_URL": database_url,
            "REDIS_URL": valkey.start(),
            "EMAIL_URL": f"smtp://127.0.0.1:{mail.port}",
            "SITE_URL": f"http://localhost:{port}",
            "RUN_DIR": str(folder),
            "EMBEDDED": "1",
            "STAFF_SECOND_FACTOR": "0",
            "SWEEP_SECONDS": "2",
        }
        for name, command in commands(environment, port).items():
            children[name] = portal.start(name, command, environment)
        portal.wait_for_web(children["web"], port, folder)
        database = database_url.rpartition("/")[2]
        yield Office(environment["SITE_URL"], database, folder, environment["REDIS_URL"], mailbox)
    finally:
        portal.stop(children)
        mail.stop()
        valkey.stop()


def commands(environment: dict[str, str], port: int) -> dict[str, list[str]]:
    """Give the portal's own processes, with one worker more; one process each is enough to get in each other's way."""
    found = portal.processes(environment, port)
    return found | {name: [*found["worker"], "--hostname", f"{name}@%h", "--concurrency", "1"] for name in WORKERS}
