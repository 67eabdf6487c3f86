"""A fee that may be charged several times, billed by us and by the ledger: told apart by its receipt or by a person."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from billing.actions.fee_bills import bill_fees
from billing.actions.fee_following import follow_fees
from billing.actions.importing import import_bills
from billing.actions.releasing import HoldsFees, release_bill, withdraw_bill
from billing.models import Bill
from billing.terms import BillDoubt
from gasservice.registry.access import midnight
from gasservice.registry.actions.charges import charge_fee, pay_charge
from gasservice.registry.actions.importing import ImportRefused
from gasservice.registry.models import FeeCharge
from gasservice.standards.models import FeeItem, FeeRule
from tests.billing.conftest import NOON
from tests.billing.test_import_bills import HEAD, JANUARY
from tests.shelf import publish_catalogue

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ROW = "L9,1000001,2026-11-25,2026-12-20,fee,,,,,,,,,65,hose"


@pytest.fixture(autouse=True)
def published(account):
    publish_catalogue()


@pytest.fixture
def take(tmp_path: Path):
    def take(*rows: str, at=NOON + DAY, **more):
        path = tmp_path / "bills.csv"
        lines = [HEAD.strip() + ",receipt", *(row if row.count(",") == 15 else f"{row}," for row in rows)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return import_bills(path=path, at=at, **more)

    return take


def hose(account, at=NOON, **more) -> FeeCharge:
    fee = FeeItem.objects.valid_on(NOON.date()).get(code="hose")
    known = {"premise": account.service_point.premise, "gas_account": account}
    return charge_fee(fee=fee, by=None, at=at, case_reference="123-456-782", **known | more)


def state_of(charge: FeeCharge) -> tuple[bool, bool]:
    charge.refresh_from_db()
    return charge.billed_at is not None, charge.is_void


def test_a_row_that_names_the_receipt_bills_that_charge(account, take):
    first, second = hose(account), hose(account)

    assert take(f"{ROW},{second.reference}").doubted == {}

    assert Bill.objects.get().lines.get().fee_charge == second
    assert (state_of(first), state_of(second)) == ((False, False), (True, False))


def test_a_receipt_that_is_billed_already_or_of_something_else_is_a_bad_row(account, take):
    ours = hose(account)
    bill_fees(at=NOON)

    for receipt in (ours.reference, "R000000-00000000"):
        with pytest.raises(ImportRefused) as refusal:
            take(f"{ROW},{receipt}")
        assert [(fault.line, fault.column) for fault in refusal.value.faults] == [(2, "receipt")]
    assert Bill.objects.count() == FeeCharge.objects.count() == 1


def test_like_one_that_we_billed_of_late_it_waits_for_one_of_us(client, account, lee, take):
    ours = hose(account)
    bill_fees(at=NOON)

    assert take(ROW).doubted == {BillDoubt.FEE: 1}

    bill = Bill.objects.get(number="L9")
    assert (bill.doubts, bill.is_held_back) == ([BillDoubt.FEE], True)
    client.force_login(lee)
    assert str(BillDoubt.FEE.label) in client.get(reverse("bills-to-look-at")).text
    page = client.get(reverse("look-at-bill", args=[bill.number])).text
    assert ours.reference in page and Bill.objects.get(source="ours").number in page


def test_like_one_that_was_paid_at_the_counter_it_waits_too(account, take):
    pay_charge(charge=hose(account), payment_reference="POS-1", at=NOON)

    assert take(ROW).doubted == {BillDoubt.FEE: 1}


@pytest.mark.parametrize("change", ["earlier", "withdrawn", "amount", "named"])
def test_what_is_not_alike_is_let_out(account, take, change):
    charge = hose(account, at=NOON - 70 * DAY if change == "earlier" else NOON)
    bill_fees(at=NOON)
    if change == "withdrawn":
        FeeCharge.objects.update(voided_at=NOON, void_reason="Not done")
    if change == "amount":
        FeeCharge.objects.update(amount=64)
    rows = [ROW]
    if change == "named":
        second = hose(account)
        rows = [f"{ROW},{second.reference}"]

    assert (take(*rows).doubted, charge.is_once_per_premise) == ({}, False)


def test_taken_back_the_fee_is_withdrawn_and_ours_stands(account, lee, take):
    ours = hose(account)
    bill_fees(at=NOON)
    take(ROW)
    bill = Bill.objects.get(number="L9")

    withdraw_bill(bill=bill, because="The same hose", by=lee, at=NOON + DAY)

    theirs = bill.lines.get().fee_charge
    assert (state_of(ours), state_of(theirs)) == ((True, False), (True, True))
    assert theirs.void_reason == "The same hose"
    assert follow_fees(at=NOON + 2 * DAY) == 0


def test_let_out_corrected_the_fee_is_credited_and_the_gas_stays(account, lee, take):
    hose(account)
    bill_fees(at=NOON)
    gas = JANUARY.strip().replace("L1", "L9").replace("2026-02-02,2026-02-20", "2026-11-25,2026-12-20")
    take(gas, ROW)
    bill = Bill.objects.get(number="L9")
    release_bill(bill=bill, note="The same hose", by=lee, at=NOON + DAY, is_corrected=True)
    follow_fees(at=NOON + 2 * DAY)

    bill.refresh_from_db()
    assert (bill.principal, bill.adjustments.get().cause) == (bill.amount - 65, "void")
    assert state_of(bill.lines.get(kind="fee").fee_charge) == (True, True)


def test_a_named_fee_is_found_by_no_other_row_and_keeps_its_bill_from_being_taken_back(account, lee, take):
    hose(account)
    bill_fees(at=NOON)
    named = hose(account)
    take(ROW, f"{ROW},{named.reference}")

    bill = Bill.objects.get(number="L9")
    assert (bill.doubts, bill.lines.last().fee_charge) == ([BillDoubt.FEE], named)
    with pytest.raises(HoldsFees):
        withdraw_bill(bill=bill, because="The same hose", by=lee, at=NOON + DAY)
    release_bill(bill=bill, note="The same hose", by=lee, at=NOON + DAY, is_corrected=True)
    bill.refresh_from_db()
    assert bill.principal == named.amount


def test_let_out_as_it_is_both_are_owed(account, lee, take):
    hose(account)
    bill_fees(at=NOON)
    take(ROW)

    release_bill(bill=Bill.objects.get(number="L9"), note="Two hoses", by=lee, at=NOON + DAY)

    assert sum(Bill.objects.issued().values_list("amount", flat=True)) == 130


def test_one_of_ours_like_one_of_the_ledger_waits_on_a_bill_of_its_own(account, lee, take):
    take(ROW, at=NOON)
    ours = hose(account)
    other = charge_fee(
        fee=FeeItem.objects.valid_on(NOON.date()).get(code="repair-labour"),
        premise=account.service_point.premise,
        gas_account=account,
        by=None,
        at=NOON,
    )

    assert bill_fees(at=NOON + DAY) == 2

    waiting = Bill.objects.held_back().get()
    assert [line.fee_charge for line in waiting.lines.all()] == [ours]
    assert Bill.objects.issued().get(source="ours").lines.get().fee_charge == other
    withdraw_bill(bill=waiting, because="The same hose", by=lee, at=NOON + DAY)
    assert state_of(ours) == (True, True)


@pytest.mark.parametrize(("days", "waits"), [(1, True), (5, True), (6, False)])
def test_how_near_two_fees_must_lie_is_a_dated_rule(account, take, days, waits):
    FeeRule.objects.update(alike_days=5)
    take(ROW, at=NOON)
    ours = hose(account)
    FeeCharge.objects.filter(pk=ours.pk).update(charged_at=midnight(Bill.objects.get().issued_on + days * DAY))

    bill_fees(at=NOON + 7 * DAY)

    assert Bill.objects.held_back().exists() == waits


def test_what_the_ledger_found_waiting_is_known_to_be_ours(account, take):
    first = hose(account)
    take(ROW, at=NOON)
    hose(account)

    assert state_of(first) == (True, False)
    assert bill_fees(at=NOON + DAY) == 1
    assert not Bill.objects.held_back().exists()


def test_a_bill_without_a_receipt_is_known_by_its_digest_of_before(take):
    """Files that were taken over before rows could name a receipt are passed over still."""
    take(JANUARY.strip())

    assert Bill.objects.get().digest == "87402b94d1776b00c8e7568399bf3a99"
