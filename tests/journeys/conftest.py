"""One office for all journeys of a test process, opened when the first of them starts."""

import os
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from playwright.sync_api import expect, sync_playwright

from gasservice.portal.sample.chance import chance_of
from gasservice.portal.sample.places import lay_communities, lay_districts, names_of_communities
from gasservice.portal.sample.staff import hire_staff, route_cases
from tests.browser import OPTIONS, browser_here, watch
from tests.conftest import clone_template, run_outside, use
from tests.journeys.neglect import forget_a_case
from tests.journeys.office import open_office

MOMENT = 15_000  # milliseconds; longer than any page may take on a busy machine


@pytest.fixture(scope="package")
def opened(django_db_setup, django_db_blocker, pages_ready, worker_id, tmp_path_factory):
    """The running office, and the case that lies forgotten in it."""
    server, _, original = os.environ["DATABASE_URL"].rpartition("/")
    database = f"journeys_{worker_id}_{original}"
    with django_db_blocker.unblock():
        clone_template(connection, original, database)
        with looking_at(database):
            furnish()
            forgotten = forget_a_case()
    with open_office(tmp_path_factory.mktemp("office"), f"{server}/{database}") as office:
        yield office, forgotten
    with django_db_blocker.unblock():
        run_outside(connection, f'DROP DATABASE "{database}" WITH (FORCE)')


@contextmanager
def looking_at(database: str):
    """Let the test's own connection see another database for a while."""
    here = connection.settings_dict["NAME"]
    use(connection, database)
    try:
        yield
    finally:
        use(connection, here)


def furnish() -> None:
    """Publish the catalogue, hire the staff and lay a few communities, some of them renamed."""
    call_command("load_catalogue", verbosity=0)
    hire_staff()
    lay_communities(names_of_communities(6, chance_of("places")), lay_districts(), timezone.localdate())
    route_cases()


@pytest.fixture
def office(opened, django_db_blocker):
    """The running office; the test sees the rows that its processes see."""
    office, _ = opened
    with django_db_blocker.unblock(), looking_at(office.database):
        yield office


@pytest.fixture
def forgotten(opened, office):
    """A case that somebody took when the office opened, and that nobody has looked at since."""
    _, case = opened
    case.refresh_from_db()
    return case


@pytest.fixture(scope="package")
def browser(opened):
    """One browser; it keeps a loop running in this thread, which Django would take for asynchronous code."""
    path = browser_here()
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as driver:
        expect.set_options(timeout=MOMENT)
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = driver.chromium.launch(executable_path=path, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser, office):
    """Open windows of people who do not know each other; in the end no page may have complained."""
    contexts, complaints = [], []

    def window(**options):
        context = browser.new_context(base_url=office.url, **{"locale": "en-GB"} | options)
        context.set_default_timeout(MOMENT)
        watch(context, complaints)
        contexts.append(context)
        return context.new_page()

    yield window
    for context in contexts:
        print(*(f"{page.url}\n{page.locator('body').inner_text()}\n" for page in context.pages))
        context.close()
    assert complaints == []
