"""A line of a bill is wrong: its holder says so at the line, the desk credits a part, and less is to be paid."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from billing.actions.making import Run, make_bills
from billing.models import Adjustment, Bill, Dispute
from gasservice.portal.sample.staff import email_of
from gasservice.registry.models import Community, Customer, GasAccount, Meter, ServicePoint, Tenure
from gasservice.users.models import User
from tests.files.pictures import from_a_phone
from tests.journeys.people import PHONE, sign_in, take_case
from tests.registry.conftest import premise_in, read

PHOTO = {"name": "meter.jpg", "mimeType": "image/jpeg", "buffer": from_a_phone()}
WORDS = "The meter shows 120, and the bill says 130."
REASONS = "The photo shows 120 m³; the reader wrote 130."


@pytest.fixture
def bill(office) -> Bill:
    """A bill of 30 m³, 69.60 yuan, of the customer who signs in; it is due in a fortnight."""
    today, user = timezone.localdate(), User.objects.get(email=email_of("neighbour"))
    home = premise_in(Community.objects.first(), "7", "1", "702")
    point = ServicePoint.objects.create(code="SP-D", premise=home)
    since = today.replace(day=1) - timedelta(days=200)
    account = GasAccount.objects.create(number="7000001", service_point=point, opened_on=since)
    holder = Customer.objects.create(code="K-D", name=user.name, user=user, language="en")
    Tenure.objects.create(gas_account=account, customer=holder, held_from=since)
    meter = Meter.objects.create(serial="D4711", service_point=point, installed_on=since)
    for days, index in ((40, "100"), (10, "130")):
        read(meter, today - timedelta(days=days), index)
    run = Run(today - timedelta(days=45), today, issued_on=today - timedelta(days=5), due_on=today + timedelta(days=14))
    make_bills(run=run, at=timezone.now())
    return Bill.objects.get(gas_account=account)


def test_from_a_wrong_line_to_the_credit(office, visit, bill):
    customer, clerk = visit(**PHONE), visit()

    sign_in(customer, "neighbour")
    customer.goto(f"/billing/bills/{bill.number}/")
    expect(customer.locator("p.big").first).to_contain_text("69.60")
    reference = dispute(customer)
    assert_stands_still(customer, bill, reference)

    sign_in(clerk, "billing")
    take_case(clerk, reference)
    decide_in_part(clerk)
    note, decided = Adjustment.objects.get(bill=bill), Dispute.objects.get(bill=bill)
    assert (note.amount, decided.case.reference) == (Decimal("-23.20"), reference)
    assert_told(office, customer, reference, bill)


def dispute(page: Page) -> str:
    """Say at the line what is wrong; a press too many makes no second case."""
    page.get_by_role("link", name="Something is wrong with this line").click()
    expect(page.get_by_label("I do not accept this line")).to_be_checked()
    page.get_by_label("What is wrong with it?").select_option("The reading is wrong")
    page.get_by_label("How much of it, in yuan").fill("30")
    page.get_by_label("What is wrong, in your words").fill(WORDS)
    page.get_by_label("Photos").set_input_files(PHOTO)
    page.get_by_role("button", name="Send it").dblclick()
    expect(page.get_by_role("heading", name="We have it")).to_be_visible()
    return page.get_by_label("Your case number").locator("b").first.inner_text()


def assert_stands_still(page: Page, bill: Bill, reference: str) -> None:
    """One dispute: 30 yuan stand still, 39.60 stay payable, on the case's page and on the bill's."""
    assert list(Dispute.objects.filter(bill=bill).values_list("case__reference", "amount")) == [(reference, 30)]
    page.goto(f"/track/{reference}/")
    expect(page.get_by_text("¥30.00 stands still since")).to_be_visible()
    expect(page.get_by_text("¥39.60 of this bill stays payable")).to_be_visible()
    page.goto(f"/billing/bills/{bill.number}/")
    expect(page.locator("p.big").first).to_contain_text("39.60")


def decide_in_part(page: Page) -> None:
    """See what the bill comes to with the right figure, and credit the difference."""
    page.get_by_role("link", name="The dispute and its facts").click()
    expect(page.get_by_text("D4711").first).to_be_visible()
    page.get_by_role("link", name="Decide").click()
    page.get_by_label("Meter D4711 at the end").fill("120")
    page.get_by_role("button", name="Rate it anew").click()
    expect(page.get_by_label("Credit for")).to_have_value("23.20")
    page.get_by_label("Upheld in part").check()
    page.get_by_label("The reasons").fill(REASONS)
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_text("Decided. The customer is told.")).to_be_visible()


def assert_told(office, page: Page, reference: str, bill: Bill) -> None:
    """The answer came with reasons, the credit stands on the bill, and what is left waits for some days more."""
    letter = office.letter(to=email_of("neighbour"), about=f"Your case {reference} is resolved")
    assert REASONS in letter.get_body(("plain",)).get_content()
    page.goto(f"/track/{reference}/")
    expect(page.get_by_text("What we found: Upheld in part")).to_be_visible()
    page.goto(f"/billing/bills/{bill.number}/")
    expect(page.locator("p.big").first).to_contain_text("39.60")  # 6.80 of the other 46.40 stand still
    expect(page.get_by_text("-¥23.20").or_(page.get_by_text("−¥23.20")).first).to_be_visible()
