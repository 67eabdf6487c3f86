"""Taking one's own data away: all of it, and nothing of anybody else's."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from complaints.models import Conduct
from gasservice.cases.actions.filing import open_case
from gasservice.cases.actions.work import note_internally
from gasservice.cases.models import Routing
from gasservice.registry.models import (
    Community,
    Customer,
    District,
    GasAccount,
    HouseholdSize,
    Premise,
    ServicePoint,
    SupplyStop,
    Tenure,
)
from gasservice.standards.models import CaseKind
from gasservice.users.models import Team, User
from tests.cases.conftest import MONDAY_NINE, SINCE, three

pytestmark = pytest.mark.django_db


@pytest.fixture
def mei():
    return User.objects.create_user("mei@example.com", name="Mei")


@pytest.fixture
def home(mei):
    district = District.objects.create(code="n", **three("name", "North"))
    community = Community.objects.create(code="C1", district=district, name="滨江一号")
    point = ServicePoint.objects.create(
        code="S1", premise=Premise.objects.create(code="P1", community=community, address="滨江一号1栋101")
    )
    account = GasAccount.objects.create(number="6000000001", service_point=point, opened_on=SINCE)
    customer = Customer.objects.create(code="K1", name="Mei", user=mei)
    return Tenure.objects.create(gas_account=account, customer=customer, held_from=date(2025, 3, 1))


@pytest.fixture
def complaint(mei):
    team = Team.objects.create(code="north", **three("name", "North"))
    Routing.objects.create(door="complaints", team=team)
    kind = CaseKind.objects.create(door="complaints", code="late-charge", valid_from=SINCE, **three("name", "Late"))
    case = open_case(kind=kind, words="为什么收违约金？", by=mei, at=MONDAY_NINE, channel="web", title="违约金").case
    agent = User.objects.create_user("a@gas.example", name="alice", role="agent", team=team)
    note_internally(case=case, words="a note among ourselves", by=agent, at=MONDAY_NINE)
    return case


def test_it_holds_accounts_and_cases_with_their_words_and_no_note(client, mei, home, complaint):
    client.force_login(mei)

    answer = client.get(reverse("my-data"))

    facts = answer.json()
    assert [row["number"] for row in facts["accounts"]] == ["6000000001"]
    assert [row["reference"] for row in facts["cases"]] == [complaint.reference]
    assert facts["cases"][0]["messages"][0]["words"] == "为什么收违约金？"
    assert "note among ourselves" not in answer.text


def test_it_holds_what_a_door_kept_beside_the_case(client, mei, complaint):
    Conduct.objects.create(case=complaint, about_whom="窗口的小陈")
    client.force_login(mei)

    assert client.get(reverse("my-data")).json()["cases"][0]["about_whom"] == "窗口的小陈"


def test_it_holds_how_many_live_there_in_ones_own_time_alone(client, mei, home):
    facts = {"gas_account": home.gas_account, "declared_at": MONDAY_NINE, "confirmed_at": MONDAY_NINE}
    HouseholdSize.objects.create(since=SINCE, persons=7, **facts)
    HouseholdSize.objects.create(since=date(2026, 3, 1), persons=2, **facts)
    client.force_login(mei)

    told = client.get(reverse("my-data")).json()["people_in_the_home"]

    assert [(row["since"], row["persons"]) for row in told] == [("2026-03-01", 2)]


def test_who_works_here_takes_nothing_of_what_they_see_at_work(client, home, complaint):
    facts = {"gas_account": home.gas_account, "declared_at": MONDAY_NINE, "confirmed_at": MONDAY_NINE}
    HouseholdSize.objects.create(since=date(2026, 3, 1), persons=2, **facts)
    client.force_login(User.objects.get(email="a@gas.example"))

    told = client.get(reverse("my-data")).json()

    assert (told["cases"], told["people_in_the_home"], told["accounts"]) == ([], [], [])


def test_it_holds_what_stands_in_the_books_and_what_was_stopped_in_ones_own_time(client, mei, home):
    Customer.objects.update(phone="+8613800138000")
    stop = {
        "gas_account": home.gas_account,
        "owed_since": date(2025, 12, 1),
        "amount": 120,
        "not_before": date(2026, 3, 1),
    }
    before = datetime(2025, 1, 2, tzinfo=MONDAY_NINE.tzinfo)
    SupplyStop.objects.create(ordered_at=before, withdrawn_at=before, withdrawn_why="paid", **stop)
    SupplyStop.objects.create(ordered_at=MONDAY_NINE, **stop)
    client.force_login(mei)

    told = client.get(reverse("my-data")).json()

    assert told["in_our_books"] == [
        {"code": "K1", "name": "Mei", "phone": "+8613800138000", "email": "", "language": ""}
    ]
    assert [row["withdrawn_because"] for row in told["accounts"][0]["supply_stops"]] == [""]


def test_it_holds_nothing_of_anybody_else(client, home, complaint):
    client.force_login(User.objects.create_user("bob@example.com", name="Bob"))

    facts = client.get(reverse("my-data")).json()

    assert (facts["accounts"], facts["cases"], facts["priority_needs"]) == ([], [], [])
