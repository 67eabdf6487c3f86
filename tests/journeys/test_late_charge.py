"""A customer without an account complains about a late charge."""

import re
from io import BytesIO

from PIL import Image
from playwright.sync_api import Page, expect

from gasservice.cases.models import Attachment, Case, SurveyResponse
from gasservice.cases.terms import Status
from gasservice.cases.views.tracking import qr_of
from gasservice.oversight.models import Fact
from tests.files.pictures import GPS, from_a_phone
from tests.journeys.office import body_of, link_in
from tests.journeys.people import PHONE, STORY, act, complain, reply, sign_in, take_case, write

MEI, LIN = "mei@home.example", "+8613900139001"
QUESTION = "请问是从哪家银行、哪一天缴的？"
ANSWER = "工商银行，11月3日，有回单。"
DECISION = "银行到账晚了一天，违约金8.60元已退回。"
JUDGEMENT = "说清楚了，就是慢了点。"
LETTERS = [
    "We have your case #",
    "We have answered you: case #",
    "We need your answer: case #",
    "Your case # is resolved",
    "How did we do? Case #",
]


def test_she_is_heard_answered_and_asked_how_it_was(office, visit):
    customer, at_home, clerk = visit(**PHONE), visit(), visit()

    reference = complain(customer, photo=from_a_phone(), Your_name="梅", **{"E-mail": MEI})
    case = Case.objects.get(contact_email=MEI, reference=reference)
    link = shown_link(customer, reference)
    assert_kept_as_told(office, case)
    assert link_in(office.letter(to=MEI, about=reference)) == link
    at_home.goto(link)
    assert_photo_shows(at_home)

    sign_in(clerk, "billing")
    take_case(clerk, reference)
    reply(clerk, "我们正在向银行核实到账日期。")
    act(clerk, "Let it wait", re.compile("^the customer's answer"), **{"What exactly?": QUESTION})
    assert link_in(office.letter(to=MEI, about="We need your answer")) == link
    assert_answer_resumes(at_home, case)

    clerk.reload()
    expect(clerk.get_by_text(ANSWER)).to_be_visible()
    act(clerk, "Resolve", "Upheld", **{"Why, and what was done": DECISION})
    assert DECISION in body_of(office.letter(to=MEI, about="resolved"))
    clerk.get_by_role("button", name="Close").click()
    at_home.goto(link_in(office.letter(to=MEI, about="How did we do?")))
    assert_rating_is_kept(at_home, case)

    office.wait_for(
        "the answer to be counted", lambda: Fact.objects.filter(measure="score", source_id=case.pk).exists()
    )
    assert_on_dashboard(visit(), case)
    assert [letter["Subject"].replace(reference, "#") for letter in office.letters(MEI)] == LETTERS


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


def assert_kept_as_told(office, case: Case) -> None:
    """It is one case, with the team that works such things, with her words, and a photo that tells no place."""
    assert Case.objects.filter(contact_email=MEI).count() == 1
    assert (case.status, case.owner, case.team.code) == (Status.OPEN, None, "billing")
    assert (case.community.name, case.messages.get().body) == ("翡翠湾", STORY)
    stored = Attachment.objects.get(message__case=case).file
    kept = (office.folder / "media" / stored.file.name).read_bytes()
    assert Image.open(BytesIO(from_a_phone())).getexif().get_ifd(GPS)
    assert not Image.open(BytesIO(kept)).getexif()
    assert b"Telltale" not in kept


def assert_photo_shows(page: Page) -> None:
    expect(page.get_by_text(STORY.split("。")[1])).to_be_visible()
    shot = page.locator(".shots img")
    shot.scroll_into_view_if_needed()
    expect(shot).to_have_js_property("complete", True)
    assert shot.evaluate("image => image.naturalWidth") > 0


def assert_answer_resumes(page: Page, case: Case) -> None:
    """She reads the question while the clock stands; her words let it run again, with the same person."""
    page.reload()
    expect(page.get_by_text(QUESTION)).to_be_visible()
    expect(page.get_by_text(": the clock stands still")).to_be_visible()
    write(page, ANSWER)
    case.refresh_from_db()
    assert (case.status, case.owner.name) == (Status.IN_PROGRESS, "许志刚")
    expect(page.get_by_text("许志刚 of the team")).to_be_visible()
    expect(page.get_by_text(": the clock stands still")).to_have_count(0)


def assert_rating_is_kept(page: Page, case: Case) -> None:
    """Opening the link has rated nothing; a press does, and words may follow."""
    answers = SurveyResponse.objects.filter(invitation__case=case)
    assert not answers.exists()
    page.get_by_role("button", name=re.compile(r"^4\s*Good$")).click()
    page.get_by_label("Yes").check()
    page.get_by_label("What should we know?").fill(JUDGEMENT)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert list(answers.values_list("score", "is_solved", "words")) == [(4, True, JUDGEMENT)]


def assert_on_dashboard(page: Page, case: Case) -> None:
    """The supervisor comes from the satisfaction of customers to the case behind it."""
    sign_in(page, "supervisor")
    page.get_by_role("link", name="Dashboard").click()
    page.locator(".figure a.value").first.click()
    expect(page.get_by_text(case.reference)).to_be_visible()
