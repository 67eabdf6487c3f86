"""Courses: places never run over, attendance, and what the pages of people say."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection
from django.urls import reverse
from django.utils import timezone

from gasservice.training.actions.courses import (
    EnrolledAlready,
    NotYourPerson,
    SessionBegun,
    SessionFull,
    SessionNotBegun,
    enrol_person,
    hold_session,
    mark_attendance,
    withdraw_enrolment,
)
from gasservice.training.forms import CourseForm
from gasservice.training.models import Drawing, Enrolment, NormScore, SampledWork, Session
from gasservice.training.queries.comparing import courses_compared
from gasservice.training.queries.people import months_counted, people_lines
from gasservice.training.telling import changed_rows
from tests.cases.conftest import MONDAY_NINE, three
from tests.training.conftest import closed_case

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def session(course, cast):
    return session_on(course, cast["sun"], MONDAY_NINE + DAY, places=1)


def session_on(course, by, starts_at, places: int = 5) -> Session:
    hours = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2)}
    return hold_session(
        course=course, by=by, at=starts_at - 9 * DAY, place="Room 3", trainer="Gu", places=places, **hours
    )


def enrol(session, person, by, at=MONDAY_NINE) -> Enrolment:
    return enrol_person(session=session, person=person, by=by, at=at)


def test_a_full_session_takes_nobody_and_a_place_taken_back_is_free(session, cast):
    first = enrol(session, cast["alice"], cast["sun"])
    with pytest.raises(SessionFull):
        enrol(session, cast["bob"], cast["sun"])

    withdraw_enrolment(enrolment=first, at=MONDAY_NINE)
    withdraw_enrolment(enrolment=first, at=MONDAY_NINE)
    enrol(session, cast["bob"], cast["sun"])

    assert Session.objects.get().taken == Enrolment.objects.count() == 1
    with pytest.raises(IntegrityError):
        Session.objects.update(taken=2)


def test_nobody_has_two_places_and_strangers_get_none(course, cast, worker):
    session = session_on(course, cast["sun"], MONDAY_NINE + DAY)
    enrol(session, cast["alice"], cast["sun"])

    with pytest.raises(EnrolledAlready):
        enrol(session, cast["alice"], cast["sun"])
    with pytest.raises(NotYourPerson):
        enrol(session, worker, cast["lee"])
    with pytest.raises(SessionBegun):
        enrol(session, cast["bob"], cast["sun"], at=MONDAY_NINE + 2 * DAY)
    assert Session.objects.get().taken == 1


@pytest.mark.django_db(transaction=True)
def test_the_last_place_is_given_once_to_two_who_ask_at_once(session, cast):
    barrier, refused = Barrier(2), []

    def ask(person) -> None:
        barrier.wait()
        try:
            enrol(Session.objects.get(pk=session.pk), person, cast["sun"])
        except SessionFull as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [Thread(target=ask, args=[cast[name]]) for name in ("alice", "bob")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    assert Session.objects.get().taken == Enrolment.objects.count() == 1


def test_attendance_is_marked_once_it_has_begun_and_a_slip_is_set_right(session, cast):
    row = enrol(session, cast["alice"], cast["sun"])
    with pytest.raises(SessionNotBegun):
        mark_attendance(enrolment=row, attended=True, by=cast["sun"], at=MONDAY_NINE)

    for attended in (False, True):
        mark_attendance(enrolment=row, attended=attended, by=cast["sun"], at=MONDAY_NINE + 2 * DAY)

    row.refresh_from_db()
    assert row.attended
    with pytest.raises(SessionBegun):
        withdraw_enrolment(enrolment=row, at=MONDAY_NINE + 2 * DAY)


def scored(person, by, norm, kind, at, verdicts: str) -> None:
    """Score a case for each sign: + met, - not met."""
    first = SampledWork.objects.count() + 100
    drawing, _is_new = Drawing.objects.get_or_create(
        month=at.date().replace(day=1), defaults={"seed": "s", "each": 9, "drawn_at": at}
    )
    for n, sign in enumerate(verdicts, first):
        work = SampledWork.objects.create(
            drawing=drawing, person=person, team=person.team, case=closed_case(n, person, kind), done_at=at,
            scored_by=by, scored_at=at,
        )  # fmt: skip
        said = {"verdict": "met"} if sign == "+" else {"verdict": "not_met", "words": "Terms"}
        NormScore.objects.create(work=work, norm=norm, **said)


@pytest.fixture
def weak_alice(cast, norms, kind, rule):
    """Alice met the norm 3 times of 12, bob always."""
    return make_weak(cast, norms, kind, MONDAY_NINE - 35 * DAY)


def make_weak(cast, norms, kind, at):
    scored(cast["alice"], cast["sun"], norms[0], kind, at, "+++---------")
    scored(cast["bob"], cast["sun"], norms[0], kind, at, "+" * 24)
    return cast["alice"]


def lines_now(*people) -> dict:
    rows = people_lines(people, months_counted(MONDAY_NINE.date()), MONDAY_NINE)
    return {line.person.name: line for line in rows}


def test_a_course_is_suggested_with_its_evidence(weak_alice, cast, course):
    lines = lines_now(weak_alice, cast["bob"])

    assert (lines["alice"].norms.part, lines["alice"].norms.of) == (3, 12)
    assert list(lines["alice"].suggested) == [course]
    assert lines["alice"].suggested[course].team.of == 36
    assert lines["bob"].suggested == {}


def test_who_has_a_place_or_has_been_is_not_sent_again(weak_alice, cast, course):
    ahead = session_on(course, cast["sun"], MONDAY_NINE + DAY)
    row = enrol(ahead, weak_alice, cast["sun"])
    assert lines_now(weak_alice)["alice"].suggested == {}

    withdraw_enrolment(enrolment=row, at=MONDAY_NINE)
    assert list(lines_now(weak_alice)["alice"].suggested) == [course]

    held = session_on(course, cast["sun"], MONDAY_NINE - 9 * DAY)
    attended = enrol(held, weak_alice, cast["sun"], at=MONDAY_NINE - 10 * DAY)
    mark_attendance(enrolment=attended, attended=True, by=cast["sun"], at=MONDAY_NINE)
    assert lines_now(weak_alice)["alice"].suggested == {}


def test_before_and_after_a_course_are_compared_on_its_norms(weak_alice, cast, course, norms, kind):
    """She was weak before October and good after it; what was scored in the month of the course counts in neither."""
    scored(weak_alice, cast["sun"], norms[0], kind, MONDAY_NINE - 70 * DAY, "++--------")
    scored(weak_alice, cast["sun"], norms[0], kind, MONDAY_NINE - DAY, "+++++++++-")
    held = session_on(course, cast["sun"], MONDAY_NINE - 33 * DAY)
    row = enrol(held, weak_alice, cast["sun"], at=MONDAY_NINE - 34 * DAY)
    mark_attendance(enrolment=row, attended=True, by=cast["sun"], at=MONDAY_NINE)

    [changed] = courses_compared(weak_alice, MONDAY_NINE)

    assert (changed.figures["norms"].before.part, changed.figures["norms"].before.of) == (2, 10)
    assert (changed.figures["norms"].after.part, changed.figures["norms"].after.of) == (9, 10)
    words = [row[-1] for row in changed_rows(changed)]
    assert words == ["Better: the intervals do not touch.", *["Too little was seen to compare."] * 2]


def test_the_pages_say_it(client, cast, norms, kind, rule, course):
    weak_alice = make_weak(cast, norms, kind, timezone.now() - 35 * DAY)
    session = session_on(course, cast["sun"], timezone.now() + DAY)
    client.force_login(cast["sun"])
    listed, page = client.get(reverse("people")).text, client.get(reverse("person", args=[weak_alice.pk])).text
    client.post(session.get_absolute_url(), {"person": weak_alice.pk})
    again = client.post(session.get_absolute_url(), {"person": weak_alice.pk})
    client.force_login(weak_alice)
    own = client.get(reverse("person", args=[weak_alice.pk]))

    assert "met 3 times of 12 (25.0%, 95% sure: 8.9 to 53.2%)" in listed
    assert "Suggested course" in page
    assert session.enrolments.count() == 1
    assert "Select a valid choice" in again.text
    assert "Room 3" in own.text
    assert client.get(reverse("people")).status_code == 404


def test_a_session_is_announced_on_its_page(client, cast, course):
    client.force_login(cast["sun"])
    day = (timezone.localdate() + DAY).isoformat()
    facts = {"course": course.pk, "day": day, "begins": "14:00", "place": "Room 3", "trainer": "Gu", "places": "8"}
    wrong = client.post(reverse("new-training-session"), facts | {"ends": "13:00"})
    client.post(reverse("new-training-session"), facts | {"ends": "16:30"})

    assert "A session ends after it has begun." in wrong.text
    assert timezone.localtime(Session.objects.get().starts_at).hour == 14


def test_a_course_names_norms_and_kinds_that_are_known(norms, kind):
    texts = {"code": "c", **three("name", "C"), **three("text", "C"), "is_offered": "on"}
    good = CourseForm(texts | {"norm_codes": "card", "kind_codes": "complaints/late-charge"})
    strange = CourseForm(texts | {"norm_codes": "charm", "kind_codes": "complaints/charm"})
    about_nothing = CourseForm(texts)

    assert good.is_valid()
    assert strange.errors == {"norm_codes": ["There is no norm charm."],
                              "kind_codes": ["There is no kind of case complaints/charm."]}  # fmt: skip
    assert list(about_nothing.errors) == ["norm_codes"]
