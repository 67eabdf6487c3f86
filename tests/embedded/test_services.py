"""Real servers, started, killed and started again."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg2
import pytest
import redis

from gasservice.embedded.ground import CannotStart, is_port_free, secret_in
from gasservice.embedded.postgres import Postgres
from gasservice.embedded.services import alone_in
from gasservice.embedded.valkey import Valkey


@pytest.fixture
def folder():
    path = Path(tempfile.mkdtemp(prefix="gasservice-embedded-"))
    path.chmod(0o711)  # as root, PostgreSQL runs as somebody else
    yield path
    shutil.rmtree(path, ignore_errors=True)


def asked(url: str, sql: str) -> list[tuple]:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(sql)
        rows = cursor.fetchall() if cursor.description else []
    connection.close()
    return rows


def test_postgres_keeps_its_rows_when_it_is_killed(folder):
    first = Postgres(folder)
    url = first.start()
    asked(url, "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n")
    os.kill(first.process.pid, signal.SIGKILL)
    first.process.wait()

    second = Postgres(folder)
    try:
        assert asked(second.start(), "SELECT count(*) FROM kept") == [(1000,)]
    finally:
        second.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's folders are shut to PostgreSQL's own user")
def test_a_folder_that_only_root_enters_links_to_a_cluster_elsewhere(folder):
    folder.chmod(0o700)
    first = Postgres(folder / "run")
    asked(first.start(), "CREATE TABLE kept AS SELECT 1 AS n")
    first.stop()

    second = Postgres(folder / "run")
    try:
        assert asked(second.start(), "SELECT n FROM kept") == [(1,)]
        assert (folder / "run" / "postgres").is_symlink()
    finally:
        second.stop()
        shutil.rmtree((folder / "run" / "postgres").resolve().parent)


def test_postgres_can_search_chinese(folder):
    postgres = Postgres(folder)
    try:
        url = postgres.start()
        asked(url, "CREATE EXTENSION pg_trgm")

        assert asked(url, "SELECT cardinality(show_trgm('煤气泄漏')) > 0") == [(True,)]
    finally:
        postgres.stop()


def test_valkey_keeps_what_it_holds_and_asks_for_its_password(folder):
    first = Valkey(folder)
    redis.Redis.from_url(first.start()).set("kept", "煤气")
    first.stop()

    second = Valkey(folder)
    try:
        url = second.start()
        assert redis.Redis.from_url(url).get("kept").decode() == "煤气"
        port = redis.Redis.from_url(url).connection_pool.connection_kwargs["port"]
        with pytest.raises(redis.exceptions.AuthenticationError):
            redis.Redis(port=port).get("kept")
    finally:
        second.stop()


def test_a_secret_is_made_once_and_read_by_its_owner_only(folder):
    secret = secret_in(folder / "secret")

    assert secret_in(folder / "secret") == secret
    assert (folder / "secret").stat().st_mode & 0o077 == 0


def test_two_portals_do_not_share_a_folder(folder):
    with alone_in(folder), pytest.raises(CannotStart, match="already runs"), alone_in(folder):
        pass


def test_it_tells_a_way_out_when_the_port_is_in_use(folder):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        ended = subprocess.run(
            [sys.executable, "-m", "gasservice.embedded", "run"],
            env=os.environ | {"PORT": str(port), "RUN_DIR": str(folder)},
            capture_output=True,
            text=True,
        )

        assert not is_port_free(port)
    assert ended.returncode == 1
    assert f"make run PORT={port + 1}" in ended.stderr
