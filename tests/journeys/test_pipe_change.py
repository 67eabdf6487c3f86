"""A customer without an account has a kitchen pipe moved, from the application to the signature."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from gasservice.cases.models import Case, Commitment
from gasservice.registry.models import Community, FeeCharge, GasAccount, Premise, ServicePoint
from gasservice.standards.terms import Purpose
from gasservice.users.models import User
from repairs.models import Crew, Quote, Shift, WorkOrder
from repairs.terms import Skill
from tests.cases.conftest import three
from tests.files.pictures import from_a_phone
from tests.journeys.office import link_in
from tests.journeys.people import PHONE, go_on, sign_in, take_case

MEI = "mei@pipes.example"
ASKED = "厨房装修，灶台要移到窗边，管道跟着移。"
UNREADABLE = "看不清姓名，请在光线好的地方重拍。"


def picked(name: str) -> dict:
    return {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": from_a_phone()}


def lay_a_home() -> GasAccount:
    """Supply a home in the estate that she will look for."""
    estate = Community.objects.get(name="翡翠湾")
    home = Premise.objects.create(code="PIPES-1", community=estate, building="3", unit="2", room="501")
    point = ServicePoint.objects.create(code="PIPES-1", premise=home)
    return GasAccount.objects.create(number="9900001", service_point=point, opened_on=timezone.localdate())


def ask(page: Page, account: GasAccount) -> str:
    """Read all that is needed, say what is to be moved, and name the missing papers one by one."""
    page.goto("/repairs/new/pipe-change/")
    for told in ("Have ready", "What happens, and who does it", "What it costs", "What we promise"):
        expect(page.get_by_text(told, exact=True).first).to_be_visible()
    page.get_by_role("button", name="Start now").click()
    page.get_by_label("What happened?").fill(ASKED)
    go_on(page)
    page.get_by_label("A pipe").check()
    page.get_by_label("2 to 5 m").check()
    page.get_by_label("It is mine").check()
    for paper in ("Identity card", "The pipes as they are"):
        page.get_by_label(paper).set_input_files(picked(paper))
    go_on(page)
    page.get_by_label("Where you want them").set_input_files(picked("plan"))
    go_on(page)
    expect(page.get_by_text("This is missing: Proof that the home is yours.").first).to_be_visible()
    page.get_by_label("Proof that the home is yours").set_input_files(picked("deed"))
    go_on(page)
    page.get_by_label("Gas account number").fill(account.number)
    go_on(page)
    page.get_by_label("Your name").fill("梅")
    page.get_by_label("E-mail").fill(MEI)
    go_on(page)
    page.get_by_role("button", name="Send it").dblclick()
    expect(page.get_by_role("heading", name="We have it")).to_be_visible()
    return page.get_by_label("Your case number").locator("b").first.inner_text()


def judge(page: Page, reference: str, paper: str, reason: str = "") -> None:
    page.goto(f"/repairs/desk/pipes/{reference}/")
    page.get_by_role("link", name=f"Check it {paper}").click()
    page.get_by_label("It is needed again" if reason else "Accept it").check()
    page.get_by_label("Why, in words").fill(reason)
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Done: Check a paper.")).to_be_visible()


def measure_and_quote(page: Page, reference: str) -> None:
    """Write down the measures, add a hose by hand, and send the quote."""
    page.goto(f"/repairs/desk/pipes/{reference}/")
    page.get_by_role("link", name="Write down the measures").click()
    page.get_by_label("Metres of new pipe").fill("3.5")
    page.get_by_label("The meter is moved").check()
    page.get_by_role("button", name="Keep it").click()
    page.get_by_role("link", name="Go on with the quote").click()
    expect(page.get_by_role("row", name="Total")).to_contain_text("¥363.00")
    page.get_by_label("Fee", exact=True).select_option(index=0)
    page.get_by_role("button", name="Put it in").click()
    expect(page.get_by_role("row", name="Total")).to_contain_text("¥428.00")
    page.get_by_role("button", name="Send to the customer").click()
    expect(page.get_by_text("Sent to the customer.")).to_be_visible()


def send_out_a_crew(case: Case) -> None:
    """Let a crew of the team be out in the next days."""
    crew = Crew.objects.create(code="pipes-crew", team=case.team, skills=Skill.values, **three("name", "Pipe crew"))
    first = timezone.localtime().replace(hour=8, minute=0, second=0, microsecond=0)
    days = [first + timedelta(days=n) for n in range(1, 9)]
    Shift.objects.bulk_create(Shift(crew=crew, starts_at=day, ends_at=day + timedelta(hours=12)) for day in days)


def choose_time(page: Page, reference: str) -> None:
    """Choose the first window that is free."""
    page.goto(f"/track/{reference}/")
    page.get_by_role("link", name="Choose a time").click()
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Agree on this time").click()
    expect(page.get_by_role("link", name="Add to my calendar")).to_be_visible()


def pay(page: Page, reference: str) -> None:
    """Note at the desk what came in, by the references that stand on the customer's page."""
    for charge in FeeCharge.objects.standing().filter(case_reference=reference):
        page.goto(f"/repairs/charges/{charge.reference}/payment/")
        page.get_by_label("Number of the payment").fill(f"BANK-{charge.pk}")
        page.get_by_role("button", name="It was paid").click()
        expect(page.get_by_text(charge.reference).first).to_be_visible()


def work(page: Page, reference: str) -> None:
    """Do the work on a telephone at the door: what was found and done, then the name of who signs."""
    order = WorkOrder.objects.get(case__reference=reference, kind=Purpose.PIPE_WORK)
    page.goto(f"/repairs/work/orders/{order.reference}/")
    page.get_by_role("button", name="We are here").click()
    page.get_by_role("link", name="Go on").click()
    page.get_by_label("What did you find?").fill("旧管完好。")
    page.get_by_label("What did you do?").fill("管道移至窗边。")
    page.get_by_role("button", name="Keep it and go on").click()
    page.get_by_role("link", name="Go on").click()
    page.get_by_role("link", name="Go on").click()
    page.get_by_label("Who signs?").fill("梅")
    page.get_by_label("They have read it and agree").check()
    page.get_by_role("button", name="Finish the work").click()
    expect(page.get_by_text("Done").first).to_be_visible()


def sign_for(page: Page, reference: str) -> None:
    page.goto(f"/repairs/desk/pipes/{reference}/")
    page.get_by_role("link", name="Check the work").click()
    for label, value in {"Test pressure": "5", "Held for": "10", "Pressure lost": "0"}.items():
        page.get_by_label(label).fill(value)
    for tick in ("No bubbles", "The valve can be reached", "The gas is on"):
        page.get_by_label(tick).check()
    page.get_by_label("The customer signs").fill("梅")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Done: Check of the work.")).to_be_visible()


def test_a_pipe_is_moved_from_application_to_signature(office, visit):
    customer, clerk, crew, account = visit(**PHONE), visit(), visit(**PHONE), lay_a_home()

    reference = ask(customer, account)
    case = Case.objects.get(reference=reference)
    sign_in(clerk, case.team.code)
    take_case(clerk, reference)
    judge(clerk, reference, "Identity card of the account holder", UNREADABLE)

    customer.goto(link_in(office.letter(to=MEI, about=f"A paper is needed again: case {reference}")))
    customer.get_by_role("link", name="Send the papers").click()
    expect(customer.get_by_text(UNREADABLE)).to_be_visible()
    customer.get_by_label("Identity card").set_input_files(picked("again"))
    customer.get_by_role("button", name="Send").click()
    expect(customer.get_by_text("We look at them and write to you.")).to_be_visible()

    send_out_a_crew(case)
    choose_time(customer, reference)
    for paper in ("Identity card of the account holder", "Proof that", "The pipes as they are", "Where you want them"):
        judge(clerk, reference, paper)
    measure_and_quote(clerk, reference)

    customer.goto(link_in(office.letter(to=MEI, about="Your quote")))
    customer.get_by_role("link", name="Look at the quote and decide").click()
    customer.get_by_label("Your name").fill("梅")
    customer.get_by_role("button", name="Accept for ¥428.00").dblclick()
    expect(customer.get_by_text("To pay: ¥428.00")).to_be_visible()
    pay(clerk, reference)
    promise = office.wait_for("our promise", lambda: Commitment.objects.filter(case=case, promise="work").first())
    assert promise.due_at > promise.started_at + timedelta(days=4)

    sign_in(crew, case.team.code)
    work(crew, reference)
    office.wait_for("the check", lambda: WorkOrder.objects.filter(case=case, kind=Purpose.ACCEPTANCE).first())
    sign_for(clerk, reference)

    customer.goto(f"/track/{reference}/")
    expect(customer.get_by_text("Signed by 梅.")).to_be_visible()
    expect(customer.get_by_role("listitem").filter(has_text="Warranty").first).to_contain_text("Until")
    assert Case.objects.get(reference=reference).resolutions.get().finding == "done"
    assert Quote.objects.get(case=case).answered_name == "梅"
    assert User.objects.filter(email=MEI).count() == 0
