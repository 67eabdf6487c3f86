"""The pages and the API of disputes: who may, what is refused is said, nothing typed is lost."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from billing.models import Adjustment, Dispute
from gasservice.portal.own_data import own_data_of
from gasservice.standards.models import DisputeRule
from gasservice.users.models import User
from tests.billing.disputing import bills_of_autumn, disputed, noon, supervisor_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 26)


@pytest.fixture
def bill(account, lee, time_machine):
    time_machine.move_to(noon(DAY))
    return bills_of_autumn(account, lee.team)[2]


@pytest.fixture
def at_home(client, mei):
    client.force_login(mei)
    return client


def send(client, bill, **said):
    usual = {"take_1": "on", "reason_1": "reading", "words": "It shows 120.", "submission": str(uuid4())}
    return client.post(f"/billing/bills/{bill.number}/dispute/?line=1", usual | said)


def test_the_line_is_ticked_and_what_stands_still_is_said(at_home, bill):
    page = at_home.get(f"/billing/bills/{bill.number}/dispute/?line=1")

    assert page.context["form"]["take_1"].value() is True
    assert "15 days after our decision" in page.content.decode()


def test_sent_it_leads_to_the_case_as_other_filings_do(at_home, bill):
    answer = send(at_home, bill, amount_1="20.50")

    dispute = Dispute.objects.get()
    assert answer.url == f"/track/{dispute.case.reference}/filed/"
    assert (dispute.amount, dispute.case.language) == (Decimal("20.50"), "en")
    assert "¥20.50 stands still" in at_home.get(f"/track/{dispute.case.reference}/").content.decode()


def test_the_same_form_sent_again_leads_to_the_same_case(at_home, bill):
    submission = str(uuid4())
    first = send(at_home, bill, submission=submission)

    assert send(at_home, bill, submission=submission).url == first.url
    assert Dispute.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [({"amount_1": "70"}, "amount_1"), ({"amount_1": "x"}, "amount_1"), ({"words": ""}, "words"), ({"take_1": ""}, "")],
)
def test_what_is_wrong_is_said_beside_its_field(at_home, bill, said, field):
    page = send(at_home, bill, **said)

    form = page.context["form"]
    assert form.errors if field else form.non_field_errors()
    assert field in form.errors or not field
    assert not Dispute.objects.exists()


def test_a_stranger_is_told_that_there_is_no_such_bill(client, bill):
    client.force_login(User.objects.create_user("li@home.example", name="Li"))

    assert send(client, bill).status_code == 404
    assert client.post(f"/api/v1/bills/{bill.number}/disputes/", {}).status_code == 404


def test_a_program_disputes_and_reads_what_came_of_it(at_home, bill):
    said = {"lines": [{"position": 1, "reason": "reading", "amount": "10.00"}], "words": "It shows 120."}
    told = at_home.post(f"/api/v1/bills/{bill.number}/disputes/", said, content_type="application/json")

    reference = told.json()["reference"]
    dispute = at_home.get(f"/api/v1/cases/{reference}/dispute/").json()
    assert (dispute["amount"], dispute["verdict"], dispute["held_until"]) == ("10.00", None, None)
    again = at_home.post(f"/api/v1/bills/{bill.number}/disputes/", said, content_type="application/json")
    assert (again.status_code, again.json()["type"]) == (409, "urn:problem-type:disputed-before")


def test_one_decides_and_above_the_limit_another_answers(client, bill, mei, lee):
    DisputeRule.objects.update(second_approval_above=Decimal(20))
    ran, dispute = supervisor_of(lee.team), disputed(bill, mei, DAY)
    reference = dispute.case.reference
    client.force_login(ran)
    row = dispute.lines.get()
    said = {"verdict": "part", f"credit_{row.pk}": "23.20", "words": "120 was right.", "alternatives": "Call 12345."}

    client.post(f"/billing/disputes/{reference}/decision/", said)
    assert client.get(f"/billing/disputes/{reference}/approval/").status_code == 404  # one's own
    assert own_data_of(mei)["cases"][0]["dispute"]["verdict"] is None

    client.force_login(supervisor_of(lee.team, "Tao"))
    client.post(f"/billing/disputes/{reference}/approval/", {"answer": "approve"})
    assert Adjustment.objects.get().amount == Decimal("-23.20")
    assert own_data_of(mei)["cases"][0]["dispute"]["words"] == "120 was right."


def test_another_figure_proposes_what_to_credit(client, bill, mei, lee):
    dispute = disputed(bill, mei, DAY)
    client.force_login(supervisor_of(lee.team))
    stretch, row = bill.stretches.get(), dispute.lines.get()

    page = client.get(
        f"/billing/disputes/{dispute.case.reference}/decision/?try=1&end_{stretch.pk}={stretch.end_index - 10}"
    )

    assert page.context["form"][f"credit_{row.pk}"].value() == Decimal("23.20")


def test_the_desk_chooses_bill_and_lines_of_a_case_that_came_another_way(client, bill, matter, lee):
    client.force_login(lee)
    there = f"/billing/cases/{matter.reference}/dispute/"

    assert bill.number in client.get(there).content.decode()
    client.post(f"{there}?bill={bill.number}", {"take_1": "on", "reason_1": "estimate"})

    assert Dispute.objects.get(case=matter).lines.get().reason == "estimate"
