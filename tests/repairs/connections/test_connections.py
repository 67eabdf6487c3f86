"""A new connection: its steps come in their turn, each has an owner and a promise, and what is late climbs."""

from datetime import UTC, date, datetime, timedelta

import pytest

from gasservice.cases.models import CaseEvent
from gasservice.cases.terms import EventKind, Status
from gasservice.notices.models import Delivery, Notice
from gasservice.registry.actions.charges import ChargedBefore, FeeNotValid, pay_charge
from gasservice.registry.actions.renaming import rename_community
from gasservice.registry.models import FeeCharge
from gasservice.standards.models import FeeItem
from gasservice.standards.terms import Purpose
from repairs.actions.milestones import NotItsTurn, explain_delay, finish_milestone, watch_milestones
from repairs.actions.prices import PriceNotPublished
from repairs.actions.projects import (
    NoLicence,
    NotAPlaceOfIt,
    assign_firm,
    charge_connection_fee,
    open_project,
    set_premises,
)
from repairs.models import Milestone, MilestoneDelay, Project, WorkOrder
from repairs.queries.projects import earlier_name, project_page, project_rows, projects_at, with_step
from repairs.terms import StepState
from tests.registry.conftest import premise_in, three
from tests.repairs.connections.cast import MONDAY_NINE, make_firm, photo_file

HOUR = timedelta(hours=1)
TUESDAY_CLOSING = datetime(2026, 11, 24, 9, tzinfo=UTC)  # 17:00 in Shanghai


def step(project: Project, code: str) -> Milestone:
    return Milestone.objects.select_related("step", "project__case__kind", "project__case__team").get(
        project=project, code=code
    )


def finish(project: Project, *codes: str, by, at=MONDAY_NINE) -> None:
    for code in codes:
        finish_milestone(milestone=step(project, code), words=f"{code} is done", by=by, at=at)


def states(project: Project) -> dict[str, str]:
    return dict(project.milestones.values_list("code", "state"))


def told(topic: str) -> set[str]:
    rows = Delivery.objects.filter(notice__topic=topic, channel="portal")
    return set(rows.values_list("user__name", flat=True))


def make_fee(code: str = "indoor-pipe", since: date = date(2024, 1, 1), until: date | None = None, **facts) -> FeeItem:
    words = three("name", "Indoor pipes") | three("unit", "per home") | three("basis", "Opinion of March 2021")
    facts = {"amount": 980, "amount_to": 1600, "is_once_per_premise": True} | facts
    return FeeItem.objects.create(code=code, valid_from=since, valid_until=until, **words, **facts)


def test_the_first_step_runs_with_its_promise_when_it_is_opened(project):
    first = step(project, "application")

    assert (first.state, first.due_at) == (StepState.RUNNING, TUESDAY_CLOSING)
    assert project.due_at == TUESDAY_CLOSING
    assert states(project)["design"] == StepState.AHEAD


def test_opening_it_twice_makes_one(project, case, ann):
    again = open_project(case=case, kind="home", by=ann, at=MONDAY_NINE + HOUR)

    assert again.pk == project.pk
    assert Milestone.objects.count() == 5


def test_the_next_step_begins_when_one_is_done_and_its_firm_is_told(designed, ann):
    finish(designed, "application", by=ann)

    design = step(designed, "design")
    assert design.state == StepState.RUNNING
    assert design.due_at == datetime(2026, 11, 26, 9, tzinfo=UTC)
    assert "pia" in told("step-yours")
    assert "mei" in told("step-done")
    assert CaseEvent.objects.get(kind=EventKind.STEP_DONE).words == "Application"


def test_a_step_is_done_once_and_never_before_its_turn(project, ann):
    finish(project, "application", by=ann)

    with pytest.raises(NotItsTurn):
        finish(project, "application", by=ann)
    with pytest.raises(NotItsTurn):
        finish(project, "meter", by=ann)
    assert CaseEvent.objects.filter(kind=EventKind.STEP_DONE).count() == 1


def test_papers_stay_with_the_step_that_they_show(project, ann):
    file = photo_file()

    finish_milestone(milestone=step(project, "application"), words="", by=ann, at=MONDAY_NINE, files=[file])

    assert step(project, "application").papers.get().file == file


def test_the_clock_stands_while_the_customer_signs_and_pays(designed, ann, pia):
    finish(designed, "application", "design", by=ann)

    contract = step(designed, "contract")
    designed.case.refresh_from_db()
    designed.refresh_from_db()
    assert (contract.due_at, designed.due_at) == (None, None)
    assert designed.case.status == Status.WAITING

    finish(designed, "contract", by=ann)

    designed.case.refresh_from_db()
    assert designed.case.status == Status.IN_PROGRESS
    assert step(designed, "meter").due_at is not None


def test_a_step_of_our_own_opens_its_work_order_and_closes_it(designed, ann):
    finish(designed, "application", "design", "contract", by=ann)

    hanging = WorkOrder.objects.get(case=designed.case)
    assert (hanging.kind, hanging.is_open) == (Purpose.METER_HANGING, True)

    finish(designed, "meter", by=ann)

    hanging.refresh_from_db()
    assert not hanging.is_open
    assert WorkOrder.objects.get(kind=Purpose.INSPECTION).is_open


def test_it_is_finished_with_its_last_step(designed, ann):
    finish(designed, "application", "design", "contract", "meter", "opening", by=ann)

    designed.refresh_from_db()
    assert designed.finished_at == MONDAY_NINE
    assert set(states(designed).values()) == {StepState.DONE}


def test_why_a_step_waits_is_kept_and_its_promise_stays(designed, ann, pia):
    finish(designed, "application", by=ann)
    due = step(designed, "design").due_at

    explain_delay(
        milestone=step(designed, "design"), words="No permit yet", expected_on=date(2026, 12, 1), by=pia, at=MONDAY_NINE
    )

    assert MilestoneDelay.objects.get().words == "No permit yet"
    assert step(designed, "design").due_at == due


def test_nobody_explains_the_delay_of_a_step_that_is_done(project, ann):
    finish(project, "application", by=ann)

    with pytest.raises(NotItsTurn):
        explain_delay(milestone=step(project, "application"), words="Late", expected_on=None, by=ann, at=MONDAY_NINE)


def test_whoever_has_a_step_is_reminded_once_before_it_is_late(project):
    soon = TUESDAY_CLOSING - HOUR

    seen = [watch_milestones(at=soon), watch_milestones(at=soon)]

    assert seen == [1, 0]
    assert told("step-due") == {"ann"}
    assert told("step-late") == set()


def test_a_late_step_climbs_once_and_the_customer_is_told(project):
    late = TUESDAY_CLOSING + HOUR

    seen = [watch_milestones(at=late), watch_milestones(at=late + HOUR)]

    assert seen == [1, 0]
    assert step(project, "application").late_at == late
    assert (told("step-late-lead"), told("step-late")) == ({"ann"}, {"mei"})
    assert Notice.objects.filter(topic="step-due").count() == 0


def test_nobody_is_reminded_of_a_connection_that_was_taken_back(project, mei):
    from gasservice.cases.actions.customer import withdraw_case

    withdraw_case(case=project.case, by=mei, at=MONDAY_NINE)

    assert watch_milestones(at=TUESDAY_CLOSING + HOUR) == 0


def test_a_firm_without_a_licence_gets_no_part(project, ann):
    firm = make_firm("construction", "Old firm", until=MONDAY_NINE.date())

    with pytest.raises(NoLicence):
        assign_firm(project=project, firm=firm, by=ann, at=MONDAY_NINE)


def test_another_firm_takes_the_place_of_the_first(designed, ann):
    other = make_firm("design", "Other bureau")

    assign_firm(project=designed, firm=other, by=ann, at=MONDAY_NINE)

    assert designed.firms.get(party="design").firm == other


def test_the_customer_sees_who_has_it_since_when_until_when_and_what_is_next(designed, ann):
    finish(designed, "application", by=ann)

    page = project_page(designed, MONDAY_NINE + HOUR)

    assert (page.current.title, page.current.who, page.current.clock.state) == ("Design", "Bureau", "fine")
    assert "promised by Thu 26 Nov, 17:00" in page.current.when
    assert (page.following.title, page.following.who) == ("Contract", "You")
    assert page.former_names == ["红旗大院"]


def test_it_is_found_by_a_name_that_the_estate_no_longer_bears(project):
    assert list(projects_at(with_step(Project.objects.filter(finished_at__isnull=True)), "红旗大院")) == [project]
    assert list(projects_at(with_step(Project.objects.filter(finished_at__isnull=True)), "Nowhere")) == []


def test_the_list_names_the_place_as_it_is_called_today(project, garden, ann):
    rename_community(community=garden, name="滨江一号", by=ann, at=MONDAY_NINE)

    [row] = project_rows(with_step(Project.objects.filter(finished_at__isnull=True)), MONDAY_NINE)

    assert row.place == "滨江一号3栋2单元501室"
    assert row.step == "Application"


def test_a_fee_is_charged_once_for_a_place_also_when_its_estate_is_renamed(project, home, garden, ann):
    fee = make_fee()
    first = charge_connection_fee(project=project, premise=home, fee=fee, amount=None, by=ann, at=MONDAY_NINE)
    pay_charge(charge=first, payment_reference="P1", at=MONDAY_NINE)
    rename_community(community=garden, name="滨江一号", by=ann, at=MONDAY_NINE + timedelta(days=2))
    home.refresh_from_db()

    with pytest.raises(ChargedBefore) as refused:
        charge_connection_fee(
            project=project, premise=home, fee=fee, amount=None, by=ann, at=MONDAY_NINE + timedelta(days=3)
        )

    assert refused.value.charge == first
    assert earlier_name(refused.value.charge) == "阳光花园3栋2单元501室"
    assert FeeCharge.objects.count() == 1
    assert CaseEvent.objects.filter(kind=EventKind.CHARGED).count() == 1


def test_a_cancelled_fee_is_refused_and_the_rule_is_named(project, home, ann):
    fee = make_fee("installation-fee", date(2005, 1, 1), date(2021, 3, 1), amount=2600, amount_to=None)

    with pytest.raises(FeeNotValid, match="Opinion of March 2021"):
        charge_connection_fee(project=project, premise=home, fee=fee, amount=None, by=ann, at=MONDAY_NINE)

    assert not FeeCharge.objects.exists()


@pytest.mark.parametrize("amount", [979, 1601])
def test_an_amount_outside_the_table_is_refused(project, home, ann, amount):
    with pytest.raises(PriceNotPublished, match=r"¥980\.00 to ¥1,600\.00"):
        charge_connection_fee(project=project, premise=home, fee=make_fee(), amount=amount, by=ann, at=MONDAY_NINE)


def test_a_place_that_is_not_part_of_it_is_not_charged_there(project, garden, ann):
    other = premise_in(garden, "9", "1", "101")

    with pytest.raises(NotAPlaceOfIt):
        charge_connection_fee(project=project, premise=other, fee=make_fee(), amount=None, by=ann, at=MONDAY_NINE)


def test_the_places_of_an_estate_are_many(project, garden, home, ann):
    other = premise_in(garden, "9", "1", "101")

    set_premises(project=project, premises=[home, other], by=ann, at=MONDAY_NINE)

    assert project.premises.count() == 2
