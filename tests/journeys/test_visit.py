"""A crew goes to a stove that does not light: from the door to the signature on a telephone, and to the receipt."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from gasservice.cases.actions.filing import open_case
from gasservice.cases.models import Case
from gasservice.portal.sample.staff import email_of
from gasservice.registry.models import Community, FeeCharge, Premise
from gasservice.standards.models import CaseKind
from gasservice.users.models import User
from repairs.actions.orders import open_order
from repairs.models import Visit, WorkOrder
from tests.files.pictures import from_a_phone
from tests.journeys.people import PHONE, sign_in
from tests.registry.conftest import premise_in

PHOTO = {"name": "stove.jpg", "mimeType": "image/jpeg", "buffer": from_a_phone()}


@pytest.fixture
def order(office) -> WorkOrder:
    """An order of the field team north, for a home of the customer who signs in."""
    now, north = timezone.now(), Community.objects.filter(district__code="jiangbei").first()
    home = Premise.objects.filter(community=north).first() or premise_in(north, "9", "1", "101")
    filer = User.objects.get(email=email_of("neighbour"))
    filed = open_case(
        kind=CaseKind.objects.valid_on(now.date()).get(code="fault"),
        words="The left burner does not light.",
        by=filer,
        at=now,
        title="The stove does not light",
        channel="web",
        premise=home,
        community=north,
        contact_name="John",
        contact_phone="+8613900139077",
    )
    clerk = User.objects.get(email=email_of("north"))
    return open_order(case=filed.case, kind="repair", by=clerk, at=now, task="Ring twice")


def test_the_crew_works_it_on_a_telephone_and_the_customer_has_the_receipt(office, visit, order):
    crew, customer = visit(**PHONE, has_touch=True), visit(**PHONE)

    sign_in(crew, "field-worker")
    crew.goto(order.get_absolute_url())
    expect(crew.get_by_role("link", name="Call 139 0013 9077")).to_have_attribute("href", "tel:+8613900139077")
    crew.get_by_role("button", name="We are here").dblclick()
    keep_photo(crew)
    say_what_was_done(crew)
    use(crew, "hose", price="90", reason="Armoured, two metres")
    use(crew, "Visit for a repair")
    expect(crew.locator(".total")).to_contain_text("¥110.00")
    crew.get_by_role("link", name="Go on").click()
    keep_photo(crew)
    sign(crew)

    expect(crew.get_by_text("Finished. The customer has the receipt")).to_be_visible()
    assert_charged_once(order)
    assert_customer_sees(customer, order.case)


def keep_photo(page: Page) -> None:
    page.get_by_label("Photos").set_input_files(PHOTO)
    page.get_by_role("button", name="Keep the photos").click()
    expect(page.locator(".photos b", has_text="stove.jpg")).to_be_visible()
    page.get_by_role("link", name="Go on").click()


def say_what_was_done(page: Page) -> None:
    page.get_by_label("What did you find?").fill("The hose is cracked.")
    page.get_by_label("What did you do?").fill("New hose, tested, no leak.")
    page.get_by_role("button", name="Keep it and go on").click()


def use(page: Page, part: str, price: str = "", reason: str = "") -> None:
    """Choose a part by some of its words, and press twice as a glove does."""
    choice = page.get_by_label("Part or hour")
    label = choice.locator("option", has_text=re.compile(part)).first.inner_text()
    choice.select_option(label=label)
    page.get_by_label("Price of one").fill(price)
    page.get_by_label("Why more than the least?").fill(reason)
    page.get_by_role("button", name="Add it").dblclick()
    expect(page.get_by_label("Price of one")).to_have_value("")


def sign(page: Page) -> None:
    """Let the customer read it, write a name and draw."""
    expect(page.get_by_label("For the customer to read")).to_contain_text("New hose, tested, no leak.")
    page.get_by_label("Who signs? Write the name.").fill("John")
    page.locator("canvas").scroll_into_view_if_needed()
    box = page.locator("canvas").bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 40)
    page.mouse.down()
    for step in range(1, 8):
        page.mouse.move(box["x"] + 30 + 30 * step, box["y"] + 40 + (step % 2) * 50)
    page.mouse.up()
    page.get_by_role("button", name="Finish the work").dblclick()


def assert_charged_once(order: WorkOrder) -> None:
    visit = Visit.objects.get(order=order)
    order.refresh_from_db()
    assert (order.status, visit.signed_name, visit.photos.count()) == ("done", "John", 2)
    assert visit.signature.is_picture
    charges = FeeCharge.objects.filter(case_reference=order.case.reference).order_by("pk")
    assert [str(charge.amount) for charge in charges] == ["90.00", "20.00"]


def assert_customer_sees(page: Page, case: Case) -> None:
    sign_in(page, "neighbour")
    page.goto(f"/track/{case.reference}/")
    expect(page.get_by_text("The hose is cracked.")).to_be_visible()
    expect(page.get_by_text("Signed by John")).to_be_visible()
    expect(page.get_by_text("To pay: ¥110.00")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Receipt R")).first.click()
    expect(page.get_by_role("heading", name=re.compile("^Receipt R"))).to_be_visible()
    expect(page.get_by_text("¥90.00")).to_be_visible()
