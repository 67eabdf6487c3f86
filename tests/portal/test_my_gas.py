"""My gas: what a customer sees of their own, and nothing of anybody else's."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gasservice.cases.models import Case
from gasservice.registry.actions.renaming import rename_premise
from gasservice.registry.models import Customer, GasAccount, ServicePoint, Tenure
from gasservice.standards.models import CaseKind
from gasservice.users.terms import Role
from tests.registry.conftest import MOVED_IN, NOW, person, premise_in, read, three

pytestmark = pytest.mark.django_db


@pytest.fixture
def last_months(meter):
    """A reading on the first of each of the last thirty months, twenty cubic metres apart."""
    day = timezone.localdate().replace(day=1)
    for back in range(30):
        read(meter, day, str(2000 - 20 * back))
        day = (day - timedelta(days=1)).replace(day=1)


def page(client, user, name="my-gas", *args) -> str:
    client.force_login(user)
    return client.get(reverse(name, args=args)).text


def test_a_visitor_is_asked_to_sign_in(client):
    assert reverse("account_login") in client.get(reverse("my-gas")).url


def test_a_customer_sees_the_account_its_place_its_reading_and_what_was_used(client, account, mei_user, last_months):
    text = page(client, mei_user)

    for words in ("1000001", "阳光花园3栋2单元501室", "2,000 m³", "Household", "¥86.40"):
        assert words in text
    (bars,) = re.findall(r'<path class="c-now" d="([^"]+)"', text)
    assert bars.count("M") == 12


def test_a_renamed_home_is_shown_with_its_former_address(client, home, mei_user):
    rename_premise(premise=home, address="金色阳光城3栋501室", by=person("li", Role.SUPERVISOR), at=NOW)

    text = page(client, mei_user)

    assert "金色阳光城3栋501室" in text
    assert "阳光花园3栋2单元501室" in text


def test_who_has_no_account_is_told_what_to_do(client, db):
    text = page(client, person("ana"))

    assert reverse("claim-account") in text
    assert "No gas account here yet" in text


def test_a_former_holder_sees_the_own_time_and_nothing_after_it(client, account, meter, bo, mei_user):
    read(meter, MOVED_IN - timedelta(days=40), "850")
    read(meter, MOVED_IN + timedelta(days=40), "940")

    assert reverse("gas-account", args=["1000001"]) in page(client, bo.user)
    text = page(client, bo.user, "gas-account", "1000001")
    assert ">850.00</td>" in text
    assert ">940.00</td>" not in text
    assert ">940.00</td>" in page(client, mei_user, "gas-account", "1000001")


def test_usage_and_readings_are_handed_over_as_tables(client, account, mei_user, last_months):
    months = page(client, mei_user, "usage-csv", account.number).splitlines()
    readings = page(client, mei_user, "readings-csv", account.number).splitlines()

    assert (months[0], len(months)) == ("month,volume_m3", 25)
    assert months[-2].endswith(",20.0")
    assert (readings[0], readings[-1].split(",")[2:]) == ("read_at,meter,index_m3,source", ["2000.000", "reader"])


def test_tables_hold_the_own_time_alone_and_may_be_empty(client, account, meter, bo, mei_user):
    read(meter, MOVED_IN - timedelta(days=40), "1")

    for user, rows in ((bo.user, 1), (mei_user, 0)):
        assert len(page(client, user, "readings-csv", account.number).splitlines()) == 1 + rows
    assert "volume_m3" not in page(client, person("stranger"), "usage-csv", account.number)


def test_a_stranger_gets_404_for_an_account(client, account, mei_user):
    client.force_login(person("ana"))

    assert client.get(reverse("gas-account", args=["1000001"])).status_code == 404


def test_readings_are_paged(client, account, meter, mei_user, last_months):
    day = MOVED_IN
    for number in range(20):
        read(meter, day + timedelta(days=3 + number), str(1000 + number))

    client.force_login(mei_user)
    first = client.get(reverse("gas-account", args=["1000001"]))
    later = client.get(first.request["PATH_INFO"], {"cursor": first.context["readings"].next})

    shown = [{row.pk for row in answer.context["readings"].rows} for answer in (first, later)]
    assert len(shown[0]) == 24
    assert shown[1] and not shown[0] & shown[1]


def test_a_customer_sees_the_cases_they_filed(client, mei_user):
    kind = CaseKind.objects.create(door="complaints", code="late", valid_from=MOVED_IN, **three("name", "Late"))
    team = person("li", Role.AGENT).team
    facts = {"door": "complaints", "kind": kind, "team": team, "channel": "web", "opened_at": NOW, "secret_hash": "0"}
    Case.objects.create(reference="111-111-111", title="A wrong late charge", filed_by=mei_user, **facts)
    Case.objects.create(reference="222-222-222", title="Of somebody else", **facts)

    text = page(client, mei_user)

    assert "A wrong late charge" in text
    assert "Of somebody else" not in text


def test_more_accounts_take_no_more_queries(
    client, garden, account, mei_user, last_months, django_assert_max_num_queries
):
    client.force_login(mei_user)
    again = Customer.objects.create(code="K9", name="Mei", user=mei_user)
    for room in range(10):
        point = ServicePoint.objects.create(code=f"X{room}", premise=premise_in(garden, "9", "1", str(room)))
        other = GasAccount.objects.create(number=f"9{room}", service_point=point, opened_on=MOVED_IN)
        Tenure.objects.create(gas_account=other, customer=again, held_from=MOVED_IN)

    with django_assert_max_num_queries(11):
        response = client.get(reverse("my-gas"))

    assert len(response.context["page"].homes) == 11
