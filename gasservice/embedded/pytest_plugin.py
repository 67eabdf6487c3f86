"""Give the tests servers of their own, before anything reads the settings."""

import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest

from gasservice.embedded.services import servers

stack = ExitStack()


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Start the servers before anything reads the settings; xdist's workers inherit them."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        # Each worker has a Redis database of its own; 0 is left to whoever runs without workers.
        server, _, _ = os.environ["REDIS_URL"].rpartition("/")
        os.environ["REDIS_URL"] = f"{server}/{int(worker.removeprefix('gw')) + 1}"
        return
    folder = Path(tempfile.mkdtemp(prefix="gasservice-test-"))
    folder.chmod(0o711)  # PostgreSQL may run as another user
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    os.environ.update(stack.enter_context(servers(folder, throw_away=True, tell=lambda words: None)))
    os.environ["SITE_URL"] = "http://localhost:8000"


def pytest_unconfigure() -> None:
    stack.close()
