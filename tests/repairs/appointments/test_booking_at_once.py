"""Many customers reach for the last window in the same moment, each on a connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from gasservice.cases.models import Appointment
from gasservice.standards.terms import Purpose
from repairs.actions.booking import SlotGone, book_visit, rebook_visit
from repairs.models import PlannedJob
from tests.repairs.appointments.conftest import MONDAY_NINE, days, hour, lay_yard

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8


@pytest.fixture
def yard():
    return lay_yard()


def at_once(*acts) -> list:
    """Do all acts in the same moment; give what each gave, or its refusal."""
    barrier = Barrier(len(acts))

    def do(act):
        try:
            barrier.wait()
            return act()
        except SlotGone as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(do, acts))


def booking(order, window_from):
    return lambda: book_visit(order=order, window_from=window_from, by=None, at=MONDAY_NINE)


def test_exactly_one_gets_the_last_hour_of_a_window(yard):
    yard.crew("north-1")
    first = yard.order(Purpose.PIPE_WORK)
    book_visit(order=first, window_from=hour(8, days(1)), by=None, at=MONDAY_NINE)
    orders = [yard.order() for _ in range(MANY)]

    given = at_once(*(booking(order, hour(8, days(1))) for order in orders))

    assert sum(isinstance(one, Appointment) for one in given) == 1
    assert sum(isinstance(one, SlotGone) for one in given) == MANY - 1
    assert Appointment.objects.count() == PlannedJob.objects.count() == 2


def test_moves_that_cross_each_other_all_end_and_no_crew_is_in_two_places(yard):
    yard.crew("north-1")
    yard.crew("north-2")
    morning, noon = hour(8, days(1)), hour(12, days(1))
    visits = [booking(yard.order(), window)() for window in [morning, noon] * 4]
    moves = [
        lambda visit=visit: rebook_visit(
            appointment=visit,
            window_from=noon if visit.window_from == morning else morning,
            by=None,
            at=MONDAY_NINE,
        )
        for visit in visits
    ]

    given = at_once(*moves)

    assert all(isinstance(one, Appointment) for one in given)
    assert PlannedJob.objects.count() == len(visits)
