"""Arrears through the pages: a plan is agreed on, steps are held, shares decided, statements are one's own."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from billing.actions.arrears import climb_arrears
from billing.actions.legacy import take_arrears
from billing.models import Arrears, ArrearsShare, PaymentPlan
from billing.sheets import ARREARS
from gasservice.registry.access import midnight
from gasservice.registry.models import Customer, Tenure
from gasservice.registry.sheets import row_of
from gasservice.users.models import User
from tests.billing.test_payments import issued
from tests.files.pictures import picture, upload
from tests.shelf import publish_catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def published(db):
    publish_catalogue()


@pytest.fixture
def debt(account) -> Arrears:
    issued(account, "300.00", timezone.localdate() - timedelta(days=40))
    climb_arrears(at=timezone.now())
    return Arrears.objects.get()


@pytest.fixture
def boss(lee):
    return User.objects.create_user("boss@gas.example", name="Boss", role="supervisor", team=lee.team)


def test_a_customer_agrees_on_a_plan_and_presses_twice(client, account, mei, debt):
    client.force_login(mei)
    address = reverse("account-arrears", args=[account.number])
    assert "300" in client.get(address).text

    for _ in range(2):
        client.post(address, {"count": 3})
    plan = PaymentPlan.objects.get()
    assert (plan.agreed_by, plan.instalments.count()) == (mei, 3)
    assert "instalments" in client.get(reverse("gas-account", args=[account.number])).text


@pytest.mark.parametrize("count", ["", "1", "9", "x"])
def test_a_plan_that_is_not_offered_is_none(client, account, mei, debt, count):
    client.force_login(mei)
    client.post(reverse("account-arrears", args=[account.number]), {"count": count})

    assert not PaymentPlan.objects.exists()


def test_a_stranger_sees_and_agrees_to_nothing(client, account, debt):
    client.force_login(User.objects.create_user("eve@home.example", name="Eve"))
    address = reverse("account-arrears", args=[account.number])

    assert (client.get(address).status_code, client.post(address, {"count": 3}).status_code) == (404, 404)
    assert client.get(debt.get_absolute_url()).status_code == 404
    assert not PaymentPlan.objects.exists()


def test_only_a_supervisor_holds_and_withdraws(client, lee, boss, debt):
    day = timezone.localdate() + timedelta(days=30)
    hold, withdraw = (reverse(name, args=[debt.pk]) for name in ("hold-arrears", "withdraw-arrears"))
    client.force_login(lee)
    assert client.post(hold, {"until": day, "because": "x"}).status_code == 404

    client.force_login(boss)
    client.post(hold, {"until": timezone.localdate(), "because": "Too soon"})
    assert Arrears.objects.get().held_until is None
    client.post(hold, {"until": day, "because": "Being looked into"})
    assert Arrears.objects.get().held_until == day
    client.post(withdraw, {"because": "Our mistake"})
    assert Arrears.objects.get().ended_because == "withdrawn"


def bill_of_two(account) -> ArrearsShare:
    """A debt of thirty days: ten were Mei's, ten nobody's, the last ten Lin's."""
    Tenure.objects.update(held_until="2026-01-11")
    lin = Customer.objects.create(
        code="K2", name="Lin", user=User.objects.create_user("lin@home.example", name="Lin", language="en")
    )
    Tenure.objects.create(gas_account=account, customer=lin, held_from="2026-01-21")
    heading = [column.name for column in ARREARS.columns]
    cells = ["OLD1", account.number, "2026-01-01", "2026-01-31", "2026-02-20", "", "90.00"]
    take_arrears(rows=[row_of(ARREARS, "old", 2, heading, cells)], file="old", at=midnight(timezone.localdate()))
    return ArrearsShare.objects.get(tenure__customer=lin)


def test_each_sees_their_own_statement_only(client, account, mei):
    theirs = bill_of_two(account)
    mine = ArrearsShare.objects.get(tenure__customer__user=mei)
    for user, own, other in ((mei, mine, theirs), (theirs.tenure.customer.user, theirs, mine)):
        client.force_login(user)
        assert "30.00" in client.get(own.get_absolute_url()).text
        assert client.get(other.get_absolute_url()).status_code == 404


def test_a_supervisor_places_a_share_of_nobody_by_a_paper(client, account, mei, lee, boss):
    theirs, gap = bill_of_two(account), ArrearsShare.objects.unowned().get()
    assign = reverse("assign-share", args=[gap.pk])
    said = {"tenure": theirs.tenure_id, "because": "The contract"}
    client.force_login(lee)
    assert client.post(assign, said | {"evidence": upload(picture())}).status_code == 404

    client.force_login(boss)
    client.post(assign, said)
    assert ArrearsShare.objects.unowned().exists()
    client.post(assign, said | {"evidence": upload(picture())})
    gap.refresh_from_db()
    assert (gap.tenure, gap.billed_as.amount) == (theirs.tenure, 30)
