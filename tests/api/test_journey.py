"""A complaint through the API, from filing to the question whether it was well done."""

import pytest

from gasservice.cases.models import Case, SurveyInvitation
from gasservice.notices.models import Delivery

pytestmark = pytest.mark.django_db


def test_a_complaint_is_filed_taken_answered_resolved_closed_and_rated(speak, mei, cast, filed):
    at_home, desk, here = speak(mei), speak(cast["alice"]), f"cases/{filed['reference']}/"

    taken = desk.post(f"{here}taking/").json()
    read = desk.get(here).json()
    desk.post(f"{here}messages/", {"words": "We look into it.", "seen_event": read["last_event"]})
    desk.post(f"{here}hold/", {"waiting_for": "customer", "reason": "Please send the receipt."})
    answered = at_home.post(f"{here}messages/", {"words": "Here it is: no. 17."}).json()
    resolved = desk.post(f"{here}resolution/", {"finding": "upheld", "words": "We take it back."}).json()
    closed = desk.post(f"{here}closing/").json()

    assert (taken["status"], taken["owner"]) == ("in_progress", "alice")
    assert answered["status"] == "in_progress"
    assert (resolved["status"], closed["status"]) == ("resolved", "closed")
    told = at_home.get(here).json()
    assert [line["kind"] for line in told["story"]][:2] == ["opened", "taken"]
    assert [line["message"]["body"] for line in told["story"] if line["message"]] == [
        "The late charge is wrong. I paid on time.",
        "We look into it.",
        "Here it is: no. 17.",
    ]
    assert told["resolution"]["finding"] == "upheld"
    assert told["promises"][0]["state"] == "kept"
    assert SurveyInvitation.objects.get().case.reference == filed["reference"]
    assert Delivery.objects.filter(notice__topic="case-survey").exists()


def test_the_customer_says_that_it_is_not_solved_and_why(speak, mei, cast, filed):
    here, desk = f"cases/{filed['reference']}/", speak(cast["alice"])
    desk.post(f"{here}taking/")
    desk.post(f"{here}resolution/", {"finding": "not_upheld", "words": "It was right."})

    reopened = speak(mei).post(f"{here}reopening/", {"because": "The date is wrong."})

    assert reopened.json()["status"] == "in_progress"
    assert Case.objects.get().messages.last().body == "The date is wrong."


def test_the_customer_takes_it_back(speak, mei, filed):
    here = f"cases/{filed['reference']}/"

    assert "withdrawal" in speak(mei).get(here).json()["acts"]
    assert speak(mei).post(f"{here}withdrawal/").json()["status"] == "withdrawn"
    assert speak(mei).get(here).json()["acts"] == []


def test_a_case_is_given_on_and_moved_to_another_door(speak, cast, filed):
    here, lead = f"cases/{filed['reference']}/", speak(cast["lee"])

    assigned = lead.post(f"{here}assignment/", {"to_owner": "alice@gas.example"}).json()
    handed = lead.post(f"{here}handover/", {"to_team": "north", "reason": "Whoever is free"}).json()
    moved = lead.post(f"{here}transfer/", {"door": "billing", "kind": "bill-question", "reason": "A bill"}).json()

    assert assigned["owner"] == "alice"
    assert (handed["owner"], handed["status"]) == (None, "open")
    assert (moved["door"], moved["kind"]["code"], moved["reference"]) == (
        "billing",
        "bill-question",
        filed["reference"],
    )


def test_a_case_cannot_move_to_where_it_is(speak, cast, filed):
    said = {"door": "complaints", "kind": "late-charge", "reason": "Hm"}

    answer = speak(cast["lee"]).post(f"cases/{filed['reference']}/transfer/", said)

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == "#/kind"
