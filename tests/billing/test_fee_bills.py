"""Fees are billed once by a sweep, to whoever held the account, and owed once whatever becomes of their charge."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from billing.actions.adjusting import adjust_bill
from billing.actions.fee_bills import bill_fees
from billing.actions.fee_following import follow_fees
from billing.actions.importing import import_bills
from billing.actions.payments import take_payment
from billing.models import Adjustment, Bill, BillLine, Dispute, DisputedLine, Payment
from billing.queries.fees import charges_of_nobody
from billing.queries.tariffs import due_day_after
from gasservice.cases.models import Case
from gasservice.registry.actions.charges import charge_fee, pay_charge, void_charge
from gasservice.registry.actions.importing import ImportRefused
from gasservice.registry.actions.renaming import rename_community
from gasservice.registry.models import Customer, FeeCharge, GasAccount, Tenure
from gasservice.standards.models import FeeItem
from gasservice.users.models import User
from tests.billing.conftest import NOON
from tests.billing.test_import_bills import HEAD
from tests.billing.test_import_payments import run_beside
from tests.registry.conftest import premise_in
from tests.shelf import publish_catalogue

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def published(db):
    publish_catalogue()


def fee(code: str) -> FeeItem:
    return FeeItem.objects.valid_on(NOON.date()).get(code=code)


def charge(account: GasAccount, code: str = "hose", at=NOON, **more) -> FeeCharge:
    known = {"gas_account": account, "premise": account.service_point.premise}
    return charge_fee(fee=fee(code), by=None, at=at, **known | more)


def pay(account: GasAccount, amount, reference: str = "P1", at=NOON + HOUR) -> Payment:
    facts = {"account": account, "amount": Decimal(amount), "method": "app", "paid_at": at}
    return take_payment(reference=reference, at=at, **facts)[0]


@pytest.fixture
def hose(account) -> FeeCharge:
    return charge(account)


@pytest.fixture
def billed(hose) -> Bill:
    """The bill of the hose."""
    assert bill_fees(at=NOON + HOUR) == 1
    return Bill.objects.get()


def test_an_account_gets_one_bill_with_a_line_for_each_fee(account, hose):
    second = charge(account, "stove-valve")

    assert (bill_fees(at=NOON + HOUR), bill_fees(at=NOON + HOUR)) == (1, 0)

    bill = Bill.objects.get()
    assert [line.fee_charge for line in bill.lines.all()] == [hose, second]
    assert (bill.amount, bill.is_issued) == (hose.amount + second.amount, True)
    assert (bill.issued_on, bill.due_on) == (NOON.date(), NOON.date() + 15 * DAY)
    assert due_day_after(date(2020, 1, 1)) == date(2020, 1, 1)  # no rule was published for that day
    hose.refresh_from_db()
    assert hose.billed_at == NOON + HOUR


def test_what_was_paid_or_withdrawn_is_not_billed(account, hose, lee):
    pay_charge(charge=hose, payment_reference="POS-1", at=NOON)
    void_charge(charge=charge(account), reason="Not done", by=lee, at=NOON)

    assert bill_fees(at=NOON + HOUR) == 0


def test_money_that_waits_pays_it_at_once(account, hose):
    pay(account, hose.amount, at=NOON)

    bill_fees(at=NOON + HOUR)
    follow_fees(at=NOON + HOUR)

    hose.refresh_from_db()
    assert (Bill.objects.get().unpaid, hose.payment_reference) == (0, "P1")


def test_whoever_held_the_account_then_owes_it(account, hose, mei):
    Tenure.objects.filter(gas_account=account).update(held_until=NOON.date() + DAY)
    ann = Customer.objects.create(code="K2", name="Ann")
    Tenure.objects.create(gas_account=account, customer=ann, held_from=NOON.date() + DAY)
    newer = charge(account, at=NOON + 2 * DAY)

    assert bill_fees(at=NOON + 3 * DAY) == 2

    owing = {line.fee_charge: line.bill.tenure.customer.name for line in BillLine.objects.all()}
    assert owing == {hose: "Mei", newer: "Ann"}


def test_a_charge_without_an_account_goes_to_the_one_of_its_place_or_waits(client, account, lee):
    home = account.service_point.premise
    of_home = charge(account, gas_account=None)
    empty = premise_in(home.community, "9", "1", "101")
    of_nobody = charge(account, gas_account=None, premise=empty)

    assert bill_fees(at=NOON + HOUR) == 1

    assert BillLine.objects.get().fee_charge == of_home
    assert list(charges_of_nobody()) == [of_nobody]
    client.force_login(lee)
    page = client.get(reverse("fees-unbilled")).text
    assert of_nobody.reference in page
    assert of_home.reference not in page


def test_two_accounts_at_a_place_leave_it_to_one_of_us(account):
    second = GasAccount.objects.create(number="2", service_point=account.service_point, opened_on=account.opened_on)
    Tenure.objects.create(gas_account=second, customer=Customer.objects.get(), held_from=account.opened_on)
    charge(account, gas_account=None)

    assert (bill_fees(at=NOON + HOUR), charges_of_nobody().count()) == (0, 1)


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_bill_each_fee_once(account, hose):
    charge(account)

    made = run_beside(lambda: bill_fees(at=NOON + HOUR))

    assert (sum(made), Bill.objects.count(), BillLine.objects.count()) == (1, 1, 2)


@pytest.mark.django_db(transaction=True)
def test_two_that_follow_at_once_credit_once(account, billed, hose, lee):
    void_charge(charge=hose, reason="Not done", by=lee, at=NOON)

    done = run_beside(lambda: follow_fees(at=NOON + 2 * HOUR))

    assert (sum(done), Adjustment.objects.count()) == (1, 1)


def test_paid_in_full_the_charge_is_paid_from_that_moment(account, billed, matter):
    hose = FeeCharge.objects.get()
    FeeCharge.objects.update(case_reference=matter.reference)
    pay(account, hose.amount - 1, at=NOON + DAY)
    assert follow_fees(at=NOON + 2 * DAY) == 0

    pay(account, 1, "P2", at=NOON + 2 * DAY)
    assert (follow_fees(at=NOON + 3 * DAY), follow_fees(at=NOON + 3 * DAY)) == (1, 0)

    hose.refresh_from_db()
    assert (hose.paid_at, hose.payment_reference) == (NOON + 2 * DAY, "P2")
    assert Case.objects.get().events.latest("pk").kind == "paid"


def test_withdrawn_before_it_was_paid_it_is_credited_once(account, billed, hose, lee):
    pay(account, 10)
    void_charge(charge=hose, reason="Not done", by=lee, at=NOON)

    assert (follow_fees(at=NOON + DAY), follow_fees(at=NOON + DAY)) == (1, 0)

    billed.refresh_from_db()
    adjustment = billed.adjustments.get()
    assert (billed.principal, billed.paid, Payment.objects.get().left) == (0, 0, 10)
    assert (adjustment.cause, adjustment.line.fee_charge) == ("void", hose)
    assert "Not done" in adjustment.words


def test_paid_at_the_counter_instead_it_is_not_owed_on_the_bill(account, billed, hose):
    pay_charge(charge=hose, payment_reference="POS-1", at=NOON + 2 * HOUR)
    follow_fees(at=NOON + DAY)

    billed.refresh_from_db()
    assert (billed.principal, billed.adjustments.get().cause) == (0, "paid")


def test_paid_both_ways_what_was_paid_on_the_bill_is_free(account, billed, hose):
    pay(account, hose.amount)
    pay_charge(charge=hose, payment_reference="POS-1", at=NOON + 2 * HOUR)
    follow_fees(at=NOON + DAY)

    billed.refresh_from_db()
    assert (billed.principal, Payment.objects.get().left) == (0, hose.amount)


def test_withdrawn_after_it_was_paid_the_fee_is_paid_back_and_not_credited_too(account, billed, hose, lee):
    pay(account, hose.amount)
    follow_fees(at=NOON + DAY)
    hose.refresh_from_db()
    void_charge(charge=hose, reason="Not done", by=lee, at=NOON + DAY, even_if_paid=True)

    assert follow_fees(at=NOON + 2 * DAY) == 0
    assert not Adjustment.objects.exists()


def test_a_disputed_fee_waits_for_the_answer_and_the_others_are_paid(account, hose, matter):
    second = charge(account)
    bill_fees(at=NOON + HOUR)
    bill, line = Bill.objects.get(), BillLine.objects.get(fee_charge=hose)
    dispute = Dispute.objects.create(case=matter, bill=bill, amount=line.amount, held_from=NOON.date())
    DisputedLine.objects.create(dispute=dispute, line=line, amount=line.amount, reason="fee")
    pay(account, second.amount)

    follow_fees(at=NOON + DAY)

    assert list(FeeCharge.objects.filter(paid_at__isnull=False)) == [second]


def test_credited_after_a_dispute_the_charge_is_withdrawn_and_nobody_pays_it_elsewhere(billed, hose, lee):
    facts = {"cause": "dispute", "by": lee, "at": NOON + HOUR, "words": "Not theirs"}
    adjust_bill(bill=billed, amount=-hose.amount, line=billed.lines.get(), **facts)

    assert (follow_fees(at=NOON + DAY), follow_fees(at=NOON + DAY)) == (1, 0)

    hose.refresh_from_db()
    assert billed.number in hose.void_reason
    assert Adjustment.objects.count() == 1


def test_already_paid_is_found_after_any_renaming(tmp_path, client, account, mei, lee):
    once = fee("indoor-pipe-existing-home")
    first = charge(account, once.code, at=NOON - 300 * DAY)
    pay_charge(charge=first, payment_reference="POS-1", at=NOON - 299 * DAY)
    garden = account.service_point.premise.community
    rename_community(community=garden, name="滨河花园", by=lee, at=NOON)
    path = tmp_path / "bills.csv"
    path.write_text(HEAD + f"L3,1000001,2026-02-02,2026-02-20,fee,,,,,,,,,{once.amount},{once.code}\n")

    with pytest.raises(ImportRefused) as refusal:
        import_bills(path=path, at=NOON)

    assert first.reference in str(refusal.value.faults[0])
    client.force_login(mei)
    page = client.get(reverse("fees-of-place", args=[account.number])).text
    assert first.reference in page
    assert "You do not owe it" in page
    assert once.basis_en in page


def test_the_next_holder_reads_that_it_was_paid_and_not_by_whom(client, account, mei, lee):
    first = charge(account, "indoor-pipe-existing-home", at=NOON - 300 * DAY, case_reference="123-456-789")
    pay_charge(charge=first, payment_reference="POS-1", at=NOON - 299 * DAY)
    Tenure.objects.filter(gas_account=account).update(held_until=NOON.date() - 100 * DAY)
    ann = User.objects.create_user("ann@home.example", name="Ann", language="en")
    customer = Customer.objects.create(code="K2", name="Ann", user=ann)
    Tenure.objects.create(gas_account=account, customer=customer, held_from=NOON.date() - 100 * DAY)
    address = reverse("fees-of-place", args=[account.number])

    client.force_login(ann)
    page = client.get(address).text
    assert f"receipt no. {first.reference}" in page
    for hidden in ("POS-1", "123-456-789", "Mei", reverse("my-receipt", args=[account.number, first.reference])):
        assert hidden not in page
    client.force_login(mei)
    assert client.get(address).status_code == 404
    client.force_login(lee)
    assert "POS-1" in client.get(address).text


def test_a_fee_that_was_cancelled_says_so(client, account, mei):
    client.force_login(mei)
    FeeItem.objects.filter(code="indoor-pipe-existing-home").update(valid_until=NOON.date() - 30 * DAY)

    page = client.get(reverse("fees-of-place", args=[account.number])).text

    assert "Nobody owes it since" in page
    assert "It was never charged for this place" in page
