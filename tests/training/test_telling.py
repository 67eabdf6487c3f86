"""What people are told of their scores and places, and what they take away of them."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from gasservice.cases.models import CaseParticipant
from gasservice.notices.models import Delivery, Notice
from gasservice.portal.own_data import own_data_of
from gasservice.training.actions.courses import (
    SessionBegun,
    SessionFull,
    SessionNotBegun,
    call_off_session,
    change_session,
    mark_attendance,
    withdraw_enrolment,
)
from gasservice.training.actions.scoring import comment_on_score, score_work
from gasservice.training.models import Session
from gasservice.training.queries.courses import courses_ahead_of
from gasservice.training.queries.scores import norms_of
from tests.cases.conftest import MONDAY_NINE
from tests.training.test_courses import DAY, enrol, session_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def coming(course, cast):
    return session_on(course, cast["sun"], MONDAY_NINE + 2 * DAY, places=2)


def told(topic: str) -> list[str]:
    """Give who has a message of a topic, by name."""
    rows = Delivery.objects.filter(notice__topic=topic, channel="portal").order_by("pk")
    return list(rows.values_list("user__name", flat=True))


def hours_of(session, **changes) -> dict:
    names = ("starts_at", "ends_at", "place", "trainer", "places")
    return {name: getattr(session, name) for name in names} | changes


def score(work, by) -> None:
    norms = norms_of(work)
    verdicts = dict.fromkeys(norms, ("not_met", "太多专业词。"))
    score_work(work=work, verdicts=verdicts, words="下次写短一点。", by=by, at=MONDAY_NINE)


def test_whose_work_is_scored_is_told_in_their_language_with_the_way_to_it(drawn, cast):
    cast["alice"].language = "zh-hans"
    cast["alice"].save()
    score(drawn[0], cast["sun"])

    notice = Notice.objects.get(topic="work-scored")

    assert told("work-scored") == ["alice"]
    assert drawn[0].case.title in notice.texts.get(language="zh-hans").body
    assert Delivery.objects.filter(notice=notice, link=drawn[0].get_absolute_url(), channel="email").exists()


def test_of_a_case_that_names_them_they_are_told_nothing(drawn, cast):
    CaseParticipant.objects.create(case=drawn[0].case, user=cast["alice"], part="named")

    score(drawn[0], cast["sun"])

    assert told("work-scored") == []
    assert own_data_of(cast["alice"])["training"]["scores"] == []


def test_a_place_given_and_taken_back_is_told_each_time(coming, cast):
    for _ in range(2):
        row = enrol(coming, cast["alice"], cast["sun"])
        withdraw_enrolment(enrolment=row, at=MONDAY_NINE)

    assert told("training-place") == told("training-place-lost") == ["alice"] * 2
    assert "Room 3" in Notice.objects.filter(topic="training-place").first().texts.get().body


def test_who_has_a_place_is_told_when_it_moves_and_not_when_only_the_trainer_changes(coming, cast):
    for name in ("alice", "bob"):
        enrol(coming, cast[name], cast["sun"])
    change_session(session=coming, at=MONDAY_NINE, **hours_of(coming, trainer="Liu", places=3))
    assert told("training-changed") == []

    moved = hours_of(coming, trainer="Liu", place="Room 9")
    for _ in range(2):
        change_session(session=coming, at=MONDAY_NINE, **moved)

    assert told("training-changed") == ["alice", "bob"]
    assert "Room 9" in Notice.objects.get(topic="training-changed").texts.get().body
    with pytest.raises(SessionFull):
        change_session(session=coming, at=MONDAY_NINE, **moved | {"places": 1})


def test_a_session_called_off_tells_its_people_why_and_counts_for_nobody(coming, course, cast):
    row = enrol(coming, cast["alice"], cast["sun"])
    call_off_session(session=coming, because="Gu is ill.", at=MONDAY_NINE)

    assert told("training-place-lost") == ["alice"]
    assert "Gu is ill." in Notice.objects.get(topic="training-place-lost").texts.get().body
    assert courses_ahead_of([cast["alice"]], MONDAY_NINE.date(), MONDAY_NINE) == set()
    row.refresh_from_db()
    for act in (
        lambda: enrol(coming, cast["bob"], cast["sun"]),
        lambda: withdraw_enrolment(enrolment=row, at=MONDAY_NINE),
        lambda: change_session(session=coming, at=MONDAY_NINE, **hours_of(coming)),
        lambda: call_off_session(session=coming, because="Again", at=MONDAY_NINE),
    ):
        with pytest.raises(SessionBegun):
            act()
    with pytest.raises(SessionNotBegun):
        mark_attendance(enrolment=row, attended=True, by=cast["sun"], at=MONDAY_NINE + 3 * DAY)
    with pytest.raises(IntegrityError):
        Session.objects.update(called_off_because="")


def test_a_session_is_changed_and_called_off_on_its_page(client, cast, course):
    session = session_on(course, cast["sun"], timezone.now() + 5 * DAY)
    enrol(session, cast["alice"], cast["sun"], at=timezone.now())
    client.force_login(cast["sun"])
    address = reverse("change-training-session", args=[session.pk])
    day = (timezone.localdate() + timedelta(days=8)).isoformat()
    facts = {"day": day, "begins": "09:00", "ends": "11:00", "place": "Room 9", "trainer": "Gu", "places": "5"}

    shown, wrong = client.get(address).text, client.post(address, facts | {"places": "0"})
    client.post(address, facts)
    unexplained = client.post(reverse("call-off-training-session", args=[session.pk]), {"because": ""})
    client.post(reverse("call-off-training-session", args=[session.pk]), {"because": "Gu is ill."})

    assert "Room 3" in shown
    assert "greater than or equal to 1" in wrong.text
    assert "This field is required" in unexplained.text
    session.refresh_from_db()
    assert (session.place, session.called_off_because) == ("Room 9", "Gu is ill.")
    assert "called off" in client.get(session.get_absolute_url()).text
    assert told("training-changed") == told("training-place-lost") == ["alice"]


def test_somebody_takes_away_their_scores_places_and_attendance(drawn, course, cast):
    score(drawn[0], cast["sun"])
    drawn[0].refresh_from_db()
    comment_on_score(work=drawn[0], words="明白。", by=cast["alice"], at=MONDAY_NINE)
    held = session_on(course, cast["sun"], MONDAY_NINE - DAY)
    row = enrol(held, cast["alice"], cast["sun"], at=MONDAY_NINE - 2 * DAY)
    mark_attendance(enrolment=row, attended=False, by=cast["sun"], at=MONDAY_NINE)

    own, others = own_data_of(cast["alice"])["training"], own_data_of(cast["bob"])["training"]

    [scored], [place] = own["scores"], own["courses"]
    assert scored["norms"] == [{"norm": "plain-words", "verdict": "not_met", "words": "太多专业词。"}]
    assert (scored["words"], scored["comment"]) == ("下次写短一点。", "明白。")
    assert (place["course"], place["place"], place["attended"]) == ("Plain words", "Room 3", False)
    assert drawn[0].case.title not in str(own)
    assert others == {"scores": [], "courses": []}
