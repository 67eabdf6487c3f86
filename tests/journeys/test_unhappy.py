"""A mailed link, a bad mark pressed where no script runs, and the supervisor who calls."""

import re

from django.utils import timezone
from playwright.sync_api import Page, expect

from gasservice.cases.actions.filing import open_case
from gasservice.cases.actions.work import close_case, resolve_case, take_case
from gasservice.cases.models import Case, FollowUp, SurveyResponse
from gasservice.portal.sample.staff import email_of
from gasservice.standards.models import CaseKind
from gasservice.users.models import User
from tests.journeys.office import link_in
from tests.journeys.people import PHONE, sign_in

RU = "ru@home.example"
WORDS = "师傅说来，等了一天没人来。"


def test_a_bad_mark_by_the_mailed_link_has_a_supervisor_call(office, visit):
    case = close_a_case()
    customer, supervisor = visit(java_script_enabled=False, **PHONE), visit()

    customer.goto(link_in(office.letter(to=RU, about="How did we do?")))
    expect(customer.get_by_role("button", name=re.compile("Very bad"))).to_be_visible()
    assert not SurveyResponse.objects.filter(invitation__case=case).exists()
    answer(customer)

    told = office.letter(to=email_of("supervisor"), about=case.reference)
    sign_in(supervisor, "supervisor")
    supervisor.goto(link_in(told))
    call(supervisor)

    follow_up = FollowUp.objects.get(case=case)
    assert follow_up.commitment.is_kept
    assert WORDS not in supervisor.locator("main").inner_text()


def close_a_case() -> Case:
    """A case of somebody with an e-mail address, done and closed by an agent."""
    now, agent = timezone.now(), User.objects.get(email=email_of("agent"))
    kind = CaseKind.objects.valid_on(timezone.localdate(now)).get(door="complaints", code="something-else")
    facts = {"channel": "web", "title": "No one came", "contact_email": RU, "language": "en"}
    case = open_case(kind=kind, words="No one came.", by=None, at=now, **facts).case
    case = take_case(case=case, by=agent, at=now)
    resolve_case(case=case, finding="done", words="Another day is agreed.", by=agent, at=now)
    return close_case(case=case, by=agent, at=now)


def answer(page: Page) -> None:
    """One press is enough; she says more, and reads that somebody will call."""
    page.get_by_role("button", name=re.compile("Very bad")).click()
    page.get_by_label("No", exact=True).check()
    page.locator("input[name=ease][value='2']").check(force=True)
    page.locator("input[name=recommend][value='0']").check(force=True)
    page.get_by_label("What should we know?").fill(WORDS)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("A supervisor calls you")).to_be_visible()
    said = SurveyResponse.objects.get(words=WORDS)
    assert (said.score, said.is_solved, said.ease, said.recommend) == (1, False, 2, 0)


def call(page: Page) -> None:
    expect(page.get_by_text(WORDS)).to_be_visible()
    page.get_by_label("What the customer said").fill("等了一天，很生气，已道歉。")
    page.get_by_label("What will be done").fill("周五上午由班长上门。")
    page.get_by_role("button", name="I called").click()
    expect(page.get_by_text("The promise to call is kept.")).to_be_visible()
