"""What people do on the pages, in the words that stand there."""

import re

from playwright.sync_api import Page, expect

from gasservice.portal.sample.staff import PASSWORD, email_of

STORY = "上个月的气费到期前两天就从银行缴了。账单上还是收了8.60元违约金，请核实后退还给我。"
PHONE = {"viewport": {"width": 390, "height": 844}}


def begin_complaint(page: Page) -> None:
    """Come from the first page to the published answer about late charges, and go on: it does not help."""
    page.goto("/")
    page.get_by_role("link", name="A complaint or suggestion").click()
    page.get_by_role("link", name="I was charged for paying late").click()
    expect(page.get_by_role("heading", name="What often settles it")).to_be_visible()
    page.get_by_role("button", name="go on").click()


def say_what_happened(page: Page, photo: bytes | None = None) -> None:
    page.get_by_label("What happened?").fill(STORY)
    page.get_by_label("What would put it right?").fill("退还违约金")
    if photo:
        picked = {"name": "bill.jpg", "mimeType": "image/jpeg", "buffer": photo}
        page.get_by_label("Photos").set_input_files(picked)
    go_on(page)


def say_where(page: Page, *, formerly: str, now: str) -> None:
    """Look for an estate by the name it no longer bears, and choose it."""
    page.get_by_label("Estate or address").fill(formerly)
    page.get_by_role("button", name="Find it").click()
    page.get_by_label(re.compile(f"{now}.*formerly {formerly}", re.DOTALL)).check()
    go_on(page)


def say_who(page: Page, **said: str) -> None:
    """Say one's name and how one is reached; `said` names the fields by their labels."""
    for label, words in said.items():
        page.get_by_label(label.replace("_", " ")).fill(words)
    go_on(page)


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Go on").click()


def complain(page: Page, *, photo: bytes | None = None, **said: str) -> str:
    """File a complaint about a late charge; give the number of its case."""
    begin_complaint(page)
    say_what_happened(page, photo)
    say_where(page, formerly="临江新苑", now="翡翠湾")
    say_who(page, **said)
    page.get_by_role("button", name="Send it").dblclick()
    expect(page.get_by_role("heading", name="We have it")).to_be_visible()
    return page.get_by_label("Your case number").locator("b").first.inner_text()


def sign_in(page: Page, place: str) -> None:
    """Sign in with the password; staff come to their queue."""
    page.goto("/account/login/")
    page.get_by_label("E-mail address or phone number").fill(email_of(place))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_have_count(0)


def write(page: Page, words: str) -> None:
    """Write to us on the page of one's case."""
    page.get_by_role("textbox", name="Write to us").fill(words)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("Sent. We see it at once.")).to_be_visible()


def take_case(page: Page, reference: str) -> None:
    """Take a case from what nobody of one's team has yet."""
    page.goto("/desk/?view=unowned")
    page.locator(f"#case-{reference}").get_by_role("link").click()
    page.get_by_role("button", name="Take it").click()
    expect(page.get_by_text("Done: Take it.")).to_be_visible()


def reply(page: Page, words: str) -> None:
    page.get_by_label("Your words").fill(words)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Sent to the customer.")).to_be_visible()


def act(page: Page, verb: str, choice: str | re.Pattern, **said: str) -> None:
    """Do one of the acts at the top of a case; it asks for a choice and words, by their labels."""
    page.get_by_role("link", name=verb, exact=True).click()
    page.get_by_role("radio", name=choice, exact=True).check()
    for label, words in said.items():
        page.get_by_label(label.replace("_", " ")).fill(words)
    page.get_by_role("button", name=verb, exact=True).click()
    expect(page.get_by_text(f"Done: {verb}.")).to_be_visible()
