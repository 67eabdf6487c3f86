"""Start the servers that the environment does not name, and stop them in order."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from gasservice.embedded.ground import CannotStart, secret_in
from gasservice.embedded.postgres import Postgres
from gasservice.embedded.valkey import Valkey

RUNNING = "running.json"
# A sample or test city is not worth a disk flush for every row.
THROW_AWAY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@contextmanager
def servers(folder: Path, *, throw_away: bool = False, tell=print) -> Iterator[dict[str, str]]:
    """Yield the environment in which the portal finds its servers; what was started is stopped after."""
    with ExitStack() as stack:
        folder.mkdir(parents=True, exist_ok=True)
        found = {"RUN_DIR": str(folder)}
        if "SECRET_KEY" not in os.environ:
            found["SECRET_KEY"] = secret_in(folder / "secret-key")
        if "DATABASE_URL" not in os.environ or "REDIS_URL" not in os.environ:
            stack.enter_context(alone_in(folder))
        if "DATABASE_URL" not in os.environ:
            tell("Starting PostgreSQL ...")
            postgres = Postgres(folder, "max_connections=80", *(THROW_AWAY if throw_away else ()))
            stack.callback(postgres.stop)
            found |= {"DATABASE_URL": postgres.start(), "EMBEDDED": "1"}
        if "REDIS_URL" not in os.environ:
            tell("Starting Valkey (a Redis-protocol server) ...")
            valkey = Valkey(folder)
            stack.callback(valkey.stop)
            found["REDIS_URL"] = valkey.start()
        stack.enter_context(told_in(folder, found))
        yield found


@contextmanager
def told_in(folder: Path, found: dict[str, str]) -> Iterator[None]:
    """Let other commands of the same user find what runs; the file holds passwords and goes when it stops."""
    note = folder / RUNNING
    note.unlink(missing_ok=True)
    with os.fdopen(os.open(note, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
        json.dump(found, file)
    try:
        yield
    finally:
        note.unlink(missing_ok=True)


def running_in(folder: Path) -> dict[str, str] | None:
    """Give the environment of the servers that run on a folder, or nothing."""
    try:
        with (folder / "lock").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return None
    except BlockingIOError:
        note = folder / RUNNING
        return json.loads(note.read_text()) if note.exists() else None
    return None


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotStart(
                f"The portal already runs on {folder}. Stop it with ctrl-C in its window first, "
                "or set RUN_DIR to another folder."
            ) from None
        yield
