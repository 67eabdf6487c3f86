"""What a customer filed and has begun to file, and what others get of it: nothing."""

from playwright.sync_api import Page, expect

from tests.files.pictures import from_a_phone
from tests.journeys.people import begin_complaint, complain, say_what_happened, sign_in

ASKED_TO_SIGN_IN, NOT_SIGNED_IN, NOWHERE = 302, 401, 404


def test_nobody_else_reaches_a_case_or_a_draft(office, visit):
    customer, stranger, neighbour = visit(), visit(), visit()
    sign_in(neighbour, "customer")
    reference = complain(customer, photo=from_a_phone(), **{"E-mail": "private@home.example"})
    link = customer.get_by_role("link", name=f"/track/{reference}/").get_attribute("href")
    guessed = f"{link[:-5]}{'0000' if link[-5:-1] != '0000' else '1111'}/"

    own = [f"/track/{reference}/filed/", *photos_of(customer, f"/track/{reference}/"), *draft_of(customer)]
    assert {path: status(customer, path) for path in own} == dict.fromkeys(own, 200)
    for other in (stranger, neighbour):
        nowhere = [*own, guessed, f"/desk/cases/{reference}/", "/desk/", f"/api/v1/tracking/{reference}/"]
        assert {path: status(other, path) for path in nowhere} == dict.fromkeys(nowhere, NOWHERE)
        assert takes_back(other, reference) == NOWHERE
    for path, to_stranger, to_neighbour in (
        (f"/track/{reference}/", ASKED_TO_SIGN_IN, NOWHERE),
        (f"/api/v1/cases/{reference}/", NOT_SIGNED_IN, NOWHERE),
        ("/dashboard/", ASKED_TO_SIGN_IN, NOWHERE),
    ):
        assert (status(stranger, path), status(neighbour, path)) == (to_stranger, to_neighbour)


def test_the_number_with_a_wrong_code_is_refused_in_words(office, visit):
    customer, stranger = visit(), visit()
    reference = complain(customer, **{"E-mail": "careful@home.example"})

    stranger.goto(f"/track/{reference}/")
    expect(stranger.get_by_label("Case number")).to_have_value(reference)
    stranger.get_by_label("Code").fill("0000-0000-0000")
    stranger.get_by_role("button", name="Open my case").click()

    expect(stranger.get_by_role("alert")).to_contain_text("Number and code do not belong together.")
    expect(stranger.get_by_text("careful@home.example")).to_have_count(0)
    assert status(stranger, f"/track/{reference}/filed/") == NOWHERE


def photos_of(page: Page, path: str) -> list[str]:
    """Give the addresses of the photos on a page, large and small."""
    page.goto(path)
    shots = page.locator(".shots a")
    return [shots.get_attribute("href"), shots.locator("img").get_attribute("src")]


def draft_of(page: Page) -> list[str]:
    """Begin another complaint, and give the addresses of its first page and of the photo on it."""
    begin_complaint(page)
    path = page.url
    say_what_happened(page, from_a_phone())
    page.goto(path)
    return [path, page.locator(".photos img").get_attribute("src")]


def status(page: Page, path: str) -> int:
    return page.context.request.get(path, max_redirects=0).status


def takes_back(page: Page, reference: str) -> int:
    """Try to take a case back, with all that a form of ours would send."""
    page.goto("/track/")
    token = page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value")
    path = f"/track/{reference}/withdrawal/"
    return page.context.request.post(path, form={"csrfmiddlewaretoken": token}, max_redirects=0).status
