"""Booking a visit, moving it, keeping or missing it."""

from datetime import timedelta

import pytest

from gasservice.cases.actions.appointments import AlreadyAgreed, TooLateToMove
from gasservice.cases.actions.customer import withdraw_case
from gasservice.cases.actions.promises import escalate_due
from gasservice.cases.actions.visits import apologise_for_missed, remind_of_visits
from gasservice.cases.actions.work import NotPossibleNow
from gasservice.cases.models import Appointment, CaseEvent, Redress
from gasservice.notices.models import Notice
from gasservice.standards.terms import Purpose
from repairs.actions.booking import (
    SlotGone,
    book_visit,
    cancel_visit,
    rebook_visit,
    record_arrival,
    record_no_access,
    report_not_come,
)
from repairs.models import PlannedJob
from repairs.queries.slots import slots_for
from repairs.terms import Skill
from tests.repairs.appointments.conftest import MONDAY_NINE, days, hour, three

pytestmark = pytest.mark.django_db
TUESDAY, WEDNESDAY, THURSDAY = days(1), days(2), days(3)
LATEST = timedelta(minutes=15)


@pytest.fixture
def visit(order, crew, yard):
    """A visit agreed on Monday for Wednesday from eight to twelve."""
    return book_visit(order=order, window_from=hour(8, WEDNESDAY), by=yard.customer, at=MONDAY_NINE)


def story(case) -> list[str]:
    return list(CaseEvent.objects.filter(case=case).order_by("pk").values_list("kind", flat=True))[1:]


def redress() -> list[int]:
    return [row.amount for row in Redress.objects.filter(commitment__promise="visit")]


def sweep(at) -> None:
    """Sweep as the worker does: the promises, then the apologies."""
    escalate_due(at=at)
    apologise_for_missed(at=at)


def topics() -> list[str]:
    rows = Notice.objects.filter(topic__startswith="visit-").order_by("pk")
    return list(rows.values_list("topic", flat=True))


def windows(order) -> dict:
    return {slot.window_from: slot.crews for slot in slots_for(order=order, at=MONDAY_NINE)}


def test_the_windows_that_have_not_begun_are_offered_while_a_crew_is_out(order, crew):
    offered = windows(order)

    assert min(offered) == hour(12)
    assert max(offered) == hour(16, days(4))
    assert len(offered) == 2 + 4 * 3


def test_only_crews_that_can_do_it_and_serve_the_district_count(yard, order):
    from gasservice.registry.models import District

    south = District.objects.create(code="south", **three("name", "South"))
    yard.crew("meters", Skill.METER)
    yard.crew("south", district=south)

    assert windows(order) == {}


def test_a_place_that_we_do_not_know_is_served_by_the_crews_of_the_team(yard, crew):
    order = yard.order(community=None, place_typed="长江路一号")

    assert windows(order)[hour(8, TUESDAY)] == 1


def test_more_crews_and_jobs_cost_no_more_queries(yard, crew, order, django_assert_num_queries):
    book_visit(order=yard.order(), window_from=hour(12), by=None, at=MONDAY_NINE)
    with django_assert_num_queries(6):
        slots_for(order=order, at=MONDAY_NINE)
    for n in range(5):
        yard.crew(f"more-{n}")

    with django_assert_num_queries(6):
        assert windows(order)[hour(12)] == 6


def test_a_booked_visit_is_promised_planned_and_told(visit, order, crew):
    job = PlannedJob.objects.get(appointment=visit)
    order.case.refresh_from_db()

    assert (visit.window_from, visit.window_until) == (hour(8, WEDNESDAY), hour(12, WEDNESDAY))
    assert (job.crew, job.starts_at, job.ends_at) == (crew, hour(8, WEDNESDAY), hour(9, WEDNESDAY))
    assert visit.commitment.due_at == visit.window_until + LATEST
    assert story(order.case) == ["appointed"]
    assert topics() == ["visit-booked"]


def test_pressing_twice_books_once(visit, order, yard):
    again = book_visit(order=order, window_from=hour(8, WEDNESDAY), by=yard.customer, at=MONDAY_NINE)

    assert again == visit
    assert PlannedJob.objects.count() == 1


def test_another_time_for_the_same_case_is_a_move_not_a_second_visit(visit, order):
    with pytest.raises(AlreadyAgreed):
        book_visit(order=order, window_from=hour(12, WEDNESDAY), by=None, at=MONDAY_NINE)


def test_a_window_holds_as_many_visits_as_crews_have_hours(yard, crew):
    for _ in range(4):
        book_visit(order=yard.order(), window_from=hour(8, TUESDAY), by=None, at=MONDAY_NINE)
    full = yard.order()

    with pytest.raises(SlotGone):
        book_visit(order=full, window_from=hour(8, TUESDAY), by=None, at=MONDAY_NINE)

    assert hour(8, TUESDAY) not in windows(full)
    assert Appointment.objects.filter(case=full.case).count() == 0


def test_the_least_busy_crew_goes(yard, crew):
    other = yard.crew("north-2")

    for _ in range(2):
        book_visit(order=yard.order(), window_from=hour(8, TUESDAY), by=None, at=MONDAY_NINE)

    assert {job.crew for job in PlannedJob.objects.all()} == {crew, other}


@pytest.mark.parametrize("moment", [hour(8), hour(9, TUESDAY), hour(4, TUESDAY)])
def test_a_moment_that_is_no_coming_window_is_refused(order, crew, moment):
    with pytest.raises(SlotGone):
        book_visit(order=order, window_from=moment, by=None, at=MONDAY_NINE)


def test_a_moved_visit_keeps_its_name_gives_its_hour_back_and_has_a_new_promise(visit, yard):
    moved = rebook_visit(appointment=visit, window_from=hour(16, THURSDAY), by=yard.customer, at=hour(17, TUESDAY))

    old = visit.commitment
    old.refresh_from_db()
    assert (moved.pk, moved.uid, moved.sequence) == (visit.pk, visit.uid, 1)
    assert moved.commitment.due_at == hour(20, THURSDAY) + LATEST
    assert (old.ended_at, old.missed_at) == (hour(17, TUESDAY), None)
    assert PlannedJob.objects.get().starts_at == hour(16, THURSDAY)
    assert topics() == ["visit-booked", "visit-moved"]
    assert redress() == []


def test_a_move_to_a_full_window_changes_nothing(visit, yard):
    for _ in range(4):
        book_visit(order=yard.order(), window_from=hour(8, THURSDAY), by=None, at=MONDAY_NINE)

    with pytest.raises(SlotGone):
        rebook_visit(appointment=visit, window_from=hour(8, THURSDAY), by=yard.customer, at=MONDAY_NINE)

    visit.refresh_from_db()
    assert (visit.window_from, visit.sequence) == (hour(8, WEDNESDAY), 0)
    assert PlannedJob.objects.filter(appointment=visit).exists()


def test_after_the_evening_before_the_customer_has_to_call_and_the_desk_moves_it_for_nothing(visit, yard):
    evening = hour(18.5, TUESDAY)
    with pytest.raises(TooLateToMove):
        rebook_visit(appointment=visit, window_from=hour(8, THURSDAY), by=yard.customer, at=evening)
    with pytest.raises(TooLateToMove):
        cancel_visit(appointment=visit, reason="", by=None, at=evening)

    rebook_visit(appointment=visit, window_from=hour(8, THURSDAY), by=yard.agent, at=evening)

    assert redress() == []


@pytest.mark.parametrize(("told_at", "owed"), [(hour(16), []), (hour(9, TUESDAY), [30])])
def test_our_own_move_with_less_than_a_working_day_between_counts_as_missed(visit, yard, told_at, owed):
    rebook_visit(appointment=visit, window_from=hour(8, THURSDAY), by=yard.agent, at=told_at, is_ours=True)

    old = visit.commitment
    old.refresh_from_db()
    assert redress() == owed
    assert old.missed_at == (told_at if owed else None)
    assert ("missed" in story(visit.case)) == bool(owed)


def test_our_own_late_cancellation_counts_as_missed_too(visit, yard):
    cancel_visit(appointment=visit, reason="班组故障", by=yard.agent, at=hour(9, TUESDAY), is_ours=True)

    visit.refresh_from_db()
    assert (visit.state, visit.sequence) == ("cancelled", 1)
    assert redress() == [30]
    assert not PlannedJob.objects.exists()
    assert topics()[-1] == "visit-cancelled"


def test_a_case_taken_back_gives_the_hour_back(visit, yard):
    withdraw_case(case=visit.case, by=yard.customer, at=MONDAY_NINE)
    for _ in range(4):
        book_visit(order=yard.order(), window_from=hour(8, WEDNESDAY), by=None, at=MONDAY_NINE)

    visit.refresh_from_db()
    assert (visit.state, visit.sequence) == ("cancelled", 1)
    assert PlannedJob.objects.count() == 4


def test_who_comes_in_the_window_keeps_the_promise(visit, yard):
    record_arrival(appointment=visit, by=yard.mate, at=hour(12.2, WEDNESDAY))

    visit.refresh_from_db()
    assert visit.state == "kept"
    assert visit.commitment.is_kept
    assert story(visit.case) == ["appointed", "arrived", "met"]


def test_who_comes_later_has_missed_it_and_owes_for_it(visit, yard):
    record_arrival(appointment=visit, by=yard.mate, at=hour(12.5, WEDNESDAY))

    assert redress() == [30]
    assert story(visit.case) == ["appointed", "arrived", "missed", "redress", "met"]


def test_nobody_arrives_the_day_before(visit, yard):
    with pytest.raises(NotPossibleNow):
        record_arrival(appointment=visit, by=yard.mate, at=hour(9, TUESDAY))


def test_nobody_has_to_open_before_the_window(visit, yard):
    with pytest.raises(NotPossibleNow):
        record_no_access(appointment=visit, by=yard.mate, at=hour(7.5, WEDNESDAY))


def test_a_closed_door_keeps_our_promise_and_a_new_time_can_be_chosen(visit, order, yard):
    record_no_access(appointment=visit, by=yard.mate, at=hour(9, WEDNESDAY))

    again = book_visit(order=order, window_from=hour(8, THURSDAY), by=yard.customer, at=hour(10, WEDNESDAY))
    visit.refresh_from_db()
    assert visit.state == "no_access"
    assert visit.commitment.is_kept
    assert again.pk != visit.pk
    assert topics() == ["visit-booked", "visit-no-access", "visit-booked"]


def test_a_visit_that_nobody_came_to_pays_by_itself_once(visit, order, yard):
    late = visit.window_until + LATEST + timedelta(minutes=1)
    for _ in range(2):
        sweep(late)

    visit.refresh_from_db()
    order.case.refresh_from_db()
    assert visit.state == "missed"
    assert redress() == [30]
    assert topics() == ["visit-booked", "visit-missed"]
    assert order.case.next_due_at <= visit.window_until + LATEST
    again = book_visit(order=order, window_from=hour(8, THURSDAY), by=yard.customer, at=late)
    assert again.commitment.is_running


def test_nobody_apologises_before_the_promise_is_found_missed(visit):
    late = visit.window_until + LATEST + timedelta(minutes=1)

    assert apologise_for_missed(at=late) == 0
    sweep(late)

    assert redress() == [30]
    assert apologise_for_missed(at=late) == 0


def test_a_crew_that_comes_after_all_is_written_down_late(visit, yard):
    late = visit.window_until + timedelta(hours=1)
    sweep(late)

    record_arrival(appointment=visit, by=yard.mate, at=late)

    visit.refresh_from_db()
    assert visit.state == "kept"
    assert visit.commitment.is_missed
    assert not visit.commitment.is_running


def test_a_customer_says_that_nobody_came(visit, yard):
    with pytest.raises(NotPossibleNow):
        report_not_come(appointment=visit, by=yard.customer, at=hour(11, WEDNESDAY))

    report_not_come(appointment=visit, by=yard.customer, at=hour(13, WEDNESDAY))
    sweep(hour(13, WEDNESDAY))

    visit.refresh_from_db()
    assert visit.state == "missed"
    assert redress() == [30]
    assert not visit.is_disputed


def test_a_report_in_the_last_quarter_of_an_hour_does_not_break_the_promise_yet(visit, yard):
    report_not_come(appointment=visit, by=yard.customer, at=hour(12.1, WEDNESDAY))
    record_arrival(appointment=visit, by=yard.mate, at=hour(12.2, WEDNESDAY))

    visit.refresh_from_db()
    assert visit.commitment.is_kept
    assert visit.is_disputed


def test_where_the_crew_says_that_it_came_the_two_sides_stand_beside_each_other(visit, yard):
    record_no_access(appointment=visit, by=yard.mate, at=hour(9, WEDNESDAY))

    report_not_come(appointment=visit, by=yard.customer, at=hour(13, WEDNESDAY))

    visit.refresh_from_db()
    assert visit.is_disputed
    assert visit.state == "no_access"
    assert redress() == []


def test_the_customer_is_reminded_the_day_before_and_two_hours_before_once_each(visit):
    moments = [hour(7, TUESDAY), hour(8.1, TUESDAY), hour(8.2, TUESDAY), hour(6.1, WEDNESDAY), hour(6.2, WEDNESDAY)]

    told = [remind_of_visits(at=moment) for moment in moments]

    assert told == [0, 1, 0, 1, 0]
    assert topics() == ["visit-booked", "visit-reminder", "visit-reminder"]


def test_who_has_just_agreed_needs_no_reminder(order, crew):
    book_visit(order=order, window_from=hour(12), by=None, at=MONDAY_NINE)

    assert remind_of_visits(at=hour(9.5)) == 0
    assert remind_of_visits(at=hour(10.5)) == 1


def test_a_moved_visit_is_reminded_of_anew(visit, yard):
    remind_of_visits(at=hour(8.1, TUESDAY))
    rebook_visit(appointment=visit, window_from=hour(8, THURSDAY), by=yard.customer, at=hour(9, TUESDAY))

    assert remind_of_visits(at=hour(8.1, WEDNESDAY)) == 1


def test_work_that_is_done_needs_no_visit(order, crew):
    order.status, order.done_at = "done", MONDAY_NINE
    order.save()

    with pytest.raises(NotPossibleNow):
        book_visit(order=order, window_from=hour(12), by=None, at=MONDAY_NINE)


def test_longer_work_takes_more_of_the_crew(yard, crew):
    book_visit(order=yard.order(Purpose.PIPE_WORK), window_from=hour(8, TUESDAY), by=None, at=MONDAY_NINE)

    assert hour(8, TUESDAY) not in windows(yard.order(Purpose.PIPE_WORK))
    assert hour(8, TUESDAY) in windows(yard.order(Purpose.REPAIR))
