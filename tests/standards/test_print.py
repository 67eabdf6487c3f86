"""The pages of services on paper, in a real browser."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import sync_playwright

from gasservice.standards.models import ServiceItem
from gasservice.web.languages import LANGUAGES
from tests.browser import OPTIONS, browser_here, served
from tests.shelf import publish_catalogue

PAGE = re.compile(rb"/Type\s*/Page\b")


@pytest.mark.django_db(transaction=True)
def test_the_longest_pages_fit_on_two_sides_of_a_sheet():
    publish_catalogue()
    rows = ServiceItem.objects.valid_on(timezone.localdate()).prefetch_related("steps", "questions", "fees")
    longest = sorted(rows, key=length_of)[-2:]

    with served() as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=browser_here(), args=OPTIONS)
        links = [f"{address}{reverse('service', args=[item.code])}" for item in longest]
        sides = {(link, code): sides_of(browser, link, code) for link in links for code in LANGUAGES}
        browser.close()

    assert {where: number for where, number in sides.items() if number not in (1, 2)} == {}


def length_of(item: ServiceItem) -> int:
    """Say how much of a sheet a page takes: a fee takes three lines, and so does a step or a question."""
    return 3 * len([*item.fees.all(), *item.steps.all(), *item.questions.all()])


def sides_of(browser, address: str, language: str) -> int:
    page = browser.new_page(extra_http_headers={"Accept-Language": language})
    page.goto(address)
    return len(PAGE.findall(page.pdf(prefer_css_page_size=True)))
