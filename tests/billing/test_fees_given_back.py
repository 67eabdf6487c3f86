"""A fee that is credited on its bill and withdrawn too is given back once, whichever comes first."""

from datetime import timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from billing.actions.adjusting import adjust_bill
from billing.actions.deciding import NotThatVerdict, approve_decision, decide_dispute
from billing.actions.fee_bills import bill_fees
from billing.actions.fee_following import follow_fees
from billing.actions.payments import take_payment
from billing.models import Bill, BillLine, Dispute, DisputedLine, Payment
from billing.queries.disputes import disputable_lines
from gasservice.registry.actions.charges import NotChargedAnyMore, charge_fee, pay_charge
from gasservice.registry.actions.refunds import MoreThanWasPaid
from gasservice.registry.models import FeeCharge, FeeRefund
from gasservice.standards.models import DisputeRule, FeeItem
from gasservice.users.models import User
from gasservice.web.refusals import Refusal
from repairs.actions.charges import NothingOwedBack, pay_back, record_payment, withdraw_charge
from repairs.queries.accounts import owed_back_to_all
from tests.billing.conftest import NOON
from tests.billing.disputing import supervisor_of
from tests.shelf import publish_catalogue

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def ran(lee) -> User:
    return supervisor_of(lee.team)


@pytest.fixture
def hose(account) -> FeeCharge:
    """A hose of 65 yuan, on its bill."""
    publish_catalogue()
    fee = FeeItem.objects.valid_on(NOON.date()).get(code="hose")
    row = charge_fee(fee=fee, premise=account.service_point.premise, gas_account=account, by=None, at=NOON)
    bill_fees(at=NOON)
    return row


@pytest.fixture
def paid(account, hose) -> FeeCharge:
    """It is paid on its bill."""
    facts = {"reference": "P1", "account": account, "amount": hose.amount, "method": "app"}
    take_payment(**facts, paid_at=NOON, at=NOON)
    follow_fees(at=NOON)
    return now(hose)


def now(charge: FeeCharge) -> FeeCharge:
    charge.refresh_from_db()
    return charge


def line_of(charge: FeeCharge) -> BillLine:
    return BillLine.objects.select_related("bill", "fee_charge").get(fee_charge=charge)


def credit(charge: FeeCharge, amount="65", at=NOON + DAY) -> None:
    line = line_of(charge)
    adjust_bill(bill=line.bill, amount=-Decimal(amount), line=line, cause="dispute", by=None, at=at)


def withdraw(charge: FeeCharge, by: User) -> FeeCharge:
    return withdraw_charge(charge=charge, reason="Under warranty", by=by, at=NOON + DAY)


def give_back(charge: FeeCharge, by: User, amount="65", payment="ICBC-1") -> FeeRefund:
    facts = {"amount": Decimal(amount), "method": "bank", "payment_reference": payment}
    return pay_back(charge=charge, by=by, at=NOON + 2 * DAY, **facts)


def in_dispute(matter, charge: FeeCharge) -> Dispute:
    line = line_of(charge)
    dispute = Dispute.objects.create(case=matter, bill=line.bill, amount=line.amount, held_from=NOON.date())
    DisputedLine.objects.create(dispute=dispute, line=line, amount=line.amount, reason="fee")
    return dispute


def decide(dispute: Dispute, by: User, verdict="upheld") -> Dispute:
    facts = {"words": "Not theirs.", "alternatives": "Call 12345."}
    return decide_dispute(dispute=dispute, verdict=verdict, credits={}, by=by, at=NOON + DAY, **facts)


def test_credited_after_a_dispute_and_withdrawn_too_nothing_more_is_owed_back(paid, matter, lee, ran):
    decide(in_dispute(matter, paid), lee)
    assert (now(paid).credited, paid.held, paid.is_paid_back) == (65, 0, True)

    withdraw(paid, ran)

    with pytest.raises(NothingOwedBack):
        give_back(paid, ran)
    assert owed_back_to_all(FeeCharge.objects.all()) == []
    assert Payment.objects.get().left == 65


def test_of_what_was_credited_in_part_only_the_rest_is_paid_back(paid, ran):
    credit(paid, "25")
    withdraw(paid, ran)

    assert [row.amount for row in owed_back_to_all(FeeCharge.objects.all())] == [40]
    with pytest.raises(NothingOwedBack):
        give_back(paid, ran, "65")
    give_back(paid, ran, "40")

    assert (now(paid).credited, paid.paid_back, paid.left) == (25, 40, 0)


def test_credited_in_part_before_it_was_paid_so_much_less_is_held(account, hose, ran):
    credit(hose, "25", at=NOON)
    take_payment(reference="P1", account=account, amount=Decimal(40), method="app", paid_at=NOON, at=NOON)
    follow_fees(at=NOON + DAY)

    assert (now(hose).is_paid, hose.held) == (True, 40)


def test_paid_back_it_cannot_be_credited_any_more(paid, matter, lee, ran):
    dispute = in_dispute(matter, paid)
    give_back(withdraw(paid, ran), ran)

    with pytest.raises(NotThatVerdict):
        decide(dispute, lee)
    with pytest.raises(MoreThanWasPaid, match=paid.reference):
        credit(paid)
    assert not line_of(paid).bill.adjustments.exists()
    assert [one.rest for one in disputable_lines(Bill.objects.get())] == [0]


def test_paid_back_before_a_second_person_agreed_the_decision_does_not_hold(paid, matter, lee, ran):
    DisputeRule.objects.update(second_approval_above=1)
    dispute = decide(in_dispute(matter, paid), lee)
    give_back(withdraw(paid, ran), ran)

    with pytest.raises(MoreThanWasPaid):
        approve_decision(dispute=dispute, by=ran, at=NOON + 3 * DAY)
    dispute.refresh_from_db()
    assert (dispute.is_open, now(paid).credited) == (True, 0)


def test_what_was_paid_at_the_counter_is_still_held_when_its_bill_is_credited(hose, matter, lee, ran):
    """It is the bill that is not owed; the money of the counter is given back when the fee is withdrawn."""
    record_payment(charge=hose, payment_reference="POS-1", by=lee, at=NOON)
    decide(in_dispute(matter, hose), lee)
    assert (now(hose).credited, hose.held) == (0, 65)

    assert give_back(withdraw(hose, ran), ran).amount == 65


def test_a_fee_that_was_credited_in_full_is_not_paid_elsewhere(hose):
    credit(hose, at=NOON)

    with pytest.raises(NotChargedAnyMore):
        pay_charge(charge=now(hose), payment_reference="POS-1", at=NOON)


@pytest.mark.parametrize("wrong", [{"credited": "65.01"}, {"credited": "-1"}, {"credited": 40, "paid_back": "25.01"}])
def test_the_database_keeps_both_together_within_the_charge(paid, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        FeeCharge.objects.filter(pk=paid.pk).update(**wrong)


@pytest.mark.django_db(transaction=True)
def test_a_credit_and_paying_back_at_once_never_give_more_than_was_paid(paid, ran):
    withdraw(paid, ran)
    start, refused, others = Barrier(4), [], []

    def beside(act) -> None:
        start.wait()
        try:
            act()
        except Refusal as refusal:
            refused.append(refusal)
        except Exception as other:
            others.append(other)
        finally:
            connection.close()

    acts = [lambda: credit(paid), lambda: credit(paid), lambda: give_back(paid, ran)]
    acts.append(lambda: give_back(paid, ran, payment="ICBC-2"))
    threads = [Thread(target=beside, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (others, len(refused)) == ([], 3)
    assert now(paid).credited + paid.paid_back == 65
    assert FeeRefund.objects.count() == (paid.paid_back == 65)
    assert -sum(Bill.objects.values_list("adjusted", flat=True)) == paid.credited
