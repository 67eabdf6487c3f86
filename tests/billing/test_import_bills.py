"""Bills from the ledger's file: rated anew, doubted before they are sent, and all or nothing."""

from decimal import Decimal
from pathlib import Path

import pytest

from billing.actions.importing import import_bills
from billing.actions.releasing import LookedAtBefore, NothingToGoBy, release_bill, withdraw_bill
from billing.models import Bill
from billing.terms import BillDoubt
from gasservice.registry.actions.importing import ImportRefused
from gasservice.registry.models import FeeCharge
from gasservice.standards.models import FeeItem
from tests.billing.conftest import NOON
from tests.shelf import publish_catalogue

pytestmark = pytest.mark.django_db
HEAD = (
    "bill,account,issued_on,due_on,kind,meter,since,until,start_index,end_index,estimated,volume_m3,price,amount,fee\n"
)
JANUARY = "L1,1000001,2026-02-02,2026-02-20,gas,LJ4711,2026-01-01,2026-02-01,420,450,,30,2.32,69.60,\n"
FEBRUARY = "L2,1000001,2026-03-02,2026-03-20,gas,LJ4711,2026-02-01,2026-03-01,450,480,,30,2.32,69.60,\n"


@pytest.fixture(autouse=True)
def published(account):
    publish_catalogue()


@pytest.fixture
def take(tmp_path: Path):
    def take(*rows: str, **more):
        path = tmp_path / "bills.csv"
        path.write_text(HEAD + "".join(rows), encoding="utf-8")
        return import_bills(path=path, at=NOON, **more)

    return take


def refused(take, *rows: str) -> list[tuple[int, str]]:
    with pytest.raises(ImportRefused) as refusal:
        take(*rows)
    assert not Bill.objects.exists() or Bill.objects.exclude(number="L1").count() == 0
    return [(fault.line, fault.column) for fault in refusal.value.faults]


def test_bills_that_fit_are_let_out_with_our_explanation(take):
    taken = take(JANUARY, FEBRUARY)

    assert (taken.rows, taken.added, taken.known, taken.doubted) == (2, 2, 0, {})
    first, second = Bill.objects.order_by("since")
    assert [bill.is_issued for bill in (first, second)] == [True, True]
    assert [bill.lines.get().used_m3 for bill in (first, second)] == [0, 30]
    assert second.lines.get().tariff.code == "residential"


def test_twice_is_once_and_a_dry_run_is_none(take):
    assert take(JANUARY, is_dry_run=True).added == 1
    assert not Bill.objects.exists()
    take(JANUARY)

    taken = take(JANUARY, FEBRUARY)

    assert (taken.added, taken.known) == (1, 1)


def test_another_content_under_a_known_number_is_refused(take):
    take(JANUARY)

    assert refused(take, JANUARY.replace("69.60", "69.50")) == [(2, "bill")]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (JANUARY.replace("1000001", "9"), [(2, "account")]),
        (JANUARY.replace("LJ4711", "LJ"), [(2, "meter")]),
        (JANUARY.replace("L1", "L/1", 1), [(2, "bill")]),
        (JANUARY.replace("2026-02-20", "2026-01-20"), [(2, "due_on")]),
        (JANUARY.replace("2026-02-01", "2026-01-01"), [(2, "until")]),
        (JANUARY.replace(",30,2.32", ",,2.32"), [(2, "volume_m3")]),
        (JANUARY.replace("69.60", "69.605"), [(2, "amount")]),
        (JANUARY.replace("gas", "water"), [(2, "kind")]),
        (JANUARY + FEBRUARY + JANUARY, [(4, "bill")]),
        (JANUARY + FEBRUARY.replace("2026-02-01,2026-03-01", "2026-01-31,2026-03-01"), [(3, "since")]),
        (JANUARY + FEBRUARY.replace("L2", "L1"), [(3, "issued_on"), (3, "due_on")]),
        ("L3,1000001,2026-02-02,2026-02-20,fee,,,,,,,,,2600,installation-fee\n", [(2, "fee")]),
        ("L3,1000001,2026-02-02,2026-02-20,fee,,,,,,,,,10,moonlight\n", [(2, "fee")]),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_nothing_is_written(take, row, found):
    assert refused(take, row) == found


@pytest.mark.parametrize(
    ("row", "doubts"),
    [
        (JANUARY.replace("69.60", "69.61"), [BillDoubt.AMOUNT]),
        (JANUARY.replace(",30,2.32,69.60", ",31,2.32,71.92"), [BillDoubt.AMOUNT, BillDoubt.VOLUME]),
        (JANUARY.replace("420,450", "421,451"), [BillDoubt.READING]),
        (JANUARY.replace("420,450,,30", "450,420,,30"), [BillDoubt.BACKWARDS, BillDoubt.READING]),
        (JANUARY.replace("2026-01-01", "2022-12-01"), [BillDoubt.TARIFF, BillDoubt.METER]),
    ],
)
def test_what_does_not_fit_waits_for_one_of_us(take, row, doubts):
    assert take(row).doubted == dict.fromkeys(doubts, 1)

    bill = Bill.objects.get()
    assert (bill.doubts, bill.is_held_back) == (doubts, True)


def test_a_bill_that_does_not_go_on_where_the_last_ended(take):
    take(JANUARY)
    take(FEBRUARY.replace("450,480,,30", "445,480,,35").replace("69.60", "81.20"))

    assert Bill.objects.get(number="L2").doubts == [BillDoubt.GAP]


def test_let_out_corrected_it_comes_to_what_its_readings_say(take, lee):
    take(JANUARY.replace("69.60", "96.60"))
    bill = release_bill(bill=Bill.objects.get(), note="Two figures swapped", by=lee, at=NOON, is_corrected=True)

    assert (bill.amount, bill.principal, bill.is_issued) == (Decimal("96.60"), Decimal("69.60"), True)
    assert bill.adjustments.get().amount == -27
    with pytest.raises(LookedAtBefore):
        withdraw_bill(bill=bill, because="Late", by=lee, at=NOON)


def test_taken_back_its_days_can_be_billed_again(take, lee):
    take(JANUARY.replace("420,450", "450,420"))
    bill = Bill.objects.get()
    with pytest.raises(NothingToGoBy):
        release_bill(bill=bill, note="", by=lee, at=NOON, is_corrected=True)
    withdraw_bill(bill=bill, because="Indices swapped", by=lee, at=NOON)

    assert take(JANUARY.replace("L1", "L1b")).doubted == {}


def test_a_fee_is_billed_by_the_published_table_and_once_for_a_place(take, account):
    fee = FeeItem.objects.valid_on(NOON.date()).filter(amount__gt=0, amount_to=None).first()
    FeeItem.objects.filter(pk=fee.pk).update(is_once_per_premise=True)
    row = f"L3,1000001,2026-02-02,2026-02-20,fee,,,,,,,,,{fee.amount},{fee.code}\n"
    assert refused(take, row.replace(str(fee.amount), "1.23")) == [(2, "fee")]

    take(row)

    charge = FeeCharge.objects.get()
    assert (charge.billed_at, charge.amount, Bill.objects.get().lines.get().fee_charge) == (NOON, fee.amount, charge)
    with pytest.raises(ImportRefused):
        take(row.replace("L3", "L4"))
