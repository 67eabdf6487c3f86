"""The sweep: each step once, in its order, to the right person, whatever runs beside it."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError

from gasservice.cases.actions.promises import escalate_due, make_promises
from gasservice.cases.models import Case, CaseEvent, CaseParticipant, Commitment, Escalation, Redress
from gasservice.cases.references import reference_of
from tests.cases.conftest import MONDAY_NINE, hours

pytestmark = pytest.mark.django_db


@pytest.fixture
def promise(case, policy):
    return make_promises(case=case, at=MONDAY_NINE)[0]


def told() -> list[tuple[str, str]]:
    return list(Escalation.objects.order_by("position").values_list("rung", "told__name"))


def story() -> list[str]:
    return list(CaseEvent.objects.order_by("pk").values_list("kind", flat=True))


def test_a_promise_knows_the_moments_of_all_its_steps(promise):
    due = MONDAY_NINE + hours(8)  # eight hours from opening: closing time of the same day

    assert promise.due_at == due
    assert promise.step_times == [
        due - hours(2),
        due,
        due,
        MONDAY_NINE + hours(24 + 1),
        MONDAY_NINE + hours(24 + 4),
        MONDAY_NINE + hours(24 + 8),
    ]
    assert not promise.is_year_unpublished


def test_nothing_happens_before_a_step_has_come(promise):
    assert escalate_due(at=MONDAY_NINE + hours(6)).moved == 0
    assert story() == []


def test_it_warns_the_owner_before_the_due_time(promise):
    escalate_due(at=MONDAY_NINE + hours(6.1))

    promise.refresh_from_db()
    assert told() == [("owner", "alice")]
    assert story() == ["warned"]
    assert promise.missed_at is None
    assert promise.next_step_at == promise.due_at


def test_it_is_not_missed_at_the_due_time_but_after_it(promise):
    escalate_due(at=promise.due_at)
    promise.refresh_from_db()
    assert promise.missed_at is None

    escalate_due(at=promise.due_at + hours(0.1))
    promise.refresh_from_db()
    assert promise.missed_at == promise.due_at
    assert Redress.objects.get().amount == 20


def test_it_climbs_the_ladder_step_by_step_and_each_step_once(promise):
    for hour in range(40):
        escalate_due(at=MONDAY_NINE + hours(hour))
        escalate_due(at=MONDAY_NINE + hours(hour))

    assert told() == [("owner", "alice"), ("owner", "alice"), ("lead", "lee"), ("supervisor", "sun"), ("head", "hu")]
    assert sorted(story()) == ["escalated"] * 4 + ["missed", "redress", "warned"]
    promise.refresh_from_db()
    assert promise.next_step_at is None


def test_it_catches_up_after_a_silence(promise):
    swept = escalate_due(at=MONDAY_NINE + hours(24 * 7))

    assert (swept.moved, swept.told) == (1, 5)
    assert escalate_due(at=MONDAY_NINE + hours(24 * 8)).moved == 0
    assert Redress.objects.count() == 1


def test_it_leaves_a_paused_met_or_ended_promise_alone(promise):
    for column in ("paused_at", "met_at", "ended_at"):
        Commitment.objects.update(**{column: MONDAY_NINE}, next_step_at=None)
        assert escalate_due(at=MONDAY_NINE + hours(100)).moved == 0

        with pytest.raises(IntegrityError), transaction.atomic():
            Commitment.objects.update(next_step_at=MONDAY_NINE)
        Commitment.objects.update(**{column: None})


def test_it_passes_over_a_person_named_in_the_case(promise, case, cast):
    CaseParticipant.objects.create(case=case, user=cast["lee"], part="named")

    escalate_due(at=MONDAY_NINE + hours(25.5))

    assert told()[-1] == ("lead", "sun")


def test_a_case_that_nobody_owns_warns_the_lead(promise, case):
    Case.objects.update(owner=None, status="open")

    escalate_due(at=MONDAY_NINE + hours(6.1))

    assert told() == [("owner", "lee")]


def test_the_story_can_only_grow(promise):
    escalate_due(at=MONDAY_NINE + hours(6.1))

    with pytest.raises(InternalError, match="event_append_only"), transaction.atomic():
        CaseEvent.objects.update(words="never happened")
    with pytest.raises(InternalError, match="event_append_only"), transaction.atomic():
        CaseEvent.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_many_sweeps_side_by_side_take_each_step_once(case, policy):
    for number in range(60):
        case.pk, case.reference = None, reference_of(20_000_000 + number)
        case.save(force_insert=True)
        make_promises(case=case, at=MONDAY_NINE)

    def sweep_until_done(_) -> int:
        told = 0
        with closing(connection):
            while (swept := escalate_due(at=MONDAY_NINE + hours(100), limit=7)).moved:
                told += swept.told
        return told

    with ThreadPoolExecutor(4) as pool:
        told_by_each = list(pool.map(sweep_until_done, range(4)))

    assert sum(told_by_each) == Escalation.objects.count() == 60 * 5
    assert CaseEvent.objects.filter(kind="missed").count() == 60
    assert Redress.objects.count() == 60
