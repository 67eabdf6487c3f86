"""Choosing a time, the calendar file, and the crews' day, as people see them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from gasservice.cases.models import Appointment, Redress
from gasservice.users.models import User
from gasservice.users.terms import Role
from repairs.actions.booking import book_visit, cancel_visit, rebook_visit
from repairs.actions.crews import CrewIsExpected, drop_shift, keep_crew, plan_shifts
from repairs.models import Crew, PlannedJob, Shift
from repairs.queries.days import jobs_of
from repairs.queries.slots import slots_for
from tests.repairs.appointments.conftest import hour, three

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def crew(yard, now):
    """A crew that is out from now on for a fortnight, each day from eight to eight."""
    crew = yard.crew("north-1")
    Shift.objects.all().delete()
    today = timezone.localdate(now)
    hours = {"opens": hour(8).time(), "closes": hour(20).time(), "weekdays": range(7)}
    plan_shifts(crew=crew, since=today, weeks=2, by=yard.agent, at=now, **hours)
    return crew


@pytest.fixture
def visit(order, crew, yard, now):
    return book_visit(order=order, window_from=free(order, now)[-1].window_from, by=yard.customer, at=now)


def free(order, now) -> list:
    return slots_for(order=order, at=now)


def value_of(slot) -> str:
    return timezone.localtime(slot.window_from).isoformat(timespec="minutes")


def test_the_case_asks_its_customer_to_choose_a_time(client, yard, order, crew):
    client.force_login(yard.customer)

    page = client.get(reverse("tracked-case", args=[order.case.reference])).text

    assert reverse("choose-time", args=[order.case.reference]) in page


def test_a_customer_chooses_a_window(client, yard, order, crew, now):
    client.force_login(yard.customer)
    slot = free(order, now)[-1]

    answer = client.post(
        reverse("choose-time", args=[order.case.reference]), {"window_from": value_of(slot)}, follow=True
    )

    assert Appointment.objects.get().window_from == slot.window_from
    assert "Add to my calendar" in answer.text
    assert "Choose another time" in answer.text


def test_a_window_that_somebody_else_took_is_said_beside_the_choice(client, yard, order, crew, now):
    client.force_login(yard.customer)
    slot = free(order, now)[-1]
    for _ in range(4):
        book_visit(order=yard.order(), window_from=slot.window_from, by=None, at=now)

    answer = client.post(reverse("choose-time", args=[order.case.reference]), {"window_from": value_of(slot)})

    assert "Somebody was quicker" in answer.text
    assert not Appointment.objects.filter(case=order.case).exists()


def test_a_stranger_cannot_choose_for_somebody(client, order, crew):
    client.force_login(User.objects.create_user("eve@home.example", name="Eve"))

    assert client.get(reverse("choose-time", args=[order.case.reference])).status_code == 404


def test_the_customer_calls_it_off_and_may_choose_again(client, yard, visit):
    client.force_login(yard.customer)

    answer = client.post(reverse("cancel-visit", args=[visit.case.reference, visit.uid]), follow=True)

    visit.refresh_from_db()
    assert visit.state == "cancelled"
    assert "Choose a time" in answer.text


def test_a_calendar_keeps_one_event_through_every_change(client, yard, order, visit, now):
    first = event_of(client, visit)
    moved = rebook_visit(appointment=visit, window_from=free(order, now)[-3].window_from, by=yard.customer, at=now)
    second = event_of(client, moved)
    off = cancel_visit(appointment=moved, reason="", by=yard.customer, at=now)
    third = event_of(client, off)

    assert len({event["UID"] for event in (first, second, third)}) == 1
    assert [event["SEQUENCE"] for event in (first, second, third)] == [0, 1, 2]
    assert [event["STATUS"] for event in (first, second, third)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert second.start == timezone.localtime(moved.window_from)
    assert second["DTSTART"].params["TZID"] == "Asia/Shanghai"


def test_the_calendar_file_says_its_zone_and_its_method(client, yard, visit, now):
    published = calendar_of(client, visit)
    cancelled = calendar_of(client, cancel_visit(appointment=visit, reason="", by=yard.customer, at=now))

    assert [zone["TZID"] for zone in published.walk("VTIMEZONE")] == ["Asia/Shanghai"]
    assert (published["METHOD"], cancelled["METHOD"]) == ("PUBLISH", "CANCEL")


def calendar_of(client, visit) -> Calendar:
    answer = client.get(visit.get_calendar_url())
    assert answer["Content-Type"].startswith("text/calendar")
    return Calendar.from_ical(answer.content)


def event_of(client, visit):
    return calendar_of(client, visit).walk("VEVENT")[0]


def test_the_desk_agrees_for_a_caller(client, yard, order, crew, now):
    client.force_login(yard.agent)
    slot = free(order, now)[-1]

    answer = client.post(reverse("agree-time", args=[order.case.reference]), {"window_from": value_of(slot)})

    assert answer.url == order.case.get_absolute_url()
    assert Appointment.objects.get().booked_by == yard.agent


@pytest.mark.parametrize(("wish", "owed"), [("us", 1), ("customer", 0)])
def test_the_desk_says_whose_wish_a_late_change_is(client, yard, order, crew, now, wish, owed):
    soon = free(order, now)[0]
    book_visit(order=order, window_from=soon.window_from, by=yard.customer, at=now)
    client.force_login(yard.agent)

    client.post(reverse("call-off-time", args=[order.case.reference]), {"reason": "车坏了", "wish": wish})

    assert Appointment.objects.get().state == "cancelled"
    assert Redress.objects.filter(commitment__promise="visit").count() == owed


def test_a_crew_sees_its_own_jobs_of_the_day_and_not_those_of_others(yard, visit):
    stranger = User.objects.create_user("other@gas.example", name="Other", role=Role.FIELD_WORKER, team=yard.team)
    day = timezone.localdate(visit.window_from)

    assert [job.appointment for job in jobs_of(yard.mate, day)] == [visit]
    assert not jobs_of(stranger, day).exists()


def test_a_crew_says_that_it_is_there(client, yard, visit):
    today = timezone.now() - timedelta(minutes=5)
    Appointment.objects.update(window_from=today, window_until=today + timedelta(hours=4))
    client.force_login(yard.mate)

    client.post(reverse("record-arrival", args=[visit.uid]))

    visit.refresh_from_db()
    assert visit.state == "kept"


def test_a_crew_cannot_speak_for_another(client, yard, visit):
    client.force_login(
        User.objects.create_user("other@gas.example", name="Other", role=Role.FIELD_WORKER, team=yard.team)
    )

    assert client.post(reverse("record-arrival", args=[visit.uid])).status_code == 404


def test_the_day_plan_shows_the_visit_in_its_window_for_its_district(client, yard, visit):
    client.force_login(yard.agent)
    asked = {"day": timezone.localdate(visit.window_from).isoformat()}

    assert visit.case.get_absolute_url() in client.get(reverse("day-plan"), asked).text
    assert client.get(reverse("day-plan"), {"day": "nonsense"}).status_code == 200
    assert visit.case.get_absolute_url() in client.get(reverse("day-plan"), asked | {"district": yard.district.pk}).text


def test_the_desk_sees_both_sides_of_a_dispute(client, yard, visit, now):
    Appointment.objects.update(state="no_access", arrived_at=now, not_come_at=now)
    client.force_login(yard.agent)

    assert "our crew says that it came" in client.get(visit.case.get_absolute_url()).text


def test_planning_the_same_hours_again_changes_nothing(yard, crew, now):
    today = timezone.localdate(now)
    hours = {"opens": hour(9).time(), "closes": hour(17).time(), "weekdays": range(7)}

    assert plan_shifts(crew=crew, since=today, weeks=3, by=yard.agent, at=now, **hours) == 7
    assert plan_shifts(crew=crew, since=today, weeks=3, by=yard.agent, at=now, **hours) == 0


def test_hours_and_crews_that_customers_wait_for_stay(yard, crew, visit, now):
    job = PlannedJob.objects.get()
    shift = crew.shifts.get(starts_at__lte=job.starts_at, ends_at__gte=job.ends_at)
    facts = {"code": crew.code, "team": crew.team, "skills": crew.skills, "is_active": False, **three("name", "N")}

    with pytest.raises(CrewIsExpected):
        drop_shift(shift=shift, by=yard.agent, at=now)
    with pytest.raises(CrewIsExpected):
        keep_crew(crew=crew, districts=[], members=[], by=yard.agent, at=now, **facts)


def test_a_supervisor_writes_down_a_crew_and_its_hours(client, yard, now):
    boss = User.objects.create_user("boss@gas.example", name="Boss", role=Role.SUPERVISOR, team=yard.team)
    client.force_login(boss)
    names = {"name_en": "South 1", "name_zh_hans": "江南一组", "name_zh_hant": "江南一組"}
    facts = {"code": "south-1", "team": yard.team.pk, "skills": ["repair"], "districts": [yard.district.pk]}
    answer = client.post(reverse("new-crew"), names | facts | {"members": [yard.mate.pk], "is_active": "on"})

    hours = {"weekdays": [0, 1], "opens": "08:00", "closes": "16:00", "since": "2026-11-23", "weeks": 2}
    client.post(answer.url, hours)

    crew = Crew.objects.get(code="south-1")
    assert list(crew.members.all()) == [yard.mate]
    assert crew.shifts.count() == 4
