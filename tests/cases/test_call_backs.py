"""Some closed cases are called back by somebody who had no part in them."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from gasservice.cases.actions.call_backs import NotYoursToCall, draw_call_backs, record_call_back, take_call_back
from gasservice.cases.models import Assignment, CallBack, Case, FollowUp, SurveyResponse
from gasservice.cases.references import reference_of
from tests.cases.aftercare import publish_rule
from tests.cases.conftest import MONDAY_NINE, hours

pytestmark = pytest.mark.django_db
PHONE = "+8613800000001"


@pytest.fixture
def closed(case, cast):
    """Eight cases of a team that Alice closed this month, one of whose customers has no phone."""
    numbers = range(20_000_000, 20_000_008)
    facts = {"door": case.door, "kind": case.kind, "channel": "web", "status": "closed", "owner": cast["alice"]}
    facts |= {"team": case.team, "opened_at": MONDAY_NINE, "closed_at": MONDAY_NINE, "title": "Done"}
    rows = [Case(reference=reference_of(n), secret_hash="0" * 64, contact_phone=PHONE, **facts) for n in numbers]
    rows[0].contact_phone = None
    return Case.objects.bulk_create(rows)


@pytest.fixture
def call(closed):
    publish_rule(call_percent=1)
    draw_call_backs(at=MONDAY_NINE + hours(1))
    return CallBack.objects.get()


def test_the_share_of_a_month_is_drawn_once_and_the_same_each_time(closed, cast):
    publish_rule(call_percent=50)

    assert draw_call_backs(at=MONDAY_NINE + hours(1)) == 4  # half of the seven who have a phone, rounded up
    drawn = set(CallBack.objects.values_list("case", flat=True))
    assert draw_call_backs(at=MONDAY_NINE + hours(2)) == 0
    CallBack.objects.all().delete()
    draw_call_backs(at=MONDAY_NINE + hours(3))

    assert set(CallBack.objects.values_list("case", flat=True)) == drawn
    assert closed[0].pk not in drawn
    assert set(CallBack.objects.values_list("handler", flat=True)) == {cast["alice"].pk}


def test_the_handler_does_not_call_and_of_two_others_one_does(call, cast):
    at = MONDAY_NINE + hours(2)

    with pytest.raises(NotYoursToCall):
        take_call_back(call_back=call, by=cast["alice"], at=at)
    take_call_back(call_back=call, by=cast["bob"], at=at)
    with pytest.raises(NotYoursToCall):
        take_call_back(call_back=call, by=cast["lee"], at=at)
    assert take_call_back(call_back=call, by=cast["lee"], at=at + hours(2)).taken_by == cast["lee"]


def test_nobody_who_once_had_the_case_calls(call, cast):
    Assignment.objects.create(case=call.case, team=call.team, owner=cast["bob"], by=cast["lee"], at=MONDAY_NINE)

    with pytest.raises(NotYoursToCall):
        take_call_back(call_back=call, by=cast["bob"], at=MONDAY_NINE)


def test_the_database_keeps_the_handler_from_calling(call, cast):
    with pytest.raises(IntegrityError):
        CallBack.objects.filter(pk=call.pk).update(taken_by=cast["alice"], taken_at=MONDAY_NINE)


def test_not_reached_goes_back_on_the_list_until_it_was_tried_often_enough(call, cast):
    for tries in (1, 2, 3):
        at = MONDAY_NINE + tries * hours(1)
        mine = take_call_back(call_back=call, by=cast["bob"], at=at)
        call = record_call_back(call_back=mine, outcome="not_reached", by=cast["bob"], at=at)
        assert call.tries == tries
        assert call.is_made == (tries == 3)

    assert call.outcome == "not_reached"


def test_an_answer_by_phone_is_kept_apart_and_a_bad_one_has_a_supervisor_call(call, cast):
    at = MONDAY_NINE + hours(2)
    mine = take_call_back(call_back=call, by=cast["bob"], at=at)

    record_call_back(call_back=mine, outcome="reached", score=2, is_solved=False, words="No.", by=cast["bob"], at=at)

    assert not SurveyResponse.objects.exists()
    assert FollowUp.objects.get().call_back == call
    assert call.case.events.get(kind="called_back").words == "reached"
    with pytest.raises(NotYoursToCall):
        record_call_back(call_back=mine, outcome="declined", by=cast["bob"], at=at)


def test_the_list_shows_the_phone_only_to_who_took_the_call(client, closed, cast):
    publish_rule(call_percent=1)
    now = timezone.now()
    Case.objects.filter(status="closed").update(closed_at=now - timedelta(minutes=5))
    draw_call_backs(at=now)
    call = CallBack.objects.get()
    page = reverse("call-back", args=[call.pk])

    client.force_login(cast["alice"])
    assert client.get(page).status_code == 404
    client.force_login(cast["bob"])
    assert client.get(page).status_code == 302
    assert "I call" in client.get(reverse("call-backs")).text
    taken = client.post(reverse("take-call-back", args=[call.pk]), follow=True)
    assert "+86 138 0000 0001" in taken.text
    refused = client.post(page, {"outcome": "reached"})
    assert "Whoever was reached gives 1 to 5." in refused.text
    client.post(page, {"outcome": "reached", "score": "5", "is_solved": "true", "words": ""})
    call.refresh_from_db()
    assert (call.score, call.is_solved, call.taken_by) == (5, True, cast["bob"])
