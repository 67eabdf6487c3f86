"""The whole portal as `make run` starts it, and that nothing of it is left behind."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from gasservice.embedded.ground import free_port


@pytest.fixture(scope="module")
def folder():
    """Where the portal keeps its data: the first start finds nothing there, the next what the last one left."""
    folder = Path(tempfile.mkdtemp(prefix="gasservice-run-"))
    folder.chmod(0o711)  # as root, PostgreSQL runs as somebody else
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def portal(folder):
    """A running portal on servers of its own: its process, its port and its folder."""
    port = free_port()
    theirs = {"DATABASE_URL", "REDIS_URL", "SITE_URL", "EMBEDDED", "SECRET_KEY"}
    process = subprocess.Popen(
        [sys.executable, "-m", "gasservice.embedded", "run"],
        env={name: value for name, value in os.environ.items() if name not in theirs}
        | {"RUN_DIR": str(folder), "PORT": str(port), "PYTHONUNBUFFERED": "1", "SAMPLE_SIZE": "hamlet"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert any("is open" in line for line in process.stdout)
    yield process, port, folder
    process.kill()
    process.wait()


def still_running(folder: Path) -> list[str]:
    """Name the processes that carry the folder in their environment or on their command line."""
    needle, found = os.fsencode(folder), []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            command = (entry / "cmdline").read_bytes()
            if needle in command or needle in (entry / "environ").read_bytes():
                found.append(command.replace(b"\0", b" ").decode())
        except OSError:
            continue  # it ended while we looked
    return found


def gone_within(folder: Path, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while still_running(folder) and time.monotonic() < deadline:
        time.sleep(0.1)
    return not still_running(folder)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_an_impatient_stop_leaves_nothing_behind(portal):
    process, port, folder = portal
    assert urlopen(f"http://127.0.0.1:{port}/healthz").read() == b"ok"
    assert len(still_running(folder)) >= 6  # launcher, web, worker, beat and two servers

    process.send_signal(signal.SIGTERM)
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGTERM)

    assert process.wait(60) == 0
    assert gone_within(folder, 30), still_running(folder)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children that their parent was killed")
def test_a_killed_launcher_leaves_nothing_behind(portal):
    process, _port, folder = portal

    process.kill()
    process.wait()

    assert gone_within(folder, 90), still_running(folder)
