"""Hanging the meter: in the books once, with its first reading, and the account in use."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from gasservice.cases.models import CaseEvent
from gasservice.cases.terms import EventKind, Purpose
from gasservice.registry.actions.hanging import MeterHangsAlready, MeterKnownElsewhere
from gasservice.registry.models import GasAccount, Meter, Reading, ServicePoint
from repairs.actions.meters import OrderOver, PlaceUnknown, hang_meter
from repairs.actions.milestones import finish_milestone
from repairs.actions.visits import DoorNotDone, begin_visit, finish_visit
from repairs.models import Milestone, WorkOrder
from repairs.terms import StepState
from tests.registry.conftest import premise_in
from tests.repairs.connections.cast import MONDAY_NINE

INDEX = Decimal("0.125")


def hang(order, by, serial: str = " lj-77 ", at=MONDAY_NINE):
    return hang_meter(order=order, serial=serial, index_m3=INDEX, by=by, at=at)


def test_the_meter_its_reading_and_an_account_stand_in_the_books(order, ding, home, mei):
    hung = hang(order, ding)

    account = GasAccount.objects.get(service_point__premise=home)
    assert (hung.meter.serial, hung.reading.index_m3, hung.meter.service_point) == (
        "LJ-77",
        INDEX,
        account.service_point,
    )
    assert (account.status, account.tenures.get().customer.user) == ("active", mei)
    order.case.refresh_from_db()
    assert order.case.gas_account == account
    assert "LJ-77" in CaseEvent.objects.get(kind=EventKind.WORK_DONE).words


def test_hanging_it_twice_is_once(order, ding):
    first, again = hang(order, ding), hang(order, ding, at=MONDAY_NINE + timedelta(minutes=5))

    assert first == again
    assert (Meter.objects.count(), Reading.objects.count(), GasAccount.objects.count()) == (1, 1, 1)


def test_the_inspection_comes_next(order, ding):
    hang(order, ding)

    order.refresh_from_db()
    assert not order.is_open
    assert WorkOrder.objects.get(case=order.case, kind=Purpose.INSPECTION).is_open


def test_an_account_that_was_not_opened_yet_becomes_active(order, ding, home):
    point = ServicePoint.objects.create(code="SP9", premise=home)
    account = GasAccount.objects.create(number="77", service_point=point, status="new", opened_on=date(2026, 11, 1))

    hang(order, ding)

    account.refresh_from_db()
    assert account.status == "active"


def test_a_suspended_account_is_not_woken_by_a_meter(order, ding, home):
    point = ServicePoint.objects.create(code="SP9", premise=home)
    account = GasAccount.objects.create(
        number="77", service_point=point, status="suspended", opened_on=date(2020, 1, 1)
    )

    hang(order, ding)

    account.refresh_from_db()
    assert account.status == "suspended"


def test_a_second_meter_is_not_hung_beside_the_first(order, ding, home):
    point = ServicePoint.objects.create(code="SP9", premise=home)
    Meter.objects.create(serial="OLD", service_point=point, installed_on=date(2020, 1, 1))

    with pytest.raises(MeterHangsAlready, match="OLD"):
        hang(order, ding)

    assert not GasAccount.objects.exists()


def test_a_meter_of_another_place_is_refused(order, ding, garden):
    point = ServicePoint.objects.create(code="SP9", premise=premise_in(garden, "9", "1", "101"))
    Meter.objects.create(serial="LJ-77", service_point=point, installed_on=date(2020, 1, 1))

    with pytest.raises(MeterKnownElsewhere):
        hang(order, ding)


def test_a_case_that_names_no_place_hangs_nothing(order, ding):
    order.case.premise = None
    order.case.save(update_fields=["premise"])

    with pytest.raises(PlaceUnknown):
        hang(order, ding)


def test_a_visit_is_not_done_before_the_meter_is_in_the_books(order, ding):
    visit = begin_visit(order=order, by=ding, at=MONDAY_NINE)
    said = {"outcome": "done", "found": "Pipes", "done": "Hung it", "signed_name": "Mei", "by": ding, "at": MONDAY_NINE}

    with pytest.raises(DoorNotDone):
        finish_visit(visit=visit, **said)
    hang(order, ding)

    assert finish_visit(visit=visit, **said).outcome == "done"


def test_an_order_that_is_over_hangs_nothing(order, ding):
    WorkOrder.objects.filter(pk=order.pk).update(status="cancelled")

    with pytest.raises(OrderOver):
        hang(order, ding)


def test_it_marks_the_step_of_the_connection_done(designed, ann, ding):
    for code in ("application", "design", "contract"):
        step = Milestone.objects.select_related("step", "project__case__kind").get(code=code)
        finish_milestone(milestone=step, words="", by=ann, at=MONDAY_NINE)

    hang(WorkOrder.objects.get(kind=Purpose.METER_HANGING), ding)

    assert Milestone.objects.get(code="meter").state == StepState.DONE
    assert Milestone.objects.get(code="opening").state == StepState.RUNNING
    assert WorkOrder.objects.filter(kind=Purpose.INSPECTION).count() == 1
