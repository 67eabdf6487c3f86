"""A real browser, the portal served to it, and a watch on what its pages complain about."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import BrowserContext

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
REPORT = """addEventListener("securitypolicyviolation", (event) =>
    console.error(`policy ${event.violatedDirective} forbids ${event.blockedURI} (${event.sample})`))"""


def browser_here() -> str:
    """Find a browser by PORTAL_BROWSER or CHROME_PATH, else on PATH; without one skip, or fail where CI is set."""
    named = os.environ.get("PORTAL_BROWSER") or os.environ.get("CHROME_PATH")
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return found
    missing = f"No browser: {named} is none." if named else f"No browser: none of {', '.join(NAMES)} is on PATH."
    missing += " Install Chromium, or name one in PORTAL_BROWSER."
    return pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)


def watch(context: BrowserContext, complaints: list[str]) -> None:
    """Keep each error and warning that a page of this window writes, and each break of the content policy."""
    context.add_init_script(REPORT)
    context.on("weberror", lambda thrown: complaints.append(f"{thrown.page.url}: {thrown.error}"))
    context.on("console", lambda said: complaints.append(f"{said.page.url}: {said.text}") if is_bad(said) else None)


def is_bad(said) -> bool:
    return said.type in ("error", "warning")


@contextmanager
def served() -> Iterator[str]:
    """Serve the portal from this process on a free port; give its address."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(get_wsgi_application())
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


class Quiet(WSGIRequestHandler):
    """Say nothing of each request."""

    def log_message(self, *_words) -> None:
        pass
