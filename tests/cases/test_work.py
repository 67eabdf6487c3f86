"""Working a case: one owner, promises kept or not, a story that tells it."""

from datetime import timedelta

import pytest

from gasservice.cases.actions import work
from gasservice.cases.actions.promises import escalate_due, make_promises
from gasservice.cases.models import Case, CaseEvent, Commitment
from gasservice.standards.models import SlaPolicy
from tests.cases.conftest import MONDAY_NINE, hours

pytestmark = pytest.mark.django_db


@pytest.fixture
def promised(case, policy):
    """A case that nobody has taken, with three promises running since Monday, nine o'clock."""
    for promise, minutes in (("acknowledged", 240), ("resolution", 15 * 480)):
        steps = list(policy.ladder.all())
        copy = SlaPolicy.objects.get(pk=policy.pk)
        copy.pk, copy.promise, copy.allowance, copy.redress = None, promise, minutes, 0
        copy.save(force_insert=True)
        for step in steps:
            step.pk, step.policy = None, copy
            step.save(force_insert=True)
    Case.objects.update(owner=None, status="open")
    case.refresh_from_db()
    make_promises(case=case, at=MONDAY_NINE)
    return case


def promise(name: str) -> Commitment:
    return Commitment.objects.filter(promise=name).latest("started_at")


def story() -> list[str]:
    return list(CaseEvent.objects.order_by("pk").values_list("kind", flat=True))


def test_who_takes_it_keeps_the_first_promise(promised, cast):
    taken = work.take_case(case=promised, by=cast["alice"], at=MONDAY_NINE + hours(1))

    assert taken.owner == cast["alice"]
    assert promise("acknowledged").is_kept
    assert taken.next_due_at == promise("first_answer").due_at
    assert story() == ["taken", "met"]


def test_two_people_do_not_take_one_case(promised, cast):
    work.take_case(case=promised, by=cast["alice"], at=MONDAY_NINE)

    with pytest.raises(work.AlreadyTaken):
        work.take_case(case=promised, by=cast["bob"], at=MONDAY_NINE)


def test_a_reply_that_has_not_seen_the_last_event_is_stopped(promised, cast):
    taken = work.take_case(case=promised, by=cast["alice"], at=MONDAY_NINE)

    with pytest.raises(work.SomethingNewArrived):
        work.reply_to_customer(case=taken, words="Hello", seen_event=0, by=cast["alice"], at=MONDAY_NINE)
    assert not taken.messages.exists()

    taken.refresh_from_db()
    work.reply_to_customer(
        case=taken, words="Hello", seen_event=taken.last_event_id, by=cast["alice"], at=MONDAY_NINE + hours(2)
    )
    assert promise("first_answer").is_kept


def test_an_answer_at_the_due_time_is_kept_and_a_second_later_missed(promised, cast):
    taken = work.take_case(case=promised, by=cast["alice"], at=MONDAY_NINE)
    taken.refresh_from_db()
    late = promise("first_answer").due_at + hours(1 / 3600)

    work.reply_to_customer(case=taken, words="Sorry", seen_event=taken.last_event_id, by=cast["alice"], at=late)

    answered = promise("first_answer")
    assert not answered.is_kept
    assert answered.missed_at == answered.due_at


def test_waiting_for_the_customer_stops_the_clock_and_moves_what_was_left(promised, cast):
    taken = work.take_case(case=promised, by=cast["alice"], at=MONDAY_NINE)
    due = promise("first_answer").due_at
    work.hold_case(case=taken, waiting_for="customer", reason="A photo", by=cast["alice"], at=MONDAY_NINE + hours(3))

    assert escalate_due(at=MONDAY_NINE + hours(24 * 30)).moved == 0
    taken.refresh_from_db()
    assert taken.next_due_at is None

    work.resume_case(case=taken, by=cast["alice"], at=MONDAY_NINE + hours(5))
    answered = promise("first_answer")
    assert answered.due_at == due + hours(16 + 2)  # two open hours lost: eleven o'clock the next morning
    assert answered.next_step_at == answered.due_at - hours(2)


def test_waiting_for_parts_shows_but_stops_nothing(promised, cast):
    taken = work.take_case(case=promised, by=cast["alice"], at=MONDAY_NINE)

    work.hold_case(case=taken, waiting_for="parts", reason="A valve", by=cast["alice"], at=MONDAY_NINE + hours(1))

    assert not promise("first_answer").is_paused
    assert promise("first_answer").next_step_at is not None


def test_resolving_ends_every_promise_and_closing_asks_for_it(promised, cast):
    taken = work.take_case(case=promised, by=cast["alice"], at=MONDAY_NINE)
    with pytest.raises(work.NotPossibleNow):
        work.close_case(case=taken, by=cast["alice"], at=MONDAY_NINE)

    work.resolve_case(case=taken, finding="upheld", words="We waive it.", by=cast["alice"], at=MONDAY_NINE + hours(4))
    closed = work.close_case(case=taken, by=cast["alice"], at=MONDAY_NINE + hours(5))

    assert closed.is_over
    assert not Commitment.objects.running().exists()
    assert promise("resolution").is_kept
    assert closed.next_due_at is None


def test_a_reopened_case_is_promised_anew_and_keeps_its_owner(promised, cast):
    taken = work.take_case(case=promised, by=cast["alice"], at=MONDAY_NINE)
    work.resolve_case(case=taken, finding="upheld", words="We waive it.", by=cast["alice"], at=MONDAY_NINE + hours(4))

    reopened = work.reopen_case(case=taken, because="It was charged again", by=None, at=MONDAY_NINE + hours(26))

    assert (reopened.status, reopened.owner) == ("in_progress", cast["alice"])
    assert promise("first_answer").started_at == MONDAY_NINE + hours(26)
    assert promise("acknowledged").is_kept
    assert reopened.resolutions.get().reopened_because == "It was charged again"


def test_a_promise_met_late_before_any_sweep_is_missed_and_paid_for(case, cast, policy):
    [answer] = make_promises(case=case, at=MONDAY_NINE)
    late = answer.due_at + timedelta(seconds=30)

    work.reply_to_customer(case=case, words="Sorry", seen_event=case.last_event_id, by=cast["alice"], at=late)
    escalate_due(at=late + timedelta(minutes=1))

    answer.refresh_from_db()
    assert (answer.is_kept, answer.missed_at) == (False, answer.due_at)
    assert answer.redress.amount == 20
    assert [event.kind for event in case.events.all()].count("redress") == 1
