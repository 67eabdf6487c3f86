"""Redress is credited to the next bill of whoever it is owed to, once; what no bill takes waits for a supervisor."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from billing.actions.redress import credit_redress
from billing.models import Payment
from billing.queries.redress import redress_credited_to, redress_of_nobody
from gasservice.cases.actions.promises import make_promises
from gasservice.cases.actions.redress import CreditedBefore, name_redress_account, pay_redress_out
from gasservice.cases.models import Case, Redress
from gasservice.registry.models import Customer, GasAccount, Tenure
from gasservice.users.models import User
from tests.billing.conftest import NOON
from tests.billing.test_import_payments import run_beside
from tests.billing.test_payments import issued
from tests.registry.conftest import outage_in
from tests.shelf import publish_catalogue

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TODAY = NOON.date()


@pytest.fixture(autouse=True)
def published(db):
    publish_catalogue()


@pytest.fixture
def su(lee):
    return User.objects.create_user("su@gas.example", name="Su", role="supervisor", team=lee.team)


@pytest.fixture
def owed(matter) -> Redress:
    """Twenty yuan for a promise that was missed two days ago."""
    promise = make_promises(case=matter, at=NOON - 9 * DAY)[0]
    return Redress.objects.create(commitment=promise, case=matter, amount=Decimal(20), owed_at=NOON - 2 * DAY)


def next_bill(account, amount: str = "100.00", at=NOON - DAY):
    bill = issued(account, amount, at.date() + 20 * DAY)
    type(bill).objects.filter(pk=bill.pk).update(released_at=at)
    bill.refresh_from_db()
    return bill


def test_it_goes_to_the_next_bill_once(account, owed, django_assert_num_queries):
    before = issued(account, "50.00", TODAY - 30 * DAY)
    assert credit_redress(at=NOON) == 0
    bill = next_bill(account)

    assert (credit_redress(at=NOON), credit_redress(at=NOON + DAY)) == (1, 0)

    payment = Payment.objects.get()
    bill.refresh_from_db(), before.refresh_from_db(), owed.refresh_from_db()
    assert (payment.reference, payment.method, payment.redress) == (f"RD-{owed.pk}", "redress", owed)
    assert (bill.paid, before.paid, owed.credited_at) == (20, 0, NOON)
    with django_assert_num_queries(1):
        [credit] = redress_credited_to(bill)
        said = render_to_string("billing/redress_credits.html", {"credits": [credit]})
    assert credit.amount == 20
    assert owed.case.reference in said
    assert owed.commitment.policy.standard.words_en[:20] in said


def test_its_bill_names_the_promise_that_was_missed(client, mei, account, owed):
    bill = next_bill(account)
    credit_redress(at=NOON)
    client.force_login(mei)

    page = client.get(reverse("bill", args=[bill.number])).content.decode()

    assert "What we owed you" in page
    assert owed.case.reference in page
    assert owed.commitment.policy.standard.words_en in page


def test_a_bill_let_out_before_or_long_ago_does_not_take_it(account, owed):
    next_bill(account, at=NOON - 3 * DAY)
    old = next_bill(account, at=NOON - DAY)
    type(old).objects.filter(pk=old.pk).update(issued_on=TODAY - 400 * DAY)

    assert credit_redress(at=NOON) == 0


def test_for_an_outage_it_names_the_outage(account):
    outage = outage_in(account.service_point.premise.community, starts_at=NOON - 5 * DAY, published_at=NOON - 6 * DAY)
    Redress.objects.create(interruption=outage, gas_account=account, amount=Decimal(30), owed_at=NOON - 2 * DAY)
    bill = next_bill(account)

    assert credit_redress(at=NOON) == 1

    said = render_to_string("billing/redress_credits.html", {"credits": redress_credited_to(bill)})
    assert outage.reference in said


@pytest.mark.django_db(transaction=True)
def test_two_workers_credit_it_once(account, owed):
    next_bill(account)

    done = run_beside(lambda: credit_redress(at=NOON))

    assert (sum(done), Payment.objects.get().amount) == (1, 20)


def test_whoever_moves_in_gets_nothing_of_it(account, owed):
    Tenure.objects.filter(gas_account=account).update(held_until=TODAY - DAY)
    ann = Customer.objects.create(code="K2", name="Ann")
    tenure = Tenure.objects.create(gas_account=account, customer=ann, held_from=TODAY - DAY)
    bill = next_bill(account)
    type(bill).objects.filter(pk=bill.pk).update(tenure=tenure)

    assert credit_redress(at=NOON) == 0
    assert list(redress_of_nobody(TODAY)) == [owed]


@pytest.fixture
def homeless(owed) -> Redress:
    """Redress on a case that names no account."""
    Case.objects.update(gas_account=None)
    owed.refresh_from_db()
    return owed


def test_without_an_account_a_supervisor_names_one(client, account, homeless, su, lee):
    next_bill(account)
    assert credit_redress(at=NOON) == 0
    address = reverse("redress", args=[homeless.pk])
    client.force_login(lee)
    assert (client.get(address).status_code, client.get(reverse("redress-owed")).status_code) == (404, 404)

    client.force_login(su)
    assert homeless.case.reference in client.get(reverse("redress-owed")).text
    elsewhere = GasAccount.objects.create(number="9", service_point=account.service_point, opened_on=TODAY)
    assert client.post(address, {"account": elsewhere.pk}).status_code == 200
    assert client.post(address, {"account": account.pk}).status_code == 302

    assert not redress_of_nobody(TODAY).exists()
    assert credit_redress(at=NOON) == 1
    assert homeless.case.notes.count() == 1


def test_or_notes_that_it_was_paid_out_and_no_bill_takes_it_again(client, account, homeless, su):
    client.force_login(su)
    address = reverse("redress", args=[homeless.pk])
    assert client.post(address, {"payment_reference": ""}).status_code == 200

    assert client.post(address, {"payment_reference": "CASH-7"}).status_code == 302

    homeless.refresh_from_db()
    assert (homeless.credited_by, homeless.payment_reference) == (su, "CASH-7")
    assert client.get(address).status_code == 404
    assert pay_redress_out(redress=homeless, payment_reference="CASH-7", by=su, at=NOON) == homeless
    with pytest.raises(CreditedBefore):
        pay_redress_out(redress=homeless, payment_reference="CASH-8", by=su, at=NOON)
    with pytest.raises(CreditedBefore):
        name_redress_account(redress=homeless, account=account, by=su, at=NOON)
    Case.objects.update(gas_account=account)
    next_bill(account)
    assert credit_redress(at=NOON) == 0
