"""A real browser, and the portal served to it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def browser_path() -> str:
    """Find the browser: the one named in PORTAL_BROWSER or CHROME_PATH, else one on PATH."""
    named = os.environ.get("PORTAL_BROWSER") or os.environ.get("CHROME_PATH")
    return next((path for name in ([named] if named else NAMES) if (path := shutil.which(name))), "")


@pytest.fixture(scope="module")
def browser():
    """Start a browser for the tests of a module; where there must be one, its lack is a failure."""
    path = browser_path()
    if not path:
        miss = pytest.fail if os.environ.get("CI") else pytest.skip
        miss("No Chromium was found. Install it, or name it in PORTAL_BROWSER.")
    from playwright.sync_api import sync_playwright

    # Playwright's loop runs in this thread while tests ask the database here too; nothing runs at once.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def served() -> Iterator[str]:
    """Serve the portal from this process on a free port; give its address."""
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application

    class Quiet(WSGIRequestHandler):
        def log_message(self, *_words) -> None:
            pass

    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(get_wsgi_application())
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
