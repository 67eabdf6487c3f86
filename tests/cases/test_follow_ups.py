"""Who gave a 1 or a 2 is called by a supervisor, by a promise of its own on the closed case."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gasservice.cases.actions.erasing import erase_case
from gasservice.cases.actions.follow_ups import CalledAlready, record_follow_up
from gasservice.cases.actions.promises import escalate_due
from gasservice.cases.actions.survey import invite_to_rate, rate_case
from gasservice.cases.actions.work import hold_case, reopen_case, resolve_case
from gasservice.cases.models import Commitment, Escalation, FollowUp
from gasservice.notices.models import Delivery
from gasservice.users.models import User
from tests.cases.aftercare import close, promise_calls
from tests.cases.conftest import MONDAY_NINE, hours

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(case, cast, calendar):
    """A question about a case that was closed on Monday at nine."""
    promise_calls(calendar)
    closed = close(case, cast["alice"], MONDAY_NINE)
    return invite_to_rate(case=closed, at=MONDAY_NINE).invitation


def unhappy(asked, score=1, at=MONDAY_NINE, **said) -> FollowUp:
    rate_case(invitation=asked, score=score, at=at, **said)
    return FollowUp.objects.get()


def test_a_bad_answer_is_promised_a_call_once_however_often_it_is_sent(asked, cast):
    follow_up = unhappy(asked)
    rate_case(invitation=asked, score=2, at=MONDAY_NINE + hours(1))

    promise = Commitment.objects.get(promise="follow_up")
    assert (follow_up.commitment, follow_up.due_at) == (promise, promise.due_at)
    told = Delivery.objects.filter(notice__topic="unhappy-customer", channel="portal")
    assert [row.user for row in told] == [cast["sun"]]


@pytest.mark.parametrize("score", [3, 4, 5])
def test_who_is_not_unhappy_is_not_called(asked, score):
    rate_case(invitation=asked, score=score, at=MONDAY_NINE)

    assert not FollowUp.objects.exists()


def test_thinking_better_of_it_before_the_call_ends_the_promise(asked):
    unhappy(asked)

    rate_case(invitation=asked, score=5, at=MONDAY_NINE + hours(1))

    promise = Commitment.objects.get(promise="follow_up")
    assert (promise.ended_at, promise.missed_at) == (MONDAY_NINE + hours(1), None)
    assert not FollowUp.objects.waiting().exists()


def test_thinking_worse_of_it_again_is_promised_anew(asked):
    unhappy(asked)
    rate_case(invitation=asked, score=5, at=MONDAY_NINE + hours(1))

    follow_up = unhappy(asked, at=MONDAY_NINE + hours(2))

    assert follow_up.is_waiting
    assert follow_up.commitment.started_at == MONDAY_NINE + hours(2)


def test_the_call_keeps_the_promise_and_its_words_stand_in_the_story(asked, cast, case):
    follow_up = unhappy(asked)

    called = record_follow_up(
        follow_up=follow_up,
        said="The fitter never came back.",
        will_do="Lee comes on Friday.",
        by=cast["sun"],
        at=MONDAY_NINE + hours(2),
    )

    promise = Commitment.objects.get(promise="follow_up")
    assert promise.is_kept
    event = case.events.get(kind="followed_up")
    assert event.note == called.note
    assert "never came back" in event.note.body
    assert "Friday" in event.note.body
    with pytest.raises(CalledAlready):
        record_follow_up(follow_up=follow_up, said="Again", will_do="-", by=cast["sun"], at=MONDAY_NINE + hours(3))


def test_a_late_call_climbs_from_the_supervisor_on_the_closed_case(asked, cast):
    follow_up = unhappy(asked)

    escalate_due(at=follow_up.due_at + timedelta(days=2))

    climbed = Escalation.objects.order_by("position").values_list("rung", "told__name")
    assert list(climbed) == [("supervisor", "sun"), ("supervisor", "sun"), ("head", "hu")]
    follow_up.commitment.refresh_from_db()
    assert follow_up.commitment.is_missed


def test_the_promise_to_call_outlives_a_hold_and_a_second_closing(asked, case, cast):
    follow_up = unhappy(asked)
    alice = {"by": cast["alice"], "at": MONDAY_NINE + hours(1)}
    reopen_case(case=case, because="Not solved", **alice)
    hold_case(case=case, waiting_for="customer", reason="A photo", **alice)
    resolve_case(case=case, finding="done", words="Now.", by=cast["alice"], at=MONDAY_NINE + hours(3))

    follow_up.commitment.refresh_from_db()
    assert follow_up.commitment.is_running
    assert follow_up.commitment.due_at == follow_up.due_at


def test_who_is_forgotten_is_not_called_and_leaves_no_words(asked, case, cast):
    follow_up = unhappy(asked, words="Call me at home.")

    erase_case(case=case, by=None, at=MONDAY_NINE + hours(1))

    follow_up.refresh_from_db()
    asked.response.refresh_from_db()
    assert follow_up.ended_at == MONDAY_NINE + hours(1)
    assert (asked.response.words, asked.response.score) == ("", 1)


def test_the_supervisor_finds_them_on_the_list_and_others_do_not(client, asked, cast):
    now = timezone.now()
    asked.expires_at = now + timedelta(days=1)
    asked.save()
    follow_up = unhappy(asked, words="Nobody came.", at=now)
    address = reverse("follow-up", args=[follow_up.pk])

    client.force_login(cast["sun"])
    assert "Nobody came." in client.get(reverse("follow-ups")).text
    client.post(address, {"said": "Sorry", "will_do": "We come"})
    assert "Nobody came." not in client.get(reverse("follow-ups")).text
    client.force_login(cast["bob"])
    assert client.get(address).status_code == 404
    client.force_login(User.objects.create_user("o@gas.example", name="o", role="standards_officer"))
    assert client.get(reverse("follow-ups")).status_code == 200


def test_an_officer_reads_the_list_and_does_not_call(client, asked):
    follow_up = unhappy(asked)
    client.force_login(User.objects.create_user("o@gas.example", name="o", role="standards_officer"))

    assert client.get(reverse("follow-up", args=[follow_up.pk])).status_code == 403
