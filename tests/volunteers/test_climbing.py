"""Our promise to answer volunteers: warned before it runs out, then step by step, each told once."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from gasservice.cases.models import Routing
from gasservice.notices.models import Delivery, Notice
from gasservice.standards.models import CalendarException
from gasservice.users.models import Team
from gasservice.volunteers.actions.climbing import escalate_observations, tell_late_observations
from gasservice.volunteers.actions.observations import answer_observation
from gasservice.volunteers.models import Observation, ObservationStep
from tests.cases.conftest import three
from tests.volunteers.conftest import AT

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def here(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 in Shanghai."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


def told() -> list[tuple[str, str]]:
    return list(ObservationStep.objects.order_by("position").values_list("rung", "told__name"))


def answer(row, by, at) -> Observation:
    said = {"answer": "已增开窗口。", "public_words": "", "public_answer": ""}
    return answer_observation(observation=row, by=by, at=at, **said)


def test_the_moments_pass_over_a_holiday_and_use_a_make_up_saturday(write, promise):
    """Due when Friday closes. Nine working hours before lie behind the holiday; Saturday is worked as a Monday."""
    promise.warn_minutes = 540
    promise.save()
    saturday = {"date": date(2026, 11, 7), "works_like": 0, **three("reason", "Make-up day")}
    CalendarException.objects.create(calendar=promise.calendar, **saturday)

    row = write()

    assert row.due_at == here(6, 17)
    assert row.step_times == [here(4, 16), here(6, 17), here(6, 17), here(7, 10), here(7, 13), here(7, 17)]


def test_without_the_make_up_day_it_climbs_on_monday(write, promise):
    assert write().step_times[3:] == [here(9, 10), here(9, 13), here(9, 17)]


def test_it_is_the_team_of_its_district_that_answers(write, promise, team, estates):
    other = Team.objects.create(code="gulou", **three("name", "Gulou"))
    Routing.objects.create(door="complaints", kind_code="volunteering", district=estates[0].district, team=other)

    assert write().team == other


def test_it_warns_the_lead_and_climbs_each_step_once(write, promise):
    row = write()

    assert escalate_observations(at=row.step_times[0]).moved == 0
    for at in [*row.step_times, *row.step_times]:
        escalate_observations(at=at + MINUTE)

    row.refresh_from_db()
    assert told() == [("owner", "lee"), ("owner", "lee"), ("lead", "lee"), ("supervisor", "sun"), ("head", "hu")]
    assert (row.steps_taken, row.next_step_at) == (6, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        ObservationStep.objects.create(observation=row, position=1, rung="lead", at=AT)


def test_the_warning_comes_before_it_is_late(write, promise, cast):
    row = write()
    escalate_observations(at=row.step_times[0] + MINUTE)

    assert tell_late_observations(at=row.step_times[0] + MINUTE) == 1
    letter = Notice.objects.get(topic="observation-escalated-digest")

    assert Delivery.objects.filter(notice=letter, user=cast["lee"], channel="portal").exists()
    assert "C1花园" in letter.texts.get().body
    assert "排队四十分钟。" in letter.texts.get().body


def test_an_answer_ends_the_climb_and_what_was_answered_is_told_to_nobody(write, promise, cast):
    row, at = write(), here(20, 12)
    escalate_observations(at=row.due_at + MINUTE)
    answer(row, cast["alice"], row.due_at + 2 * MINUTE)

    assert tell_late_observations(at=at) == 0
    assert escalate_observations(at=at).moved == 0
    assert not ObservationStep.objects.filter(digested_at__isnull=True).exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.update(next_step_at=at)


def test_without_a_promise_nothing_climbs(write):
    assert write().next_step_at is None
    assert escalate_observations(at=here(30, 12)).moved == 0


@pytest.mark.django_db(transaction=True)
def test_many_workers_take_and_tell_each_step_once(write, promise, cast):
    for _ in range(40):
        write()
    late = here(30, 12)

    def sweep(_) -> int:
        taken = 0
        with closing(connection):
            while (swept := escalate_observations(at=late, limit=7)).moved:
                taken += swept.told
        return taken

    def tell(_) -> int:
        with closing(connection):
            return tell_late_observations(at=late)

    with ThreadPoolExecutor(4) as pool:
        taken, letters = sum(pool.map(sweep, range(4))), sum(pool.map(tell, range(4)))

    assert taken == ObservationStep.objects.count() == 40 * 5
    assert letters == Notice.objects.filter(topic="observation-escalated-digest").count() == 3  # lead, supervisor, head
    assert tell_late_observations(at=late) == 0
    assert not ObservationStep.objects.filter(digested_at__isnull=True).exists()


def test_the_desk_sees_what_is_close_late_and_to_whom_it_climbed(client, write, promise, cast):
    row = write()
    escalate_observations(at=row.step_times[-1] + MINUTE)
    Observation.objects.update(due_at=AT - timedelta(days=300), written_at=AT - timedelta(days=310))
    client.force_login(cast["alice"])

    listed = client.get(reverse("observations-to-answer")).text
    page = client.get(reverse("answer-observation", args=[row.pk])).text

    assert ">late<" in listed
    assert "North" in listed
    assert "Reminded before it was due: lee" in page
    assert "Told that it is late: hu" in page
