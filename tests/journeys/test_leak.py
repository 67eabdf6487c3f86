"""Somebody writes of gas in the middle of something else: stopped, believed, and the duty desk's phone rings."""

import re

from playwright.sync_api import Page, expect

from gasservice.cases.models import Case
from gasservice.portal.sample.staff import DUTY
from tests.journeys.office import body_of
from tests.journeys.people import PHONE, complain

MEI = "mei-leak@home.example"
LEAK = "刚回到家，厨房里一股臭鸡蛋味，灶台边还嘶嘶响。"
DUTY_PHONE, DUTY_MAILBOX = DUTY["emergency"][0], "duty@linjiang.example"


def test_a_message_about_a_late_charge_turns_into_an_emergency(office, visit):
    page = visit(**PHONE)
    reference = complain(page, Your_name="梅", Phone="139 0013 9002", **{"E-mail": MEI})
    page.goto(f"/track/{reference}/")

    say_it_smells(page)

    emergency = Case.objects.get(contact_email=MEI, priority="emergency")
    expect(page.get_by_text(emergency.reference).first).to_be_visible()
    assert (emergency.door, emergency.kind.code, emergency.team.code) == ("repairs", "leak", "emergency")
    assert_clock_runs_day_and_night(emergency)
    assert_duty_desk_is_told(office, emergency)
    page.goto(f"/track/{reference}/")
    expect(page.get_by_text(f"see also case {emergency.reference}")).to_be_visible()
    expect(page.get_by_text(LEAK)).to_be_visible()


def say_it_smells(page: Page) -> None:
    """Write it; what to do comes before anything else, then one press says that it smells now."""
    page.get_by_role("textbox", name="Write to us").fill(LEAK)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("heading", name="Touch no switch")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("0119")).first).to_be_visible()
    page.get_by_role("button", name="It smells of gas now").dblclick()
    expect(page.get_by_text("We know of the leak and send somebody now")).to_be_visible()


def assert_clock_runs_day_and_night(emergency: Case) -> None:
    promises = list(emergency.commitments.select_related("policy__calendar"))
    assert {row.policy.calendar.code for row in promises} == {"round-the-clock"}
    assert {row.policy.unit for row in promises} == {"calendar_minutes"}
    for row in promises:
        assert (row.due_at - row.started_at).total_seconds() == 60 * row.policy.allowance <= 24 * 3600


def assert_duty_desk_is_told(office, emergency: Case) -> None:
    """Once each, whatever the hour: a text message to the telephone, a letter to the mailbox."""
    found = office.wait_for("the alert", lambda: alerts_on(office, emergency))
    assert len(found) == 1
    assert "139 0013 9002" in found[0]
    letter = office.letter(to=DUTY_MAILBOX, about=emergency.reference)
    assert LEAK in body_of(letter)
    assert len(office.letters(DUTY_MAILBOX, emergency.reference)) == 1


def alerts_on(office, emergency: Case) -> list[str]:
    return [text for text in office.text_messages(DUTY_PHONE) if emergency.reference in text]
