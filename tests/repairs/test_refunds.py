"""Money paid back: never more than is owed, noted once, told and shown to the customer."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from gasservice.cases.models import CaseEvent
from gasservice.notices.models import Notice
from gasservice.registry.actions.charges import charge_fee
from gasservice.registry.models import FeeCharge, FeeRefund
from gasservice.web.refusals import Refusal
from repairs.actions.charges import (
    NothingOwedBack,
    RefundNotedElsewhere,
    pay_back,
    record_payment,
    withdraw_charge,
)
from repairs.actions.fees import charge_on_case
from repairs.queries.accounts import account_of
from tests.registry.conftest import NOW

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def withdrawn(fault_case, hose, crew_people):
    """A hose of 65 yuan, paid and then withdrawn."""
    return paid_and_withdrawn(charge_on_case(case=fault_case, fee=hose, by=crew_people["mu"], at=NOW), crew_people)


def paid_and_withdrawn(charge: FeeCharge, people, payment="WX-1") -> FeeCharge:
    record_payment(charge=charge, payment_reference=payment, by=people["mu"], at=NOW + HOUR)
    return withdraw_charge(charge=charge, reason="Under warranty", by=people["su"], at=NOW + 2 * HOUR)


def give_back(charge: FeeCharge, by, payment="ICBC-1", amount="65") -> FeeRefund:
    facts = {"amount": Decimal(amount), "method": "bank", "payment_reference": payment}
    return pay_back(charge=charge, by=by, at=NOW + 3 * HOUR, **facts)


def test_it_is_noted_told_and_stands_in_the_story(withdrawn, fault_case, crew_people):
    refund = give_back(withdrawn, crew_people["su"])

    withdrawn.refresh_from_db()
    event = CaseEvent.objects.filter(case=fault_case).latest("pk")
    assert (refund.amount, withdrawn.paid_back, withdrawn.held) == (65, 65, 0)
    assert (event.kind, event.words, event.notice) == (
        "paid_back",
        "¥65.00",
        Notice.objects.get(topic="paid-back"),
    )
    assert account_of(fault_case).owed_back == 0


def test_the_same_payment_told_twice_is_one_refund(withdrawn, crew_people):
    first, again = (give_back(withdrawn, crew_people["su"]) for _ in range(2))

    assert first == again
    assert FeeRefund.objects.count() == Notice.objects.filter(topic="paid-back").count() == 1


def test_what_was_paid_back_is_not_paid_back_again(withdrawn, crew_people):
    give_back(withdrawn, crew_people["su"])

    with pytest.raises(NothingOwedBack):
        give_back(withdrawn, crew_people["su"], "ICBC-2")


@pytest.mark.parametrize("amount", ["64.99", "65.01", "650"])
def test_another_sum_than_is_owed_is_refused(withdrawn, crew_people, amount):
    with pytest.raises(NothingOwedBack, match=r"¥65\.00"):
        give_back(withdrawn, crew_people["su"], amount=amount)

    assert not FeeRefund.objects.exists()


def test_what_was_paid_and_stands_is_not_paid_back(fault_case, hose, crew_people):
    charge = charge_on_case(case=fault_case, fee=hose, by=crew_people["mu"], at=NOW)
    record_payment(charge=charge, payment_reference="WX-1", by=crew_people["mu"], at=NOW)

    with pytest.raises(NothingOwedBack):
        give_back(charge, crew_people["su"])


def test_a_payment_noted_for_another_case_is_refused(withdrawn, home, hose, crew_people):
    give_back(withdrawn, crew_people["su"])
    other = paid_and_withdrawn(charge_fee(premise=home, fee=hose, by=None, at=NOW), crew_people, "WX-2")

    with pytest.raises(RefundNotedElsewhere):
        give_back(other, crew_people["su"])

    other.refresh_from_db()
    assert other.paid_back == 0


def test_all_that_is_owed_on_a_case_is_paid_back_together(withdrawn, fault_case, labour, crew_people):
    second = charge_on_case(case=fault_case, fee=labour, by=crew_people["mu"], at=NOW)
    paid_and_withdrawn(second, crew_people, "WX-2")

    refund = give_back(withdrawn, crew_people["su"], amount="100")

    assert {line.charge.fee_code: line.amount for line in refund.lines.all()} == {"hose": 65, "repair-labour": 35}


def test_the_database_keeps_what_is_paid_back_below_what_was_paid(withdrawn):
    for wrong in (Decimal("65.01"), Decimal("-1")):
        with pytest.raises(IntegrityError), transaction.atomic():
            FeeCharge.objects.filter(pk=withdrawn.pk).update(paid_back=wrong)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("payments", [["ICBC-1"] * 4, ["ICBC-1", "ICBC-2", "ICBC-3", "ICBC-4"]])
def test_several_clerks_at_once_make_one_refund(withdrawn, crew_people, payments):
    def clerk(payment: str) -> object:
        try:
            return give_back(withdrawn, crew_people["su"], payment)
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as clerks:
        list(clerks.map(clerk, payments))

    withdrawn.refresh_from_db()
    assert FeeRefund.objects.count() == 1
    assert withdrawn.paid_back == 65


def test_only_who_answers_for_money_pays_back(client, withdrawn, crew_people):
    page = reverse("refund-charge", args=[withdrawn.reference])
    client.force_login(crew_people["mu"])
    said = {"amount": "65.00", "method": "bank", "payment_reference": "ICBC-1"}

    assert client.post(page, said).status_code == 403
    client.force_login(crew_people["su"])
    assert client.post(page, said).status_code == 302
    assert FeeRefund.objects.get().by == crew_people["su"]


def test_a_sum_that_has_changed_is_said_on_the_page_and_nothing_noted(client, withdrawn, crew_people):
    client.force_login(crew_people["su"])

    page = client.post(
        reverse("refund-charge", args=[withdrawn.reference]),
        {"amount": "64.00", "method": "bank", "payment_reference": "ICBC-1"},
    )

    assert "¥65.00 is owed back now" in page.text
    assert not FeeRefund.objects.exists()


def test_the_customer_reads_the_credit_note_and_a_stranger_does_not(
    client, withdrawn, fault_case, crew_people, mei_user, django_user_model
):
    refund = give_back(withdrawn, crew_people["su"])
    note = reverse("case-credit-note", args=[fault_case.reference, refund.number])
    client.force_login(mei_user)
    page, receipt = (
        client.get(note),
        client.get(reverse("case-receipt", args=[fault_case.reference, withdrawn.reference])),
    )

    assert "¥65.00" in page.text
    assert "ICBC-1" in page.text
    assert refund.number in receipt.text
    client.force_login(django_user_model.objects.create_user("mallory@home.example", name="Mallory"))
    assert client.get(note).status_code == 404


def test_my_data_gives_charges_and_what_was_paid_back(client, withdrawn, crew_people, mei_user):
    refund = give_back(withdrawn, crew_people["su"])
    client.force_login(mei_user)

    case = client.get(reverse("my-data")).json()["cases"][0]

    assert [(row["reference"], row["paid_back"]) for row in case["money"]["charges"]] == [
        (withdrawn.reference, "65.00")
    ]
    assert [(row["number"], row["payment_reference"]) for row in case["money"]["refunds"]] == [
        (refund.number, "ICBC-1")
    ]
