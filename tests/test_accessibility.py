"""Each page in a real browser: fit for everybody, by day and by night, on the narrowest phone, without a complaint."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import sync_playwright

from tests.browser import OPTIONS, browser_here, served, watch
from tests.every_page import ERRORS, HALF_WAY, PAGES, Page
from tests.world import World, address_of, world  # noqa: F401

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"], "preload": False}
# What the night changes are colours, and nothing else.
COLOURS = AXE | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
# The API's own browser is drawn by a library; what stands around it is ours.
OURS = {"exclude": [["#swagger-ui"]]}
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PHONE, NARROWEST = {"width": 390, "height": 844}, {"width": 320, "height": 640}
# One page for each template: the first that shows it.
SHOWN = {page.template: page for page in reversed([*PAGES, *HALF_WAY, *ERRORS]) if page.template}


@pytest.fixture(scope="module")
def portal(world):  # noqa: F811
    with served() as address:
        yield address


@pytest.fixture(scope="module")
def browser():
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as driver:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the driver's loop runs in this thread
        browser = driver.chromium.launch(executable_path=browser_here(), args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def windows(browser, portal, world):  # noqa: F811
    """Give each guest one window, kept from page to page; who is half way somewhere has one of their own."""
    opened, complaints = {}, []

    def window_of(page: Page):
        guest = str(page) if page.before else page.guest
        if guest not in opened:
            context = browser.new_context(base_url=portal, locale="en-GB")
            context.add_cookies(cookies_of(page, world, portal))
            watch(context, complaints)
            opened[guest] = context.new_page()
        return opened[guest]

    yield window_of, complaints
    for window in opened.values():
        window.context.close()


@pytest.fixture
def window(windows, world, settings):  # noqa: F811
    """Open a page by day, on a phone, as its first guest; nothing may have complained in the end."""
    settings.ROOT_URLCONF = "tests.error_pages"
    window_of, complaints = windows

    def opened(page: Page):
        window = window_of(page)
        complaints.clear()
        window.emulate_media(color_scheme="light")
        window.set_viewport_size(PHONE)
        answer = window.goto(address_of(page, world))
        assert (answer.status, answer.request.redirected_from) == (page.answers[page.guest], None)
        return window

    yield opened
    assert [words for words in complaints if "status of 4" not in words and "status of 5" not in words] == []


def cookies_of(page: Page, world: World, portal: str) -> list[dict[str, str]]:  # noqa: F811
    """Sign in as the page's first guest and do what leads there."""
    client = world.browser_of(page.guest)
    cache.clear()
    if page.before:
        client.post(reverse(page.before[0]), page.before[1])
    return [{"name": name, "value": morsel.value, "url": portal} for name, morsel in client.cookies.items()]


def found_by_axe(window, options: dict) -> list[tuple[str, str, list[str]]]:
    """Look at a page that axe was brought into."""
    violations = window.evaluate("([context, options]) => axe.run(context, options)", [OURS, options])["violations"]
    return [(found["id"], found["help"], [node["html"][:200] for node in found["nodes"]]) for found in violations]


@pytest.mark.parametrize("template", SHOWN)
def test_it_is_fit_for_everybody_by_day_by_night_and_on_the_narrowest_phone(window, template):
    page = window(SHOWN[template])
    page.evaluate(AXE_SCRIPT)
    assert found_by_axe(page, AXE) == []

    page.emulate_media(color_scheme="dark")
    assert found_by_axe(page, COLOURS) == []

    page.set_viewport_size(NARROWEST)
    assert page.evaluate(TOO_WIDE) == 0
