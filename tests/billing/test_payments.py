"""What is paid: once by its reference, the named bill first, late charges last, and never more than is owed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from billing.actions.adjusting import BelowNothing, adjust_bill
from billing.actions.making import Run, make_bills
from billing.actions.payments import AnotherPayment, take_payment
from billing.models import Bill, Dispute, Payment
from billing.queries.standings import bills_payable, standings_of
from billing.terms import AdjustmentCause
from gasservice.registry.access import midnight
from gasservice.standards.models import LateChargeRule
from tests.billing.conftest import NOON
from tests.shelf import publish_catalogue

pytestmark = pytest.mark.django_db
DUE = date(2026, 9, 10)


@pytest.fixture(autouse=True)
def published(db):
    publish_catalogue()


@pytest.fixture
def bill(account):
    return issued(account, "100.00", DUE)


def issued(account, amount: str, due_on: date) -> Bill:
    return Bill.objects.create(
        number=f"T{Bill.objects.count()}",
        gas_account=account,
        tenure=account.tenures.first(),
        source="ours",
        issued_on=due_on - timedelta(days=20),
        due_on=due_on,
        amount=Decimal(amount),
        made_at=NOON,
        released_at=NOON,
    )


def pay(account, amount: str, day: date, reference: str = "R1", **more) -> Payment:
    facts = {"reference": reference, "account": account, "amount": Decimal(amount), "method": "app"}
    return take_payment(**facts, paid_at=midnight(day), at=midnight(day), **more)[0]


def payable(account, day: date) -> Decimal:
    return sum(one.payable for one in standings_of(bills_payable(account), day))


def test_paid_in_time_nothing_is_left(account, bill):
    pay(account, "100", DUE)
    bill.refresh_from_db()

    assert (bill.paid, bill.is_paid, payable(account, date(2027, 1, 1))) == (100, True, 0)


def test_told_twice_it_is_one_payment_and_another_under_its_reference_is_refused(account, bill):
    first = pay(account, "60", DUE)
    again, is_new = take_payment(
        reference="R1", account=account, amount=Decimal(60), method="app", paid_at=midnight(DUE), at=NOON
    )

    assert (again, is_new) == (first, False)
    with pytest.raises(AnotherPayment):
        pay(account, "61", DUE)
    bill.refresh_from_db()
    assert bill.paid == 60


def test_paid_late_the_days_after_the_grace_cost_half_a_thousandth(account, bill):
    paid_on = DUE + timedelta(days=7 + 40)
    assert payable(account, paid_on) == Decimal("102.00")  # 40 days x 0.05

    pay(account, "102", paid_on)
    bill.refresh_from_db()

    assert (bill.paid, bill.late_paid, payable(account, paid_on + timedelta(days=90))) == (100, 2, 0)


def test_the_oldest_first_unless_a_bill_is_named_and_what_is_over_waits(account, bill):
    newer = issued(account, "50.00", DUE + timedelta(days=30))
    pay(account, "50", DUE, bill=newer)
    pay(account, "130", DUE, reference="R2")

    bill.refresh_from_db(), newer.refresh_from_db()
    assert (newer.paid, bill.paid, Payment.objects.get(reference="R2").left) == (50, 100, 30)


def test_what_is_credited_after_it_was_paid_pays_the_next_bill(account, bill, lee):
    pay(account, "100", DUE)
    newer = issued(account, "50.00", DUE + timedelta(days=30))

    adjust_bill(bill=bill, amount=Decimal(-30), cause=AdjustmentCause.DISPUTE, words="Read wrongly", by=lee, at=NOON)

    bill.refresh_from_db(), newer.refresh_from_db()
    assert (bill.principal, bill.paid, newer.paid) == (70, 70, 30)
    with pytest.raises(BelowNothing):
        adjust_bill(bill=bill, amount=Decimal(-71), cause=AdjustmentCause.DISPUTE, by=lee, at=NOON)


def test_a_late_charge_on_what_was_never_owed_is_given_back(account, bill, lee):
    day = DUE + timedelta(days=47)
    pay(account, "102", day)

    adjust_bill(bill=bill, amount=Decimal(-50), cause=AdjustmentCause.DISPUTE, by=lee, at=midnight(day))

    bill.refresh_from_db()
    assert (bill.paid, bill.late_paid, Payment.objects.get().left) == (50, 1, 51)


def test_what_is_disputed_is_not_payable_and_never_late(account, bill, matter):
    Dispute.objects.create(case=matter, bill=bill, amount=Decimal(40), held_from=DUE)
    day = DUE + timedelta(days=47)

    [standing] = standings_of([bill], day)
    assert (standing.held, standing.undisputed, standing.late_due) == (40, 60, Decimal("1.20"))
    pay(account, "100", day)
    bill.refresh_from_db()
    assert (bill.paid, bill.late_paid, Payment.objects.get().left) == (60, Decimal("1.20"), Decimal("38.80"))


@pytest.mark.parametrize(("counts", "late"), [(False, "0.72"), (True, "4.62")])
def test_a_price_that_rose_after_the_due_day_counts_only_where_the_rule_says_so(account, counts, late):
    """30 m³ at 2.19 were due in June 2025; since July they cost 2.32 (22 days late: 0.72)."""
    LateChargeRule.objects.update(charges_risen_price=counts)
    make_bills(run=Run(date(2025, 4, 1), date(2025, 5, 2), date(2025, 5, 5), date(2025, 6, 10)), at=NOON)
    bill = Bill.objects.get()
    assert bill.amount == Decimal("65.70")

    [standing] = standings_of([bill], date(2025, 7, 9))

    assert standing.late_due == Decimal(late)
