"""A valve is refused for a tee fitting, mended and opened."""

import re

from playwright.sync_api import Page, expect

from gasservice.cases.models import Case
from gasservice.cases.terms import Status
from gasservice.registry.models import GasAccount, Reading
from gasservice.standards.terms import Purpose
from repairs.models import Inspection, WorkOrder
from tests.files.pictures import from_a_phone
from tests.journeys.homes import make_home
from tests.journeys.office import body_of
from tests.journeys.people import PHONE, go_on, say_who, sign_in

HE = "he@home.example"
TEE = "Tee fitting in the hose"
NEIGHBOUR = "+8613900139055"


def test_she_is_told_why_what_to_mend_and_who_may_and_the_recheck_is_free(office, visit):
    home = make_home("翡翠湾", "72")
    customer, fitter = visit(), visit(**PHONE)
    sign_in(fitter, "field-worker")

    reference = ask_for_meter(customer)
    name_neighbour(customer, reference)
    let_in(fitter, reference, code_in(office.text_message(to=NEIGHBOUR)))
    hang_meter(fitter)
    inspect(fitter, faults=[TEE])
    expect(fitter.get_by_role("heading", name="The valve stays shut")).to_be_visible()

    letter = body_of(office.letter(to=HE, about="The valve could not be opened yet"))
    assert all(words in letter for words in (TEE, "no tee and no branch", "Take the tee out", "licensed"))
    assert_reads_refusal(customer, reference)
    assert GasAccount.objects.get(service_point__premise=home).status == "active"
    assert Reading.objects.get(meter__serial="LJ-7200").index_m3 == 0

    fitter.goto(f"/repairs/doors/{recheck_of(reference).reference}/inspection/")
    fitter.get_by_role("button", name="Begin").click()
    assert items_of(fitter).count() == 1
    inspect(fitter, faults=[])
    expect(fitter.get_by_role("heading", name="The gas is on")).to_be_visible()

    customer.reload()
    expect(customer.get_by_role("heading", name="Your gas is on")).to_be_visible()
    assert Case.objects.get(reference=reference).status == Status.RESOLVED
    outcomes = Inspection.objects.filter(order__case__reference=reference).order_by("pk")
    assert list(outcomes.values_list("outcome", flat=True)) == ["refused", "opened"]


def ask_for_meter(page: Page) -> str:
    """Ask for a meter by the old name of the estate; give the number of the case."""
    page.goto("/repairs/new/meter-hanging/")
    page.get_by_role("button", name="Start now").click()
    page.get_by_label("What happened?").fill("管道已到户，请挂表通气。")
    go_on(page)
    page.get_by_label("Estate or address").fill("临江新苑72栋1单元101")
    page.get_by_role("button", name="Find it").click()
    page.get_by_label(re.compile("72栋1单元101室")).first.check()
    go_on(page)
    say_who(page, Your_name="何", **{"E-mail": HE})
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("heading", name="We have it")).to_be_visible()
    return page.get_by_label("Your case number").locator("b").first.inner_text()


def name_neighbour(page: Page, reference: str) -> None:
    """She reads why somebody must be there, and lets her neighbour open the door."""
    page.goto(f"/track/{reference}/")
    page.get_by_role("link", name="Who is at home when we come").click()
    expect(page.get_by_role("heading", name="Why somebody must be there")).to_be_visible()
    page.get_by_label("Their name").fill("老周")
    page.get_by_label("Their mobile phone").fill("139 0013 9055")
    page.get_by_role("button", name="Send the code").dblclick()
    expect(page.get_by_role("heading", name="老周 may open the door")).to_be_visible()


def code_in(message: str) -> str:
    return re.search(r"\b\d{6}\b|(?<=验证码)\d{6}", message)[0]


def let_in(page: Page, reference: str, code: str) -> None:
    page.goto(f"/desk/cases/{reference}/")
    page.get_by_role("link", name="At the door").click()
    page.get_by_label("Their code").fill(f"{(int(code) + 1) % 10**6:06}")
    page.get_by_role("button", name="Check the code").click()
    expect(page.get_by_text("This is not the code we sent to 老周.").first).to_be_visible()
    page.get_by_label("Their code").fill(code)
    page.get_by_role("button", name="Check the code").click()
    expect(page.get_by_text("老周 showed the code and let 丁师傅 in")).to_be_visible()


def hang_meter(page: Page) -> None:
    page.get_by_role("link", name="Write down the meter").click()
    page.get_by_label("Number on the meter").fill("LJ-7200")
    page.get_by_label("First index in m³").fill("0")
    page.get_by_role("button", name="Write it down").dblclick()
    page.get_by_role("link", name="To the inspection").click()
    page.get_by_role("button", name="Begin").click()


def items_of(page: Page):
    return page.locator("section[id^=item-]")


def inspect(page: Page, faults: list[str]) -> None:
    """Judge each item; a fault without a photo does not end the inspection."""
    for item in items_of(page).all():
        name = item.get_by_role("heading").inner_text()
        item.get_by_role("radio", name="Not in order" if name in faults else "In order", exact=True).check()
    for name in faults:
        item = items_of(page).filter(has=page.get_by_role("heading", name=name))
        item.get_by_text("Not in order? Words and photo").click()
        item.get_by_role("textbox").fill("灶后软管装了三通")
        page.get_by_role("button", name="End the inspection").click()
        expect(page.get_by_text("Take a photo: the customer is shown why the gas stays shut.")).to_be_visible()
        picked = {"name": "tee.jpg", "mimeType": "image/jpeg", "buffer": from_a_phone()}
        item.get_by_label("Photo of it").set_input_files(picked)
    page.get_by_role("button", name="End the inspection").click()


def recheck_of(reference: str) -> WorkOrder:
    return WorkOrder.objects.get(case__reference=reference, kind=Purpose.RECHECK)


def assert_reads_refusal(page: Page, reference: str) -> None:
    """The clause, the photo, what to mend, who may do it, and the free re-check stand on one page."""
    page.goto(f"/track/{reference}/")
    page.get_by_role("link", name="What the first inspection found").click()
    expect(page.get_by_role("heading", name="The valve could not be opened yet")).to_be_visible()
    expect(page.get_by_text("One hose leads from one valve to one appliance")).to_be_visible()
    expect(page.get_by_text("Take the tee out.")).to_be_visible()
    expect(page.get_by_text("A firm licensed to install gas appliances, or we")).to_be_visible()
    photo = page.get_by_role("img", name=f"Photo: {TEE}")
    expect(photo).to_have_js_property("complete", True)
    assert photo.evaluate("image => image.naturalWidth") > 0
    expect(page.get_by_role("region", name="Free re-check")).to_contain_text(recheck_of(reference).reference)
