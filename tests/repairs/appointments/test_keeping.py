"""What becomes of an agreed time when the crew comes, when the work is done, and when nobody need go any more."""

from datetime import timedelta

import pytest

from gasservice.cases.actions.promises import escalate_due
from gasservice.cases.actions.visits import apologise_for_missed
from gasservice.cases.models import Appointment, Redress
from gasservice.cases.terms import AppointmentState
from gasservice.standards.terms import Purpose
from repairs.actions.booking import book_visit
from repairs.actions.orders import open_order
from repairs.actions.pipe_work import record_check
from repairs.actions.visits import begin_visit, cancel_order, finish_visit
from repairs.models import PlannedJob
from repairs.queries.orders import appointment_for
from tests.repairs.appointments.conftest import MONDAY_NINE, days, hour
from tests.repairs.pipes.conftest import CHECKED, finish

pytestmark = pytest.mark.django_db
TUESDAY, WEDNESDAY, THURSDAY = days(1), days(2), days(3)
DONE = {"outcome": "done", "found": "Old pipe", "done": "New pipe", "signed_name": "Mei"}


@pytest.fixture
def work(yard):
    return yard.order(Purpose.PIPE_WORK)


@pytest.fixture
def visit(work, crew, yard):
    """Pipe work agreed on Monday for Wednesday from eight to twelve."""
    return booked(work, yard, hour(8, WEDNESDAY))


def booked(order, yard, window_from) -> Appointment:
    return book_visit(order=order, window_from=window_from, by=yard.customer, at=MONDAY_NINE)


def come(order, yard, at):
    return begin_visit(order=order, appointment=appointment_for(order, at), by=yard.mate, at=at)


def sweep(at) -> None:
    escalate_due(at=at)
    apologise_for_missed(at=at)


def redress() -> int:
    return Redress.objects.filter(commitment__promise="visit").count()


def test_a_crew_that_begins_pipe_work_in_its_window_has_kept_the_appointment(visit, work, yard):
    begun = come(work, yard, hour(9, WEDNESDAY))

    visit.refresh_from_db()
    assert begun.appointment == visit
    assert (visit.state, visit.arrived_at) == (AppointmentState.KEPT, hour(9, WEDNESDAY))
    assert visit.commitment.met_at == hour(9, WEDNESDAY)
    sweep(hour(20, THURSDAY))
    assert redress() == 0


def test_a_crew_that_comes_after_the_window_has_missed_it_and_the_visit_is_the_same(visit, work, yard):
    sweep(hour(13, WEDNESDAY))

    begun = come(work, yard, hour(14, WEDNESDAY))

    visit.refresh_from_db()
    assert begun.appointment == visit
    assert visit.state == AppointmentState.KEPT
    assert visit.commitment.missed_at
    assert redress() == 1


def test_work_done_the_day_before_by_agreement_frees_the_time_and_owes_nothing(visit, work, yard):
    early = come(work, yard, hour(9, TUESDAY))
    finish_visit(visit=early, by=yard.mate, at=hour(11, TUESDAY), **DONE)

    sweep(hour(20, THURSDAY))

    visit.refresh_from_db()
    assert (early.appointment, visit.state) == (None, AppointmentState.CANCELLED)
    assert not PlannedJob.objects.exists()
    assert redress() == 0


def test_a_time_agreed_for_the_check_is_kept_when_the_check_is_written_down(visit, work, yard):
    finish(work, hour(18, TUESDAY))
    Appointment.objects.filter(pk=visit.pk).update(state=AppointmentState.CANCELLED)
    order = open_order(case=work.case, kind=Purpose.ACCEPTANCE, by=yard.agent, at=hour(18, TUESDAY))
    check = book_visit(order=order, window_from=hour(12, WEDNESDAY), by=yard.customer, at=hour(19, TUESDAY))

    record_check(case=work.case, signed_name="Mei", by=yard.mate, at=hour(13, WEDNESDAY), **CHECKED)
    sweep(hour(20, THURSDAY))

    check.refresh_from_db()
    assert (check.state, check.commitment.met_at) == (AppointmentState.KEPT, hour(13, WEDNESDAY))
    assert redress() == 0


def test_who_comes_for_a_visit_that_was_missed_and_agreed_anew_for_later_can_begin_all_the_same(visit, work, yard):
    sweep(hour(13, WEDNESDAY))
    again = book_visit(order=work, window_from=hour(8, THURSDAY), by=yard.customer, at=hour(14, WEDNESDAY))

    begun = come(work, yard, hour(15, WEDNESDAY))

    again.refresh_from_db()
    assert begun.appointment is None
    assert again.is_booked


def test_of_a_missed_and_a_booked_time_on_one_day_the_crew_comes_for_the_booked_one(visit, work, yard):
    sweep(hour(13, WEDNESDAY))
    again = book_visit(order=work, window_from=hour(16, WEDNESDAY), by=yard.customer, at=hour(14, WEDNESDAY))

    assert come(work, yard, hour(17, WEDNESDAY)).appointment == again


def test_an_order_that_is_cancelled_calls_its_visit_off_and_tells_the_customer(visit, work, yard):
    cancel_order(order=work, by=yard.agent, at=MONDAY_NINE + timedelta(hours=1))

    sweep(hour(20, THURSDAY))

    visit.refresh_from_db()
    assert visit.state == AppointmentState.CANCELLED
    assert redress() == 0
