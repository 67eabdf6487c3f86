"""Hanging the meter: in the books once, with its first reading, and the account in use."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from gasservice.cases.models import CaseEvent
from gasservice.cases.terms import EventKind
from gasservice.notices.models import NoticeText
from gasservice.registry.access import Period
from gasservice.registry.actions.hanging import MeterHangsAlready, MeterInUse, MeterKnownElsewhere
from gasservice.registry.models import GasAccount, Meter, Reading, ServicePoint
from gasservice.registry.queries import readings_in
from gasservice.standards.terms import Purpose
from repairs.actions.inspections import Look, MeterMissing, finish_inspection, judge_items, start_inspection
from repairs.actions.meters import GasIsOn, OrderOver, PlaceUnknown, hang_meter, take_back_meter
from repairs.actions.milestones import finish_milestone
from repairs.actions.visits import DoorNotDone, begin_visit, finish_visit
from repairs.models import HungMeter, Milestone, Project, WorkOrder
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


HOUR = timedelta(hours=1)


def take_back(hung, by, at=MONDAY_NINE + HOUR):
    return take_back_meter(hung=hung, because="Another meter hangs here.", by=by, at=at)


def inspected(case, by, at=MONDAY_NINE + HOUR):
    inspection = start_inspection(order=WorkOrder.objects.get(case=case, kind=Purpose.INSPECTION), by=by, at=at)
    looks = [Look(row, "ok") for row in inspection.findings.all()]
    judge_items(inspection=inspection, looks=looks, by=by, at=at)
    return finish_inspection(inspection=inspection, words="", by=by, at=at)


def test_a_meter_written_down_by_mistake_is_closed_with_the_reason_and_nothing_is_lost(order, ding, home):
    hung = hang(order, ding)

    take_back(hung, ding)

    meter = Meter.objects.get()
    assert (meter.removed_on, meter.voided_at) == (date(2026, 11, 23), MONDAY_NINE + HOUR)
    assert meter.voided_because == "Another meter hangs here."
    assert (hung.taken_back_by, Reading.objects.count()) == (ding, 1)
    assert GasAccount.objects.get(service_point__premise=home).status == "new"
    assert "LJ-77" in CaseEvent.objects.get(kind=EventKind.METER_TAKEN_BACK).words
    assert (
        NoticeText.objects.filter(notice__topic="meter-taken-back").get().body.count("Another meter hangs here.") == 1
    )


def test_taking_it_back_twice_is_once(order, ding):
    hung = hang(order, ding)

    take_back(hung, ding)
    take_back(HungMeter.objects.get(), ding, at=MONDAY_NINE + 2 * HOUR)

    assert CaseEvent.objects.filter(kind=EventKind.METER_TAKEN_BACK).count() == 1
    assert Meter.objects.get().voided_at == MONDAY_NINE + HOUR


def test_the_right_meter_is_hung_under_a_new_order_also_with_the_same_number(order, ding, home):
    take_back(hang(order, ding), ding)
    again = WorkOrder.objects.get(case=order.case, kind=Purpose.METER_HANGING, status="planned")
    assert WorkOrder.objects.get(kind=Purpose.INSPECTION).status == "cancelled"

    hung = hang(again, ding, at=MONDAY_NINE + 2 * HOUR)

    assert [meter.voided_at is None for meter in Meter.objects.filter(serial="LJ-77").order_by("pk")] == [False, True]
    assert Meter.objects.get(removed_on=None) == hung.meter
    account = GasAccount.objects.get(service_point__premise=home)
    assert (account.status, account.tenures.count()) == ("active", 1)
    assert list(readings_in(account, [Period(None, None)])) == [hung.reading]


def test_the_database_keeps_one_number_once_among_meters_that_stand(order, ding, home):
    hung = hang(order, ding)
    facts = {"serial": "LJ-77", "installed_on": date(2026, 11, 23)}

    with pytest.raises(IntegrityError, match="meter_serial_once"), transaction.atomic():
        Meter.objects.create(service_point=hung.meter.service_point, removed_on=date(2026, 11, 23), **facts)
    with pytest.raises(IntegrityError, match="void_meter"), transaction.atomic():
        Meter.objects.update(voided_at=MONDAY_NINE, voided_because="Why not")


def test_once_gas_is_on_nothing_is_taken_back(order, ding, items):
    hung = hang(order, ding)
    inspected(order.case, ding)

    with pytest.raises(GasIsOn):
        take_back(hung, ding, at=MONDAY_NINE + 2 * HOUR)

    assert Meter.objects.get().voided_at is None


def test_a_meter_that_was_read_since_is_no_mistake_of_the_pen(order, ding):
    hung = hang(order, ding)
    Reading.objects.create(meter=hung.meter, read_at=MONDAY_NINE + HOUR, index_m3=3, source="customer")

    with pytest.raises(MeterInUse):
        take_back(hung, ding, at=MONDAY_NINE + 2 * HOUR)

    hung.refresh_from_db()
    assert not hung.is_taken_back


def test_gas_is_not_opened_on_a_meter_that_was_taken_back(order, ding, items):
    hung = hang(order, ding)
    start_inspection(order=WorkOrder.objects.get(kind=Purpose.INSPECTION), by=ding, at=MONDAY_NINE)
    take_back(hung, ding)

    with pytest.raises(MeterMissing):
        inspected(order.case, ding)
    hang(WorkOrder.objects.get(kind=Purpose.METER_HANGING, status="planned"), ding, serial="LJ-78")

    assert inspected(order.case, ding).outcome == "opened"


def test_its_step_runs_again_under_the_promise_it_had(designed, ann, ding):
    for code in ("application", "design", "contract"):
        step = Milestone.objects.select_related("step", "project__case__kind").get(code=code)
        finish_milestone(milestone=step, words="", by=ann, at=MONDAY_NINE)
    due_at = Milestone.objects.get(code="meter").due_at
    hung = hang(WorkOrder.objects.get(kind=Purpose.METER_HANGING), ding)

    take_back(hung, ding)

    meter, opening = Milestone.objects.get(code="meter"), Milestone.objects.get(code="opening")
    assert (meter.state, meter.due_at, meter.done_at) == (StepState.RUNNING, due_at, None)
    assert (opening.state, opening.due_at) == (StepState.AHEAD, None)
    assert Project.objects.get().due_at == due_at

    again = WorkOrder.objects.get(kind=Purpose.METER_HANGING, status="planned")
    hang(again, ding, serial="LJ-78", at=MONDAY_NINE + 2 * HOUR)

    assert Milestone.objects.get(code="opening").state == StepState.RUNNING
    assert NoticeText.objects.filter(notice__topic="step-done", body__contains="LJ-78").exists()


def test_it_is_taken_back_at_the_door(client, order, ding):
    hang(order, ding)
    client.force_login(ding)
    page = reverse("take-back-meter", args=[order.reference])
    assert page in client.get(reverse("hang-meter", args=[order.reference])).text
    assert client.post(page, {"because": ""}).context["form"].errors

    answer = client.post(page, {"because": "Another meter hangs here."})

    again = WorkOrder.objects.get(kind=Purpose.METER_HANGING, status="planned")
    assert answer.url == reverse("hang-meter", args=[again.reference])
    assert client.get(page).status_code == 404
    assert again.reference in client.get(reverse("hang-meter", args=[order.reference])).text


def test_the_visit_during_which_it_was_taken_back_can_still_end(order, ding):
    visit = begin_visit(order=order, by=ding, at=MONDAY_NINE)
    take_back(hang(order, ding), ding)
    said = {"outcome": "done", "found": "Pipes", "done": "Hung it", "signed_name": "Mei", "by": ding, "at": MONDAY_NINE}

    with pytest.raises(DoorNotDone):
        finish_visit(visit=visit, **said)
    hang(WorkOrder.objects.get(kind=Purpose.METER_HANGING, status="planned"), ding, serial="LJ-78")

    assert finish_visit(visit=visit, **said).outcome == "done"
