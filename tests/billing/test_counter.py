"""A payment at the counter: one form is one payment, and the desk sees what it paid."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from billing.actions.payments import take_at_counter
from billing.models import Payment
from gasservice.users.models import User
from tests.billing.test_import_payments import run_beside
from tests.billing.test_payments import issued
from tests.shelf import publish_catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def published(db):
    publish_catalogue()


@pytest.fixture
def bill(account):
    return issued(account, "100.00", date(2030, 9, 10))


@pytest.fixture
def pay(client, lee, account, bill):
    client.force_login(lee)
    form = {"amount": "60", "method": "counter", "reference": "", "bill": "", "submission": str(uuid4())}

    def pay(**said):
        return client.post(reverse("take-payment", args=[account.number]), form | said)

    return pay


def test_it_pays_and_shows_what(client, pay, bill):
    answer = pay(amount="130")

    payment = Payment.objects.get()
    assert answer.url == reverse("payment", args=[payment.reference])
    shown = client.get(answer.url).text
    assert bill.number in shown
    assert "¥100.00" in shown
    assert "¥30.00" in shown
    assert payment.reference.startswith("K")


def test_a_double_click_is_one_payment_and_a_changed_form_is_none(pay, bill):
    first, second = pay(), pay()

    assert first.url == second.url
    answer = pay(amount="61")
    assert (answer.status_code, Payment.objects.count()) == (200, 1)
    bill.refresh_from_db()
    assert bill.paid == 60


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_are_one_payment(account, bill, lee):
    facts = {"account": account, "amount": Decimal(60), "method": "counter", "reference": "", "bill": None}
    form = uuid4()

    taken = run_beside(lambda: take_at_counter(**facts, submission=form, by=lee, at=timezone.now()))

    assert taken[0] == taken[1]
    bill.refresh_from_db()
    assert (bill.paid, Payment.objects.count()) == (60, 1)


def test_the_same_number_on_another_form_is_refused(pay):
    pay(reference="TILL-7")

    answer = pay(reference="TILL-7", amount="70", submission=str(uuid4()))

    assert (answer.status_code, Payment.objects.count()) == (200, 1)
    assert "TILL-7" in answer.text


def test_it_names_a_bill_of_this_account_only(pay, account, bill):
    newer = issued(account, "50.00", date(2030, 10, 10))
    pay(bill=newer.pk)

    newer.refresh_from_db(), bill.refresh_from_db()
    assert (newer.paid, bill.paid) == (50, 10)
    assert pay(bill="99999", submission=str(uuid4())).status_code == 200
    assert Payment.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [{"amount": "0"}, {"amount": "1.005"}, {"amount": "x"}, {"method": "redress"}, {"submission": "x"},
     {"reference": "RD-1"}],
)  # fmt: skip
def test_what_cannot_be_is_refused(pay, wrong):
    assert pay(**wrong).status_code == 200
    assert not Payment.objects.exists()


def test_nobody_but_the_desk_takes_money(client, mei, account, bill):
    client.force_login(mei)
    address = reverse("take-payment", args=[account.number])
    assert client.get(address).status_code == 404

    crew = User.objects.create_user("crew@gas.example", name="Crew", role="field_worker")
    client.force_login(crew)
    assert client.post(address, {"amount": "5"}).status_code == 404
