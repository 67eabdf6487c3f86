"""Filing through each door, signed in or not."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from complaints.models import Conduct
from gasservice.cases.access import visible_to
from gasservice.cases.models import Case
from gasservice.registry.models import Customer, Tenure
from tests.registry.conftest import account, district, garden, home  # noqa: F401

pytestmark = pytest.mark.django_db

LATE = {"kind": "late-charge", "words": "The late charge is wrong. I paid on time."}


@pytest.mark.parametrize(
    ("door", "code"), [("complaints", "late-charge"), ("billing", "bill-question"), ("repairs", "fault")]
)
def test_each_door_files_at_its_own_address(speak, doors, door, code):
    answer = speak().post(f"{door}/", {"kind": code, "words": "Something is wrong."})

    case = Case.objects.get()
    assert answer.status_code == 201
    assert (case.door, case.kind.code, case.channel) == (door, code, "api")


def test_the_receipt_has_number_code_link_and_promises(speak, doors, settings):
    answer = speak().post("complaints/", LATE)

    receipt, case = answer.json(), Case.objects.get()
    assert receipt["reference"] == case.reference
    assert receipt["tracking_url"] == f"{settings.SITE_URL}/track/{case.reference}/{receipt['code']}/"
    assert [promise["promise"] for promise in receipt["promises"]] == ["first_answer"]
    assert receipt["promises"][0]["due_at"].endswith("+08:00")
    assert datetime.fromisoformat(receipt["promises"][0]["due_at"]) == case.next_due_at
    assert answer.headers["Location"] == f"/api/v1/tracking/{case.reference}/"
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_title_is_the_first_sentence_and_the_language_that_of_the_caller(speak, doors):
    speak().post("complaints/", {**LATE, "words": "违约金收错了。我按时交的。"}, accept_language="zh-CN")

    case = Case.objects.get()
    assert (case.title, case.language) == ("违约金收错了", "zh-hans")


def test_whoever_is_signed_in_need_not_say_who_they_are(speak, mei, doors):
    customer = Customer.objects.create(code="C1", name="Mei", user=mei)

    answer = speak(mei).post("complaints/", LATE)

    case = Case.objects.get()
    assert (case.filed_by, case.customer, case.contact_name, case.contact_email) == (mei, customer, "Mei", mei.email)
    assert answer.headers["Location"] == f"/api/v1/cases/{case.reference}/"


def test_ones_own_account_says_where_it_is(speak, mei, doors, account):  # noqa: F811
    holder = Customer.objects.create(code="C1", name="Mei", user=mei)
    Tenure.objects.all().delete()
    Tenure.objects.create(gas_account=account, customer=holder, held_from=timezone.localdate() - timedelta(days=9))

    speak(mei).post("complaints/", LATE | {"gas_account": account.number})

    case = Case.objects.get()
    assert (case.gas_account, case.premise) == (account, account.service_point.premise)


def test_the_number_of_somebody_elses_account_does_not_tell_where_they_live(speak, doors, account):  # noqa: F811
    speak().post("complaints/", LATE | {"gas_account": account.number, "place_typed": "My own street 1"})

    case = Case.objects.get()
    assert (case.gas_account, case.premise, case.place_typed) == (account, None, "My own street 1")


def test_a_place_is_named_by_its_code(speak, doors, home):  # noqa: F811
    speak().post("complaints/", LATE | {"premise": home.code})

    case = Case.objects.get()
    assert (case.premise, case.community) == (home, home.community)


def test_what_reads_like_a_leak_is_an_emergency_and_says_what_to_do_first(speak, doors, settings):
    receipt = speak().post("repairs/", {"kind": "fault", "words": "It smells of gas in the kitchen!"}).json()

    assert Case.objects.get().priority == receipt["priority"] == "emergency"
    assert receipt["safety"]["emergency_phone"] == settings.COMPANY["EMERGENCY_PHONE"]
    assert len(receipt["safety"]["steps"]) == 4


def test_what_is_no_leak_carries_no_safety_notice(speak, doors):
    assert speak().post("complaints/", LATE).json()["safety"] is None


def test_a_leak_itself_is_not_filed_but_told_on_the_telephone(speak, doors, settings):
    answer = speak().post("repairs/", {"kind": "leak", "words": "Gas!"})

    assert answer.status_code == 400
    assert settings.COMPANY["EMERGENCY_PHONE"] in answer.json()["errors"][0]["detail"]
    assert not Case.objects.exists()


def test_whoever_is_complained_about_is_shut_out_from_the_first_moment(speak, cast, doors):
    said = {"kind": "staff-conduct", "words": "He was rude.", "about_whom": "Bob, at the counter"}

    answer = speak().post("complaints/", said)

    assert answer.status_code == 201
    assert Conduct.objects.get().about_whom == "Bob, at the counter"
    assert not visible_to(cast["bob"]).exists()
    assert visible_to(cast["alice"]).exists()


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"kind": "bill-question"}, "#/kind"),
        ({"words": " "}, "#/words"),
        ({"happened_on": "2999-01-01"}, "#/happened_on"),
        ({"contact_phone": "12"}, "#/contact_phone"),
        ({"contact_email": "nobody"}, "#/contact_email"),
        ({"premise": "nowhere"}, "#/premise"),
        ({"about_whom": "Bob"}, "#/about_whom"),
        ({"language": "fr"}, "#/language"),
    ],
)
def test_what_cannot_be_used_is_named(speak, doors, wrong, pointer):
    answer = speak().post("complaints/", LATE | wrong)

    problem = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert problem["type"] == "urn:problem-type:invalid-input"
    assert [error["pointer"] for error in problem["errors"]] == [pointer]
    assert not Case.objects.exists()


def test_what_is_left_empty_is_not_held_against_anybody(speak, doors):
    empty = dict.fromkeys(["remedy_sought", "contact_name", "contact_email", "place_typed", "gas_account"], "")

    answer = speak().post("complaints/", LATE | empty | {"happened_on": None, "contact_phone": None})

    assert answer.status_code == 201


def test_where_nobody_works_such_cases_it_says_so(speak, doors, team):
    doors[0].delete()

    answer = speak().post("complaints/", LATE)

    assert (answer.status_code, answer.json()["type"]) == (409, "urn:problem-type:no-team-for-this")
