"""The first inspection: refused by a rule, with what to mend; re-checked for free, and opened."""

from datetime import timedelta
from decimal import Decimal

import pytest

from gasservice.cases.models import CaseEvent
from gasservice.cases.terms import EventKind, Status
from gasservice.notices.models import Notice, NoticeText
from gasservice.registry.models import FeeCharge
from gasservice.standards.terms import Purpose
from repairs.actions.inspections import (
    InspectionOver,
    Look,
    NotAllJudged,
    NothingToInspect,
    add_item,
    finish_inspection,
    judge_items,
    start_inspection,
)
from repairs.actions.meters import hang_meter
from repairs.actions.milestones import finish_milestone
from repairs.models import FeeLine, Finding, Inspection, Milestone, WorkOrder
from repairs.terms import StepState
from tests.repairs.connections.cast import MONDAY_NINE, photo_file

LATER = MONDAY_NINE + timedelta(days=3)


def inspect(order, by, at=MONDAY_NINE) -> Inspection:
    return start_inspection(order=order, by=by, at=at)


def hung(order, by) -> WorkOrder:
    """Hang the meter, and give the order of the inspection."""
    hang_meter(order=order, serial="LJ-77", index_m3=Decimal(0), by=by, at=MONDAY_NINE)
    return WorkOrder.objects.get(case=order.case, kind=Purpose.INSPECTION)


def judge(inspection: Inspection, by, **faults: str) -> None:
    """Find everything in order but `faults`, each with words and a photo."""
    looks = []
    for row in inspection.findings.select_related("item"):
        words = faults.get(row.item.code.replace("-", "_"), "")
        looks.append(Look(row, "not_ok" if words else "ok", words, photo_file() if words else None))
    judge_items(inspection=inspection, looks=looks, by=by, at=MONDAY_NINE)


def end(inspection: Inspection, by, at=MONDAY_NINE) -> Inspection:
    return finish_inspection(inspection=inspection, words="", by=by, at=at)


@pytest.fixture
def refused(order, items, ding) -> Inspection:
    inspection = inspect(hung(order, ding), ding)
    judge(inspection, ding, tee_fitting="A tee behind the stove", alarm="No alarm")
    return end(inspection, ding)


@pytest.fixture
def recheck(refused) -> WorkOrder:
    return WorkOrder.objects.get(case=refused.order.case_id, kind=Purpose.RECHECK)


def test_all_items_that_hold_today_are_looked_at(order, items, ding):
    inspection = inspect(hung(order, ding), ding)

    assert {row.item.code for row in inspection.findings.select_related("item")} == {
        "tee-fitting", "ventilation", "alarm",
    }  # fmt: skip
    assert inspect(inspection.order, ding) == inspection


def test_it_does_not_end_before_everything_is_judged(order, items, ding):
    inspection = inspect(hung(order, ding), ding)

    with pytest.raises(NotAllJudged):
        end(inspection, ding)
    assert not CaseEvent.objects.filter(kind__in=[EventKind.SUPPLY_OPENED, EventKind.SUPPLY_REFUSED]).exists()


def test_a_fault_that_stops_the_gas_needs_a_photo(order, items, ding):
    inspection = inspect(hung(order, ding), ding)
    judge(inspection, ding, tee_fitting="A tee")
    Finding.objects.update(photo=None)

    with pytest.raises(NotAllJudged):
        end(inspection, ding)


def test_where_all_is_safe_the_gas_is_on_and_the_case_resolved(order, items, ding):
    inspection = inspect(hung(order, ding), ding)
    judge(inspection, ding)

    opened = end(inspection, ding)

    order.case.refresh_from_db()
    assert (opened.outcome, order.case.status) == ("opened", Status.RESOLVED)
    assert CaseEvent.objects.filter(kind=EventKind.SUPPLY_OPENED).count() == 1
    assert not WorkOrder.objects.filter(status__in=["planned", "under_way"]).exists()


def test_advice_alone_does_not_keep_the_gas_shut(order, items, ding):
    inspection = inspect(hung(order, ding), ding)
    judge(inspection, ding, alarm="No alarm")

    assert end(inspection, ding).outcome == "opened"


def test_a_refusal_names_the_rule_what_to_mend_and_who_may(refused):
    told = NoticeText.objects.get(notice__topic="supply-refused").body

    assert refused.outcome == "refused"
    assert "tee-fitting must be right (Our rules)" in told
    assert "Mend the tee-fitting" in told
    assert "A firm licensed to install gas appliances" in told
    assert CaseEvent.objects.get(kind=EventKind.SUPPLY_REFUSED).words == "tee-fitting"


def test_a_refusal_opens_a_free_recheck_at_once(refused, recheck):
    assert recheck.is_open
    assert not FeeLine.objects.exists()
    assert not FeeCharge.objects.exists()


def test_ending_it_twice_is_once(refused, ding):
    again = end(refused, ding, at=LATER)

    assert again.finished_at == MONDAY_NINE
    assert WorkOrder.objects.filter(kind=Purpose.RECHECK).count() == 1
    assert Notice.objects.filter(topic="supply-refused").count() == 1


def test_what_was_found_stands(refused, ding):
    with pytest.raises(InspectionOver):
        judge(refused, ding)


def test_a_recheck_looks_only_at_what_failed_and_what_is_added(refused, recheck, items, ding):
    again = inspect(recheck, ding, LATER)
    add_item(inspection=again, item=items[1], by=ding, at=LATER)

    assert again.previous == refused
    assert [row.item.code for row in again.findings.order_by("pk")] == ["tee-fitting", "alarm", "ventilation"]


def test_a_recheck_that_passes_closes_the_circle(recheck, ding):
    again = inspect(recheck, ding, LATER)
    judge(again, ding)

    end(again, ding, at=LATER)

    recheck.case.refresh_from_db()
    assert recheck.case.status == Status.RESOLVED
    assert list(Inspection.objects.order_by("pk").values_list("outcome", flat=True)) == ["refused", "opened"]


def test_a_recheck_that_fails_opens_another(recheck, ding):
    again = inspect(recheck, ding, LATER)
    judge(again, ding, tee_fitting="Still there")

    end(again, ding, at=LATER)

    orders = WorkOrder.objects.filter(kind=Purpose.RECHECK)
    assert sorted(orders.values_list("status", flat=True)) == ["done", "planned"]
    third = inspect(orders.get(status="planned"), ding, LATER)
    assert third.previous == again


def test_there_is_nothing_to_inspect_on_an_order_that_is_over(recheck, ding):
    WorkOrder.objects.filter(pk=recheck.pk).update(status="cancelled")

    with pytest.raises(NothingToInspect):
        inspect(recheck, ding, LATER)


def test_no_time_runs_on_a_connection_while_its_customer_mends(designed, items, ann, ding):
    for code in ("application", "design", "contract"):
        step = Milestone.objects.select_related("step", "project__case__kind").get(code=code)
        finish_milestone(milestone=step, words="", by=ann, at=MONDAY_NINE)
    inspection = inspect(hung(WorkOrder.objects.get(kind=Purpose.METER_HANGING), ding), ding)
    judge(inspection, ding, tee_fitting="A tee")

    end(inspection, ding)

    designed.case.refresh_from_db()
    opening = Milestone.objects.get(code="opening")
    assert (opening.state, opening.due_at, designed.case.status) == (StepState.RUNNING, None, Status.WAITING)

    again = inspect(WorkOrder.objects.get(kind=Purpose.RECHECK), ding, LATER)
    judge(again, ding)
    end(again, ding, at=LATER)

    designed.case.refresh_from_db()
    designed.refresh_from_db()
    assert (designed.finished_at, designed.case.status) == (LATER, Status.RESOLVED)
