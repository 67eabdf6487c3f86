"""What a customer filed, and what others get of it: nothing."""

import re

import pytest
from playwright.sync_api import Page, expect

from gasservice.cases.models import Attachment, Case
from tests.files.pictures import from_a_phone
from tests.journeys.people import begin_complaint, complain, say_what_happened, sign_in

REFUSED = (401, 403, 404)


def test_nobody_else_reaches_a_case_or_a_draft(office, visit):
    customer, stranger, neighbour = visit(), visit(), visit()
    reference = complain(customer, photo=from_a_phone(), **{"E-mail": "private@home.example"})
    customer.get_by_role("link", name="Follow my case").click()
    own = [customer.url, *photos_on(customer)]
    begin_complaint(customer)
    say_what_happened(customer, from_a_phone())
    customer.go_back()
    own += [customer.url, *photos_on(customer)]
    sign_in(neighbour, "customer")

    assert [status(customer, url) for url in own] == [200, 200, 200, 200]
    for other in (stranger, neighbour):
        assert {url: status(other, url) for url in own[1:]} == dict.fromkeys(own[1:], 404)
    assert status(neighbour, own[0]) == 404
    stranger.goto(own[0])
    expect(stranger).to_have_url(re.compile(rf"/track/\?number={reference}$"))


def photos_on(page: Page) -> list[str]:
    found = page.locator(".shots a, .photos img").first
    return [found.get_attribute("href") or found.get_attribute("src")]


def status(page: Page, path: str) -> int:
    return page.context.request.get(path, max_redirects=0).status
