"""Giving a case to somebody, and what the customer does to it."""

from datetime import timedelta

import pytest

from gasservice.cases.access import visible_to
from gasservice.cases.actions.customer import customer_writes, withdraw_case
from gasservice.cases.actions.handing import (
    NotForThisPerson,
    assign_case,
    hand_over_case,
    name_person,
    transfer_case,
)
from gasservice.cases.actions.promises import make_promises
from gasservice.cases.actions.settling import close_settled
from gasservice.cases.actions.survey import TooLateToRate, invite_to_rate, rate_case
from gasservice.cases.actions.work import NotPossibleNow, close_case, hold_case, resolve_case
from gasservice.cases.models import Routing, SurveyInvitation
from gasservice.cases.terms import EventKind, Finding, Status, WaitingFor
from gasservice.standards.models import CaseKind
from gasservice.users.models import Team, User
from tests.cases.conftest import MONDAY_NINE, SINCE, hours, three

pytestmark = pytest.mark.django_db


@pytest.fixture
def south(db):
    return Team.objects.create(code="south", **three("name", "South"))


def kinds_of(case):
    return [event.kind for event in case.events.all()]


def test_a_lead_assigns_a_case_to_somebody_of_the_team(case, cast):
    assign_case(case=case, to_owner=cast["bob"], by=cast["lee"], at=MONDAY_NINE)

    case.refresh_from_db()
    assert (case.owner, case.status) == (cast["bob"], Status.IN_PROGRESS)
    assert case.assignments.get().owner == cast["bob"]


def test_it_is_not_assigned_outside_its_team(case, cast, south):
    stranger = User.objects.create_user("zoe@gas.example", name="zoe", role="agent", team=south)

    with pytest.raises(NotForThisPerson):
        assign_case(case=case, to_owner=stranger, by=cast["lee"], at=MONDAY_NINE)


def test_a_hand_over_keeps_the_clock_and_says_why(case, cast, policy, south):
    [promise] = make_promises(case=case, at=MONDAY_NINE)

    hand_over_case(case=case, to_team=south, reason="It is their pipe", by=cast["alice"], at=MONDAY_NINE + hours(1))

    case.refresh_from_db()
    promise.refresh_from_db()
    assert (case.team, case.owner, case.status) == (south, None, Status.OPEN)
    assert case.assignments.get().is_handover
    assert case.next_due_at == promise.due_at
    assert case.events.last().words == "It is their pipe"


def test_a_case_that_came_through_the_wrong_door_keeps_its_number_and_clock(case, cast, policy, south):
    [promise] = make_promises(case=case, at=MONDAY_NINE)
    pipes = CaseKind.objects.create(door="repairs", code="pipe-change", valid_from=SINCE, **three("name", "Pipes"))
    Routing.objects.create(door="repairs", team=south)

    transfer_case(case=case, to_kind=pipes, reason="About pipes", by=cast["alice"], at=MONDAY_NINE + hours(1))

    case.refresh_from_db()
    assert (case.door, case.kind, case.team, case.owner) == ("repairs", pipes, south, None)
    assert case.commitments.get().due_at == promise.due_at
    assert case.referrals.get().from_door == "complaints"


def test_an_owner_who_is_named_loses_the_case(case, cast):
    name_person(case=case, person=cast["alice"], by=cast["lee"], at=MONDAY_NINE)

    case.refresh_from_db()
    assert (case.owner, case.status) == (None, Status.OPEN)
    assert case not in visible_to(cast["alice"])
    with pytest.raises(NotForThisPerson):
        assign_case(case=case, to_owner=cast["alice"], by=cast["lee"], at=MONDAY_NINE)


def test_the_customers_answer_ends_the_wait(case, cast, policy):
    [promise] = make_promises(case=case, at=MONDAY_NINE)
    hold_case(case=case, waiting_for=WaitingFor.CUSTOMER, reason="A photo", by=cast["alice"], at=MONDAY_NINE + hours(1))

    customer_writes(case=case, words="Here it is", by=None, at=MONDAY_NINE + hours(3))

    case.refresh_from_db()
    assert case.status == Status.IN_PROGRESS
    assert kinds_of(case)[-2:] == [EventKind.CUSTOMER_WROTE, EventKind.RESUMED]
    assert case.commitments.get().due_at == promise.due_at + hours(2) + timedelta(
        hours=16
    )  # 17:00 moved over the night


def test_a_word_from_the_customer_does_not_end_a_wait_for_parts(case, cast):
    hold_case(case=case, waiting_for=WaitingFor.PARTS, reason="A valve", by=cast["alice"], at=MONDAY_NINE)

    customer_writes(case=case, words="How long?", by=None, at=MONDAY_NINE + hours(1))

    case.refresh_from_db()
    assert case.status == Status.WAITING


def test_nobody_writes_into_a_closed_case(case, cast):
    resolve_case(case=case, finding=Finding.UPHELD, words="Yes", by=cast["alice"], at=MONDAY_NINE)
    close_case(case=case, by=cast["alice"], at=MONDAY_NINE + hours(1))

    with pytest.raises(NotPossibleNow):
        customer_writes(case=case, words="But", by=None, at=MONDAY_NINE + hours(2))


def test_a_withdrawn_case_promises_nothing_more(case, policy):
    make_promises(case=case, at=MONDAY_NINE)

    withdraw_case(case=case, by=None, at=MONDAY_NINE + hours(1))

    case.refresh_from_db()
    assert (case.status, case.next_due_at) == (Status.WITHDRAWN, None)
    assert not case.commitments.running().exists()


def test_closing_asks_whoever_can_be_reached(case, cast):
    case.contact_email = "mei@example.com"
    case.save()
    resolve_case(case=case, finding=Finding.UPHELD, words="Yes", by=cast["alice"], at=MONDAY_NINE)

    close_case(case=case, by=cast["alice"], at=MONDAY_NINE + hours(1))

    invitation = SurveyInvitation.objects.get()
    assert (invitation.handler, invitation.team) == (cast["alice"], case.team)


def test_an_answer_may_be_changed_for_two_weeks_and_counts_once(case):
    invitation = invite_to_rate(case=case, at=MONDAY_NINE).invitation

    rate_case(invitation=invitation, score=2, at=MONDAY_NINE + hours(1))
    rate_case(invitation=invitation, score=5, is_solved=True, at=MONDAY_NINE + hours(2))

    assert invitation.response.score == 5
    assert kinds_of(case).count(EventKind.RATED) == 1
    with pytest.raises(TooLateToRate):
        rate_case(invitation=invitation, score=1, at=MONDAY_NINE + timedelta(days=14))


def test_a_resolved_case_closes_by_itself_after_a_week(case, cast):
    resolve_case(case=case, finding=Finding.UPHELD, words="Yes", by=cast["alice"], at=MONDAY_NINE)

    early = close_settled(at=MONDAY_NINE + timedelta(days=6, hours=23))
    late = close_settled(at=MONDAY_NINE + timedelta(days=7))

    case.refresh_from_db()
    assert (early, late, case.status) == (0, 1, Status.CLOSED)
