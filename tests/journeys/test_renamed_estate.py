"""A home gets gas, its estate gets another name, and nobody pays for the home twice."""

import re

from playwright.sync_api import Page, expect

from gasservice.cases.models import Case
from gasservice.registry.models import FeeCharge
from repairs.models import Project
from tests.files.pictures import from_a_phone
from tests.journeys.homes import make_home
from tests.journeys.people import go_on, say_who, sign_in, take_case

CHEN, WU = "chen@home.example", "wu@home.example"
FEE = re.compile("Indoor pipes of a home that never had gas")
# No other journey goes to this estate: it bears another name afterwards.
ESTATE, FORMERLY, RENAMED = "滨江一号", "阳光花园", "滨江明珠"


def test_what_was_paid_under_the_old_name_is_not_charged_again(office, visit):
    home = make_home(ESTATE, "71")
    first, second, clerk, supervisor = visit(), visit(), visit(), visit()
    sign_in(clerk, "north")

    reference = ask_for_gas(first, f"{FORMERLY}71栋1单元101", f"{ESTATE}71栋1单元101室", "陈", CHEN)
    take_case(clerk, reference)
    charge(clerk, reference)
    expect(clerk.get_by_text("Charged. The receipt stands in the connection.")).to_be_visible()
    receipt = FeeCharge.objects.get(premise=home).reference
    assert_told_once(first, receipt)

    rename(supervisor)

    again = ask_for_gas(second, f"{RENAMED}71栋1单元101", f"{RENAMED}71栋1单元101室", "吴", WU)
    take_case(clerk, again)
    charge(clerk, again)

    expect(clerk.get_by_role("heading", name="Charged before, and never twice")).to_be_visible()
    earlier = clerk.get_by_role("region", name="Charged before, and never twice")
    expect(earlier).to_contain_text(receipt)
    expect(earlier).to_contain_text(f"then called {home.address}")
    assert FeeCharge.objects.filter(premise=home).count() == 1
    assert Project.objects.filter(premises=home).count() == 2


def ask_for_gas(page: Page, place: str, found: str, name: str, email: str) -> str:
    """Ask for a connection; the place is looked for by any name. Give the number of the case."""
    page.goto("/repairs/new/new-connection/")
    page.get_by_role("button", name="Start now").click()
    page.get_by_label("What happened?").fill("这户一直没有通燃气，想报装。")
    go_on(page)
    page.get_by_label("A home").check()
    paper = {"name": "id.jpg", "mimeType": "image/jpeg", "buffer": from_a_phone()}
    page.get_by_label("Identity card or business licence").set_input_files(paper)
    go_on(page)
    page.get_by_label("Estate or address").fill(place)
    page.get_by_role("button", name="Find it").click()
    page.get_by_label(re.compile(found)).first.check()
    go_on(page)
    say_who(page, Your_name=name, **{"E-mail": email})
    page.get_by_role("button", name="Send it").dblclick()
    expect(page.get_by_role("heading", name="We have it")).to_be_visible()
    reference = page.get_by_label("Your case number").locator("b").first.inner_text()
    assert Project.objects.filter(case__reference=reference).count() == 1
    return reference


def charge(page: Page, reference: str) -> None:
    page.goto(f"/repairs/projects/{reference}/")
    page.get_by_role("link", name="Charge a fee").click()
    page.get_by_label("Which fee?").select_option(label=page.get_by_role("option", name=FEE).inner_text())
    page.get_by_role("button", name="Charge it").click()


def assert_told_once(page: Page, receipt: str) -> None:
    """The customer finds who has it, all steps, the papers and the receipt on one page."""
    reference = Case.objects.get(contact_email=CHEN).reference
    page.goto(f"/repairs/track/{reference}/connection/")
    expect(page.get_by_role("heading", name="Now: Application checked")).to_be_visible()
    expect(page.get_by_text("唐磊").first).to_be_visible()
    expect(page.get_by_role("region", name="Fees and receipts")).to_contain_text(receipt)
    expect(page.get_by_role("region", name="Papers, told once")).to_be_visible()


def rename(page: Page) -> None:
    sign_in(page, "supervisor")
    page.goto(f"/desk/places/?name={ESTATE}")
    page.get_by_role("link", name=ESTATE, exact=True).first.click()
    page.get_by_label("New name").fill(RENAMED)
    page.get_by_role("button", name="Rename it").click()
    expect(page.get_by_text("Renamed. The old name still finds it.")).to_be_visible()
