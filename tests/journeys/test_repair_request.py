"""A stove that is not ours: whose it is and what it costs is said first, and the offer is taken or left."""

import re

from playwright.sync_api import Page, expect

from gasservice.cases.models import Case
from repairs.models import Fault
from tests.files.pictures import from_a_phone
from tests.journeys.people import PHONE, go_on, say_where, say_who, sign_in

STORY = "灶具左边的灶眼打不着火，电池已经换过。"
PRICE = "¥55.00 – ¥205.00"


def test_she_takes_the_offer_and_both_sides_see_it(office, visit):
    page, clerk = visit(**PHONE), visit()

    begin_repair(page)
    choose(page, "The appliance")
    expect(page.get_by_text("Who else may do it:")).to_be_visible()
    page.get_by_label(f"Yes, please come at this price: {PRICE}").check()
    reference = finish(page)

    fault = Fault.objects.select_related("told").get(case__reference=reference)
    assert (fault.part, fault.told.part, fault.is_accepted) == ("appliance", "appliance", True)
    assert fault.case.messages.get().attachments.count() == 1
    page.goto(f"/track/{reference}/")
    expect(page.get_by_text(PRICE)).to_be_visible()
    sign_in(clerk, "north-lead")
    clerk.goto(f"/desk/cases/{reference}/")
    expect(clerk.get_by_text(PRICE)).to_be_visible()


def test_he_leaves_the_offer_without_scripts_and_nothing_is_sent(office, visit):
    page, before = visit(java_script_enabled=False, **PHONE), Case.objects.count()

    begin_repair(page)
    choose(page, "After the meter")
    page.get_by_label("No, thank you").check()
    go_on(page)

    expect(page.get_by_role("heading", name="What you can do without us")).to_be_visible()
    expect(page.get_by_text("nothing is held against you")).to_be_visible()
    assert Case.objects.count() == before


def begin_repair(page: Page) -> None:
    """Come from the first page to the form; the first thing at the door is the leak."""
    page.goto("/repairs/new/")
    expect(page.get_by_role("heading", level=2).first).to_contain_text("I smell gas")
    page.get_by_role("link", name="Something is broken").click()
    page.get_by_role("button", name="Start now").click()
    page.get_by_label("What happened?").fill(STORY)
    picked = {"name": "stove.jpg", "mimeType": "image/jpeg", "buffer": from_a_phone()}
    page.get_by_label("Photos").set_input_files(picked)
    go_on(page)


def choose(page: Page, part: str) -> None:
    page.get_by_label(re.compile(rf"{part} \(")).check()
    go_on(page)


def finish(page: Page) -> str:
    go_on(page)
    say_where(page, formerly="临江新苑", now="翡翠湾")
    say_who(page, Your_name="陈", Phone="139 0013 9003")
    expect(page.get_by_text(PRICE)).to_be_visible()
    page.get_by_role("button", name="Send it").dblclick()
    expect(page.get_by_role("heading", name="We have it")).to_be_visible()
    return page.get_by_label("Your case number").locator("b").first.inner_text()
