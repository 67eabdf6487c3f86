"""What somebody takes away of bills, debts and visits to collect them: theirs, and of nobody else."""

from datetime import timedelta

import pytest
from django.urls import reverse

from billing.actions.waivers import ask_waiver
from billing.models import Arrears, ArrearsShare, Instalment, PaymentPlan
from gasservice.registry.models import Customer, Tenure
from gasservice.users.models import User
from tests.billing.conftest import NOON
from tests.billing.test_collection import announce, bill, published, wang
from tests.billing.test_payments import issued
from tests.billing.test_waivers import DUE

__all__ = ["bill", "published", "wang"]
pytestmark = pytest.mark.django_db


def taken_by(client, user) -> dict:
    client.force_login(user)
    return client.get(reverse("my-data")).json()


def test_a_visit_to_collect_is_theirs_and_its_code_is_nobodys(client, account, bill, wang, lee, mei):
    visit = announce(account, wang, lee)

    [told] = taken_by(client, mei)["collection_visits"]

    assert (told["reference"], told["amount"], told["badge"]) == (visit.reference, "100.00", "SF-12")
    assert not [name for name in told if "code" in name]
    assert taken_by(client, lee)["collection_visits"] == []


def test_a_late_charge_that_the_rule_dropped_is_theirs_without_a_case(client, account, mei):
    late = issued(account, "1000.00", DUE)
    ask_waiver(bill=late, reason="first_time", words="", evidence=None, by=mei, at=NOON)

    [told] = taken_by(client, mei)["late_charges_dropped_by_rule"]

    assert (told["bill_number"], told["granted"], told["reason"]) == (late.number, "35.00", "first_time")


def test_debts_shares_and_plans_are_of_whoever_held_the_account_then(client, account, bill, lee, mei):
    held = account.tenures.get()
    days = {"since": NOON.date() - timedelta(days=30), "until": NOON.date()}
    Arrears.objects.create(
        gas_account=account, tenure=held, begun_on=NOON.date(), amount=100, begun_at=NOON, looked_at=NOON
    )
    ArrearsShare.objects.create(
        source="bill", reference="T0", gas_account=account, tenure=held, of_days=30, due_on=NOON.date(), volume_m3=9,
        amount=100, made_at=NOON, **days,
    )  # fmt: skip
    plan = PaymentPlan.objects.create(
        gas_account=account, tenure=held, amount=100, stops_late_charge=True, agreed_by=lee, agreed_at=NOON
    )
    plan.bills.add(bill)
    Instalment.objects.create(plan=plan, due_on=NOON.date(), amount=100)
    after = User.objects.create_user("bob@home.example", name="Bob")
    Tenure.objects.filter(pk=held.pk).update(held_until=NOON.date())
    Tenure.objects.create(
        gas_account=account, customer=Customer.objects.create(code="K2", name="Bob", user=after), held_from=NOON.date()
    )

    theirs, others = taken_by(client, mei), taken_by(client, after)

    assert [len(theirs[name]) for name in ("arrears", "shares_of_arrears", "payment_plans")] == [1, 1, 1]
    assert theirs["payment_plans"][0]["bills"] == [bill.number]
    assert [others[name] for name in ("arrears", "shares_of_arrears", "payment_plans")] == [[], [], []]
