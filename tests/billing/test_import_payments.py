"""Payments by file: all of them or none, each once, and at once they pay what is owed."""

from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from billing.actions.payment_files import import_payments
from billing.actions.payments import AnotherPayment, take_payment
from billing.models import Bill, Payment
from gasservice.registry.actions.charges import charge_fee, pay_charge
from gasservice.registry.actions.importing import ImportRefused
from gasservice.registry.models import GasAccount
from gasservice.standards.models import FeeItem
from tests.billing.conftest import NOON
from tests.billing.test_payments import issued
from tests.shelf import publish_catalogue

pytestmark = pytest.mark.django_db
HEAD = "reference,account,amount,paid_at,method,bill\n"
ROW = "ICBC-1,1000001,60,2026-11-25 09:00,app,\n"
DUE = date(2026, 12, 10)


@pytest.fixture(autouse=True)
def published(db):
    publish_catalogue()


@pytest.fixture
def bill(account) -> Bill:
    return issued(account, "100.00", DUE)


@pytest.fixture
def take(tmp_path: Path):
    def take(*rows: str, **more):
        path = tmp_path / "payments.csv"
        path.write_text(HEAD + "".join(rows), encoding="utf-8")
        return import_payments(path=path, at=NOON, **more)

    return take


def test_what_comes_in_pays_what_is_owed(take, account, bill):
    told: list[str] = []
    taken = take(ROW, "ICBC-2,1000001,50,2026-11-25 10:00,,\n", tell=told.append)

    bill.refresh_from_db()
    assert (taken.rows, taken.added, taken.known, taken.amount) == (2, 2, 0, 110)
    assert (bill.paid, Payment.objects.get(reference="ICBC-2").left) == (100, 10)
    assert Payment.objects.get(reference="ICBC-2").method == "bank"
    assert told == ["payments: 2 rows read."]


def test_twice_is_once_in_a_file_and_over_files_and_a_dry_run_is_none(take, account, bill):
    assert take(ROW, is_dry_run=True).added == 1
    assert not Payment.objects.exists()

    assert take(ROW, ROW).added == 1
    assert (take(ROW, ROW.replace("ICBC-1", "ICBC-2")).known, Payment.objects.count()) == (1, 2)


def test_a_payment_names_its_bill(take, account, bill):
    newer = issued(account, "60.00", date(2027, 1, 10))
    take(ROW.replace(",\n", f",{newer.number}\n"))

    bill.refresh_from_db(), newer.refresh_from_db()
    assert (bill.paid, newer.paid) == (0, 60)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (ROW.replace("1000001", "9"), [(2, "account")]),
        (ROW.replace("1000001", ""), [(2, "account")]),
        (ROW.replace(",60,", ",0,"), [(2, "amount")]),
        (ROW.replace(",60,", ",-6,"), [(2, "amount")]),
        (ROW.replace(",60,", ",60.005,"), [(2, "amount")]),
        (ROW.replace("2026-11-25", "2026-11-27"), [(2, "paid_at")]),
        (ROW.replace("app,\n", "app,B9\n"), [(2, "bill")]),
        (ROW.replace("app,\n", "app,OTHER\n"), [(2, "bill")]),
        (ROW.replace("app", "redress"), [(2, "method")]),
        (ROW.replace("ICBC-1", "RD-7"), [(2, "reference")]),
        (ROW + ROW.replace(",60,", ",61,"), [(3, "reference")]),
        (ROW.replace("ICBC-1", "KNOWN"), [(2, "reference")]),
        (ROW + "x,9,1,2026-11-25 09:00,app,\n", [(3, "account")]),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_nothing_is_written(take, account, bill, rows, found):
    elsewhere = GasAccount.objects.create(
        number="1000002", service_point=account.service_point, opened_on=account.opened_on
    )
    Bill.objects.filter(pk=issued(elsewhere, "10.00", DUE).pk).update(number="OTHER")
    facts = {"account": account, "amount": Decimal(5), "method": "app", "paid_at": NOON, "at": NOON}
    take_payment(reference="KNOWN", **facts)

    with pytest.raises(ImportRefused) as refusal:
        take(rows)

    assert [(fault.line, fault.column) for fault in refusal.value.faults] == found
    assert Payment.objects.count() == 1


def test_money_that_was_noted_for_a_fee_does_not_count_again(take, account, bill):
    hose = FeeItem.objects.valid_on(NOON.date()).get(code="hose")
    charge = charge_fee(premise=account.service_point.premise, fee=hose, by=None, at=NOON)
    pay_charge(charge=charge, payment_reference="ICBC-1", at=NOON)

    with pytest.raises(ImportRefused) as refusal:
        take(ROW)
    assert charge.reference in str(refusal.value.faults[0])
    with pytest.raises(AnotherPayment):
        take_payment(reference="ICBC-1", account=account, amount=Decimal(60), method="app", paid_at=NOON, at=NOON)
    assert not Payment.objects.exists()


def test_the_command_says_what_became_of_the_file(tmp_path: Path, account, bill):
    path, said, wrong = tmp_path / "payments.csv", StringIO(), StringIO()
    path.write_text(HEAD + ROW, encoding="gb18030")
    call_command("import_payments", path, stdout=said)
    assert "Of 1 rows: 1 payments added, 60.00 yuan; 0 known." in said.getvalue()

    path.write_text(HEAD + ROW.replace("1000001", "9"))
    with pytest.raises(CommandError, match="nothing was written"):
        call_command("import_payments", path, stdout=said, stderr=wrong)
    assert "payments.csv, line 2, column account" in wrong.getvalue()
    with pytest.raises(CommandError):
        call_command("import_payments", tmp_path / "none.csv")


@pytest.mark.django_db(transaction=True)
def test_the_same_file_twice_at_once_counts_once(take, account, bill):
    taken = run_beside(lambda: take(ROW).added)

    bill.refresh_from_db()
    assert (sorted(taken), bill.paid) == ([0, 1], 60)


def run_beside(act) -> list:
    """Do something in two threads at once, and give what came of both."""
    start, done = Barrier(2), []

    def once() -> None:
        start.wait()
        try:
            done.append(act())
        finally:
            connection.close()

    threads = [Thread(target=once) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 2
    return done
