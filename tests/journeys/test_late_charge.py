"""A customer without an account complains about a late charge."""

import re
from io import BytesIO

from PIL import Image
from playwright.sync_api import Page, expect

from gasservice.cases.models import Attachment, Case, SurveyInvitation
from gasservice.cases.terms import Finding, Status
from gasservice.cases.views.tracking import qr_of
from gasservice.files.models import StoredFile
from tests.files.pictures import GPS, from_a_phone
from tests.journeys.office import body_of, link_in
from tests.journeys.people import PHONE, STORY, act, complain, reply, sign_in, take_case, write

MEI, LIN = "mei@home.example", "+8613900139001"
QUESTION = "请问是从哪家银行、哪一天缴的？"
ANSWER = "工商银行，11月3日，有回单。"


def test_she_is_heard_answered_and_asked_how_it_was(office, visit):
    customer, clerk = visit(**PHONE), visit()

    reference = complain(customer, photo=from_a_phone(), Your_name="梅", **{"E-mail": MEI})
    link = shown_link(customer, reference)
    case = Case.objects.get(reference=reference)
    assert (case.contact_email, case.status, case.owner, case.team.code) == (MEI, Status.OPEN, None, "billing")
    assert (case.community.name, case.messages.get().body) == ("翡翠湾", STORY)
    assert_tells_no_place(office, Attachment.objects.get(message__case=case).file)

    assert link_in(office.letter(to=MEI, about=reference)) == link
    at_home = visit()
    at_home.goto(link)
    expect(at_home.get_by_text(STORY.split("。")[1])).to_be_visible()
    assert_photo_shows(at_home)

    sign_in(clerk, "billing")
    take_case(clerk, reference)
    reply(clerk, "我们正在向银行核实到账日期。")
    act(clerk, "Let it wait", re.compile("^the customer's answer"), **{"What exactly?": QUESTION})
    assert link_in(office.letter(to=MEI, about="We need your answer")) == link
    at_home.reload()
    expect(at_home.get_by_text(QUESTION)).to_be_visible()
    expect(at_home.get_by_text(": the clock stands still")).to_be_visible()

    write(at_home, ANSWER)
    case.refresh_from_db()
    assert (case.status, case.owner.name) == (Status.IN_PROGRESS, "许志刚")
    expect(at_home.get_by_text("许志刚").first).to_be_visible()

    clerk.reload()
    expect(clerk.get_by_text(ANSWER)).to_be_visible()
    act(clerk, "Resolve", "Upheld", **{"Why, and what was done": "银行到账晚了一天，违约金8.60元已退回。"})
    assert "8.60" in body_of(office.letter(to=MEI, about="resolved"))
    clerk.get_by_role("button", name="Close").click()
    expect(clerk.get_by_text("Done: Close.")).to_be_visible()

    survey = SurveyInvitation.objects.get(case=case)
    at_home.goto(link_in(office.letter(to=MEI, about="How did we do?")))
    assert not hasattr(survey, "response")
    rate(at_home, "Good", "说清楚了，就是慢了点。")
    survey = SurveyInvitation.objects.get(case=case)
    assert (survey.response.score, survey.response.is_solved) == (4, True)
    assert survey.response.words == "说清楚了，就是慢了点。"

    assert_on_dashboard(visit(), case)
    assert [letter["Subject"].split(":")[0] for letter in office.letters(MEI)] == [
        f"We have your case {reference}",
        "We have answered you",
        "We need your answer",
        f"Your case {reference} is resolved",
        "How did we do? Case " + reference,
    ]


def test_he_files_it_where_no_script_runs(office, visit):
    page = visit(java_script_enabled=False, **PHONE)

    reference = complain(page, photo=from_a_phone(), Phone="139 0013 9001")

    case = Case.objects.get(reference=reference)
    assert Case.objects.filter(contact_phone=LIN).count() == 1
    assert (case.community.name, case.messages.get().attachments.count()) == ("翡翠湾", 1)
    assert shown_link(page, reference) in office.text_message(to=LIN)
    assert len(office.text_messages(LIN)) == 1


def shown_link(page: Page, reference: str) -> str:
    """Read number, code, link and picture off the confirmation: they are of one case."""
    link = page.get_by_role("link", name=f"/track/{reference}/").get_attribute("href")
    code = page.get_by_text("Your code").locator("b").inner_text()
    assert link.endswith(f"/track/{reference}/{code}/")
    assert page.locator("figure.qr path").get_attribute("d") in qr_of(link)
    return link


def assert_tells_no_place(office, stored: StoredFile) -> None:
    """What is kept is the picture, and nothing of where and with what it was taken."""
    kept = (office.folder / "media" / stored.file.name).read_bytes()
    assert Image.open(BytesIO(from_a_phone())).getexif().get_ifd(GPS)
    assert not Image.open(BytesIO(kept)).getexif()
    assert b"Telltale" not in kept


def assert_photo_shows(page: Page) -> None:
    shot = page.locator(".shots img")
    shot.scroll_into_view_if_needed()
    expect(shot).to_have_js_property("complete", True)
    assert shot.evaluate("image => image.naturalWidth") > 0


def rate(page: Page, words: str, why: str) -> None:
    page.get_by_role("button", name=words, exact=False).first.click()
    page.get_by_label("Yes").check()
    page.get_by_label("What should we know?").fill(why)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Thank you.")).to_be_visible()


def assert_on_dashboard(page: Page, case: Case) -> None:
    """The supervisor sees the answer, and comes from the figure to the case."""
    sign_in(page, "supervisor")
    page.get_by_role("link", name="Dashboard").click()
    page.locator(".figure a.value").first.click()
    expect(page.get_by_text(case.reference)).to_be_visible()
    assert case.resolutions.get().finding == Finding.UPHELD
