"""Making bills: each reading billed once, holders apart, estimates taken back, doubts kept from the customer."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, InternalError, transaction

from billing.actions.making import BillsAreBeingMade, Run, make_bills, only_run
from billing.models import Adjustment, Bill, BillLine
from billing.terms import AdjustmentCause, BillDoubt
from gasservice.registry.models import Customer, GasAccount, Meter, Tenure
from tests.billing.conftest import NOON
from tests.registry.conftest import read
from tests.shelf import publish_catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def published(db):
    publish_catalogue()


def bill_until(day: date, since: date | None = date(2026, 1, 1), **more):
    run = Run(since, day, issued_on=day, due_on=day + timedelta(days=20), **more)
    return make_bills(run=run, at=datetime(day.year, day.month, day.day, 9, tzinfo=ZoneInfo("Asia/Shanghai")))


def meter_of(account: GasAccount) -> Meter:
    return account.service_point.meters.get(removed_on__isnull=True)


def tiers_of(bill: Bill) -> list[tuple]:
    return list(bill.lines.values_list("number", "used_m3", "volume_m3"))


def test_a_month_of_a_home(account):
    made = bill_until(date(2026, 2, 2))

    bill = Bill.objects.get()
    assert (made.bills, made.amount) == (1, bill.amount)
    assert (bill.since, bill.until, bill.volume_m3, bill.amount) == (
        date(2026, 1, 1),
        date(2026, 2, 1),
        30,
        Decimal("69.60"),
    )
    assert (bill.rated_amount, bill.doubts, bill.tenure) == (bill.amount, [], account.tenures.get())
    assert bill.is_issued
    [line], [stretch] = bill.lines.all(), bill.stretches.all()
    assert (line.price, line.volume_m3, line.number, line.above_m3, line.upto_m3, line.used_m3) == (
        Decimal("2.32"),
        30,
        1,
        0,
        500,
        0,
    )
    assert (stretch.start_index, stretch.end_index, stretch.meter) == (420, 450, meter_of(account))
    account.refresh_from_db()
    assert (account.last_bill_amount, account.last_bill_on) == (bill.amount, bill.issued_on)


def test_the_year_goes_on_from_bill_to_bill_and_begins_anew(account):
    for month in range(2, 12):
        bill_until(date(2026, month, 2))
    read(meter_of(account), date(2026, 12, 1), "1020")  # 300 m³ in November: 270 + 300 = 570 of the year
    read(meter_of(account), date(2027, 1, 1), "1050")
    bill_until(date(2026, 12, 2))
    bill_until(date(2027, 1, 2))

    bills = list(Bill.objects.order_by("since"))
    assert all(later.since == earlier.until for earlier, later in pairwise(bills))
    assert [(line.number, line.used_m3, line.volume_m3) for line in bills[-2].lines.all()] == [
        (1, 300, 200),
        (2, 500, 100),
    ]
    assert [(line.number, line.used_m3, line.volume_m3) for line in bills[-1].lines.all()] == [(2, 600, 30)]


def test_a_second_run_makes_nothing(account):
    bill_until(date(2026, 3, 2))

    assert bill_until(date(2026, 3, 2)).bills == 0
    assert Bill.objects.count() == 1


def test_one_run_at_a_time(account):
    with only_run():
        pass  # the lock of this session can be had again
    assert bill_until(date(2026, 2, 2)).bills == 1


def test_the_database_bills_no_day_twice_and_changes_no_line(account):
    bill_until(date(2026, 2, 2))
    bill = Bill.objects.get()
    twin = {"number": "X", "gas_account": account, "source": "ours", "issued_on": bill.issued_on, "due_on": bill.due_on}

    with pytest.raises(IntegrityError), transaction.atomic():
        Bill.objects.create(**twin, since=date(2026, 1, 31), until=date(2026, 2, 15), amount=1, made_at=NOON)
    with pytest.raises(InternalError), transaction.atomic():
        BillLine.objects.update(amount=1)


def test_who_moves_out_pays_up_to_the_reading_of_that_day(account):
    old = account.tenures.get()
    Tenure.objects.filter(pk=old.pk).update(held_until=date(2026, 1, 16))
    new = Tenure.objects.create(
        gas_account=account, customer=Customer.objects.create(code="K2", name="New"), held_from=date(2026, 1, 16)
    )
    read(meter_of(account), date(2026, 1, 16), "440")

    bill_until(date(2026, 2, 2))

    rows = Bill.objects.order_by("since").values_list("tenure", "since", "until", "volume_m3")
    assert list(rows) == [
        (old.pk, date(2026, 1, 1), date(2026, 1, 16), 20),
        (new.pk, date(2026, 1, 16), date(2026, 2, 1), 10),
    ]


def test_without_a_reading_on_that_day_the_days_decide(account):
    old = account.tenures.get()
    Tenure.objects.filter(pk=old.pk).update(held_until=date(2026, 1, 11))

    bill_until(date(2026, 2, 2))

    rows = Bill.objects.order_by("since").values_list("tenure", "until", "volume_m3")
    assert list(rows) == [(old.pk, date(2026, 1, 11), Decimal("9.68")), (None, date(2026, 2, 1), Decimal("20.32"))]


def test_an_estimate_is_credited_when_the_meter_is_read(account):
    meter = meter_of(account)
    for month in range(2, 12):
        bill_until(date(2026, month, 2))
    bill_until(date(2026, 12, 2), estimates=True)

    guess = Bill.objects.get(is_estimated=True)
    assert (guess.since, guess.until, guess.volume_m3) == (date(2026, 11, 1), date(2026, 12, 2), 30)
    read(meter, date(2027, 1, 1), "730")  # away: 10 m³ in two months
    bill_until(date(2027, 1, 2), estimates=True)

    guess.refresh_from_db()
    real = Bill.objects.get(since=date(2026, 11, 1), is_estimated=False)
    assert (real.until, real.volume_m3, guess.taken_back_by) == (date(2027, 1, 1), 10, real)
    assert (guess.principal, Adjustment.objects.get().cause) == (0, AdjustmentCause.ESTIMATE)
    assert real.lines.get().used_m3 == 300  # the estimate has left the year as well


def test_an_exchanged_meter_and_one_that_rolls_over(account):
    old = meter_of(account)
    read(old, date(2026, 11, 10), "99990")
    Meter.objects.filter(pk=old.pk).update(removed_on=date(2026, 11, 10))
    new = Meter.objects.create(serial="NEW", service_point=account.service_point, installed_on=date(2026, 11, 10))
    read(new, date(2026, 11, 10), "0.000")
    read(new, date(2026, 11, 20), "12")

    bill_until(date(2026, 11, 25), since=date(2026, 11, 1))

    bill = Bill.objects.get()
    assert [(one.meter, one.since, one.until) for one in bill.stretches.all()] == [
        (old, date(2026, 11, 1), date(2026, 11, 10)),
        (new, date(2026, 11, 10), date(2026, 11, 20)),
    ]
    assert bill.volume_m3 == 99990 - 720 + 12


def test_far_more_than_a_year_ago_waits_for_one_of_us(account):
    for month in range(2, 13):
        bill_until(date(2025, month, 2), since=date(2025, 1, 1))
    bill_until(date(2026, 1, 2))
    read(meter_of(account), date(2026, 1, 20), "600")

    made = bill_until(date(2026, 1, 25))

    bill = Bill.objects.get(until=date(2026, 1, 20))
    assert (bill.doubts, bill.is_held_back, made.doubted) == ([BillDoubt.HIGH], True, {BillDoubt.HIGH: 1})
    account.refresh_from_db()
    assert account.last_bill_on == date(2026, 1, 2)


def test_a_meter_that_runs_backwards_is_not_billed_in_the_dark(account):
    read(meter_of(account), date(2026, 11, 20), "700")

    bill_until(date(2026, 11, 25), since=date(2026, 11, 1))

    bill = Bill.objects.get()
    assert (bill.amount, bill.rated_amount, bill.doubts, bill.is_issued) == (0, None, [BillDoubt.BACKWARDS], False)


def test_a_run_of_another_session_is_refused(account, django_db_blocker):
    from django.db import connections

    other = connections["default"].copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [0x6269_6C6C])
        with pytest.raises(BillsAreBeingMade):
            bill_until(date(2026, 2, 2))
    other.close()


def test_lines_that_do_not_come_to_the_amount_are_refused(account):
    bill_until(date(2026, 2, 2))
    line = BillLine.objects.get()

    with pytest.raises(InternalError, match="come to its amount"), transaction.atomic():
        BillLine.objects.create(bill=line.bill, position=2, kind="gas", stretch=line.stretch, amount=Decimal("0.01"))
