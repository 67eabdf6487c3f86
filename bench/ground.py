"""What the benchmarks stand on: an empty database of their own, a stopwatch, and statements written by hand."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import django

from gasservice.embedded.services import servers


@contextmanager
def city() -> Iterator[None]:
    """Yield on an empty, migrated database that is thrown away; never on one that the environment names."""
    for name in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    with tempfile.TemporaryDirectory(prefix="gasservice-bench-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # as root, PostgreSQL runs as somebody else
        with servers(folder, throw_away=True, tell=lambda words: None) as found:
            os.environ.update(found, DJANGO_SETTINGS_MODULE="gasservice.settings")
            django.setup()
            from django.core.management import call_command

            call_command("migrate", verbosity=0)
            yield


def seconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def run(sql: str, **facts: object) -> list[tuple]:
    """Run a statement and fetch what it returns."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, facts or None)
        return cursor.fetchall() if cursor.description else []


def three(name: str, text: str) -> dict[str, str]:
    return {f"{name}_{language}": text for language in ("en", "zh_hans", "zh_hant")}
