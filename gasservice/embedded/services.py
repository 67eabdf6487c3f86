"""Start the servers that the environment does not name, and stop them in order."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from gasservice.embedded.ground import CannotStart, secret_in
from gasservice.embedded.postgres import Postgres
from gasservice.embedded.valkey import Valkey

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
        yield found


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
