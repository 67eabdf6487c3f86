"""The work on a case through the API: what was agreed, done, used and charged, and who reads it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from gasservice.cases.access import visible_to
from gasservice.cases.models import Appointment, CaseParticipant
from gasservice.cases.terms import Part
from gasservice.standards.terms import Purpose
from gasservice.users.models import User
from gasservice.users.terms import Role
from repairs.access import orders_visible_to
from repairs.actions.fees import add_fee_line
from repairs.actions.orders import open_order
from repairs.actions.visits import add_photos, begin_visit, finish_visit
from repairs.models import WorkOrder
from tests.api.conftest import speak
from tests.files.pictures import picture, upload
from tests.registry.conftest import NOW

__all__ = ["speak"]
pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def agree(case, at, state="booked") -> Appointment:
    window = {"window_from": at + HOUR, "window_until": at + 3 * HOUR}
    return Appointment.objects.create(case=case, purpose="repair", booked_at=at, changed_at=at, state=state, **window)


@pytest.fixture
def done(order, crew, crew_people, hose, warranty):
    """Wang changed the hose, took a photo before and left it signed for."""
    wang = crew_people["wang"]
    agree(order.case, NOW, state="kept")
    visit = begin_visit(order=order, by=wang, at=NOW + HOUR)
    add_photos(visit=visit, stage="before", uploads=[upload(picture())], by=wang, at=NOW + HOUR)
    add_fee_line(visit=visit, fee=hose, quantity=Decimal(2), by=wang, at=NOW + HOUR)
    said = {"found": "The hose was old", "done": "Changed it", "signed_name": "Mei"}
    finish_visit(visit=visit, outcome="done", by=wang, at=NOW + 2 * HOUR, **said)
    order.refresh_from_db()
    return order


def test_a_customer_reads_what_was_agreed_done_used_and_charged(speak, mei_user, done):
    told = speak(mei_user).get(f"cases/{done.case.reference}/work/").json()["results"][0]

    assert (told["reference"], told["kind"], told["status"]) == (done.reference, "repair", "done")
    assert told["warranty_last_day"] == done.warranty_last_day.isoformat()
    assert [row["state"] for row in told["appointments"]] == ["kept"]
    visit, fee = told["visits"][0], told["fees"][0]
    assert (visit["crew"], visit["by"], visit["found"], visit["signed_name"]) == (
        "Crew 1",
        "wang",
        "The hose was old",
        "Mei",
    )
    assert (len(visit["before"]), visit["after"]) == (1, [])
    assert (fee["fee"]["code"], fee["quantity"], fee["amount"], told["total"]) == ("hose", "2.00", "130.00", "130.00")
    assert fee["receipt"] == done.fee_lines.get().charge.reference
    assert told["quote"] is None


def test_charges_come_with_their_receipts(speak, client, mei_user, crew_people, done):
    theirs = speak(mei_user).get(f"cases/{done.case.reference}/charges/").json()["results"][0]
    ours = speak(crew_people["mu"]).get(f"cases/{done.case.reference}/charges/").json()["results"][0]

    number = done.fee_lines.get().charge.reference
    assert (theirs["reference"], theirs["amount"], theirs["basis"]) == (number, "130.00", "Fee table 2024")
    assert (theirs["paid_at"], theirs["withdrawn_at"]) == (None, None)
    client.force_login(mei_user)
    assert client.get(theirs["url"]).status_code == 200
    assert ours["url"].endswith(reverse("charge", args=[number]))


def test_an_appointment_belongs_to_the_order_that_was_open_when_it_was_agreed(
    speak,
    mei_user,
    crew_people,
    done,
):
    again = open_order(case=done.case, kind=Purpose.REPAIR, by=crew_people["mu"], at=NOW + 5 * HOUR)
    ahead = agree(done.case, NOW + 6 * HOUR)

    latest, first = speak(mei_user).get(f"cases/{done.case.reference}/work/").json()["results"]

    assert (latest["reference"], [row["uid"] for row in latest["appointments"]]) == (again.reference, [str(ahead.uid)])
    assert [row["state"] for row in first["appointments"]] == ["kept"]


def test_orders_come_in_pages_the_latest_first(speak, mei_user, order):
    for number in range(4):
        facts = {"kind": "repair", "status": "cancelled", "opened_at": NOW + number * HOUR}
        WorkOrder.objects.create(reference=f"W-{number}", case=order.case, **facts)
    program = speak(mei_user)

    first = program.get(f"cases/{order.case.reference}/work/?limit=3").json()
    second = program.get(first["next"].split("/api/v1/")[1]).json()

    seen = [row["reference"] for page in (first, second) for row in page["results"]]
    assert seen[:3] == ["W-3", "W-2", "W-1"]
    assert (len(seen), second["next"]) == (5, None)


@pytest.mark.parametrize("what", ["work", "charges"])
def test_only_who_reads_the_case_reads_its_work(speak, mei_user, crew_people, done, what):
    here = f"cases/{done.case.reference}/{what}/"
    CaseParticipant.objects.create(case=done.case, user=crew_people["mu"], part=Part.NAMED)
    stranger = User.objects.create_user("stranger@home.example", name="Bo")
    named, away = crew_people["mu"], crew_people["zhou"]

    assert speak().get(here).status_code == 401
    for nobody in (stranger, named, away):
        answer = speak(nobody).get(here)
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    for reader in (mei_user, crew_people["su"]):
        assert len(speak(reader).get(here).json()["results"]) == 1


def test_a_crew_of_the_team_reads_the_work_and_not_what_is_charged(speak, done):
    team = done.case.team
    fitter = User.objects.create_user("fitter@gas.example", name="Fitter", role=Role.FIELD_WORKER, team=team)
    program, here = speak(fitter), f"cases/{done.case.reference}"

    assert len(program.get(f"{here}/work/").json()["results"]) == 1
    assert program.get(f"{here}/charges/").json()["results"] == []


def test_whoever_reads_a_case_reads_all_of_its_orders(order, crew_people):

    people = [*crew_people.values(), User(role=Role.AUDITOR, pk=10**6), User(role=Role.STANDARDS_OFFICER, pk=10**6)]
    readers = [user for user in people if user.works_here and visible_to(user).filter(pk=order.case_id).exists()]

    assert len(readers) >= 3
    assert all(order in orders_visible_to(user) for user in readers)
