"""What is drawn: some of each person's closed cases and visits, the same from the same seed, once a month."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from gasservice.cases.models import Appointment, CaseEvent
from gasservice.training.actions.drawing import draw_work, drawn_of_month
from gasservice.training.models import Drawing, SampledWork
from tests.cases.conftest import MONDAY_NINE
from tests.training.conftest import OCTOBER, closed_case

pytestmark = pytest.mark.django_db
MONTH = OCTOBER.date().replace(day=1)


def visit(case, by, at=OCTOBER):
    CaseEvent.objects.create(case=case, kind="arrived", by=by, at=at)
    window = {"window_from": at, "window_until": at + timedelta(hours=2), "booked_at": at, "changed_at": at}
    return Appointment.objects.create(case=case, purpose="repair", state="kept", arrived_at=at, **window)


def test_the_same_seed_draws_the_same_cases_and_another_draws_others(closed):
    first, again, other = (drawn_of_month(MONTH, seed, 3) for seed in ("a", "a", "b"))

    assert first == again != other
    assert {one.case for one in first} < {case.pk for case in closed}


def test_so_many_of_each_person_are_drawn_and_a_month_is_drawn_once(closed, cast, rule):
    assert draw_work(at=MONDAY_NINE) == 5  # three of alice's eight, both of bob's
    assert draw_work(at=MONDAY_NINE + timedelta(days=1)) == 0

    assert SampledWork.objects.filter(person=cast["alice"]).count() == 3
    assert not SampledWork.objects.exclude(team=cast["alice"].team).exists()


def test_only_what_was_closed_in_the_month_by_one_of_us_is_drawn(cast, kind, rule):
    closed_case(1, cast["alice"], kind, closed_at=OCTOBER + timedelta(days=31))
    closed_case(2, cast["alice"], kind, erased_at=OCTOBER)
    closed_case(3, cast["alice"], kind, merged_into=closed_case(4, cast["alice"], kind, status="resolved"))

    assert draw_work(at=MONDAY_NINE) == 0
    assert Drawing.objects.get().month == MONTH


def test_without_a_rule_nothing_is_drawn(closed):
    assert draw_work(at=MONDAY_NINE) == 0
    assert not Drawing.objects.exists()


def test_a_visit_is_drawn_for_who_arrived_and_a_call_for_who_took_it(closed, cast, kind, rule, worker):
    came = visit(closed[0], worker)
    called = closed_case(20, cast["lee"], kind, channel="phone")
    CaseEvent.objects.create(case=called, kind="opened", by=cast["lee"], at=OCTOBER)
    closed_case(21, cast["hu"], kind, channel="phone")

    draw_work(at=MONDAY_NINE)

    visited = SampledWork.objects.get(person=worker)
    assert (visited.appointment, visited.case, visited.works) == (came, closed[0], ["visit"])
    assert SampledWork.objects.get(person=cast["lee"]).works == ["case", "call"]
    assert SampledWork.objects.get(person=cast["hu"]).works == ["case"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_draw_a_month_once(closed, rule):
    barrier, counts = Barrier(2), []

    def draw() -> None:
        barrier.wait()
        counts.append(draw_work(at=MONDAY_NINE))
        connection.close()

    threads = [Thread(target=draw) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(counts) == [0, 5]
    assert SampledWork.objects.count() == 5


def test_a_month_drawn_anew_from_its_seed_gives_the_same_work(closed, rule):
    with transaction.atomic():
        draw_work(at=MONDAY_NINE)
        kept = Drawing.objects.get()
        first = set(SampledWork.objects.values_list("case", flat=True))
        transaction.set_rollback(True)

    assert {one.case for one in drawn_of_month(kept.month, kept.seed, kept.each)} == first
