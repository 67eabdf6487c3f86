"""Nobody opens: one word from the list of jobs, with a photo of the door for whoever took one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gasservice.cases.models import Appointment
from gasservice.cases.terms import AppointmentState
from gasservice.files.models import StoredFile
from repairs.actions.booking import book_visit
from repairs.models import Visit, VisitPhoto, WorkOrder
from tests.files.pictures import picture, upload
from tests.repairs.appointments.conftest import MONDAY_NINE, days, hour

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(order, crew, yard):
    """A visit whose window has just begun."""
    row = book_visit(order=order, window_from=hour(8, days(2)), by=yard.customer, at=MONDAY_NINE)
    began = timezone.now() - timedelta(seconds=1)
    Appointment.objects.filter(pk=row.pk).update(window_from=began, window_until=began + timedelta(hours=2))
    row.refresh_from_db()
    return row


def press(client, visit, **sent):
    return client.post(reverse("record-no-access", args=[visit.uid]), sent, follow=True)


def state_of(visit) -> str:
    visit.refresh_from_db()
    return visit.state


@pytest.fixture
def mate(client, yard):
    client.force_login(yard.mate)
    return client


def test_the_word_alone_will_do(mate, visit):
    press(mate, visit)

    assert state_of(visit) == AppointmentState.NO_ACCESS
    assert not Visit.objects.exists()


def test_a_photo_of_the_door_stands_on_a_visit_of_the_order_that_waits_for_another(mate, visit, order):
    page = press(mate, visit, photos=[upload(picture())])

    made = Visit.objects.get()
    assert "Written down." in page.text
    assert (made.order, made.appointment, made.outcome) == (order, visit, "no_access")
    assert VisitPhoto.objects.get().visit == made
    assert state_of(visit) == AppointmentState.NO_ACCESS
    assert WorkOrder.objects.get().status == "planned"


def test_pressed_twice_it_is_one(mate, visit):
    for _ in range(2):
        press(mate, visit, photos=[upload(picture())])

    assert (Visit.objects.count(), VisitPhoto.objects.count(), StoredFile.objects.count()) == (1, 1, 1)


def test_a_crew_that_said_it_was_there_may_still_find_nobody(mate, visit):
    mate.post(reverse("record-arrival", args=[visit.uid]))
    press(mate, visit, photos=[upload(picture())])

    assert state_of(visit) == AppointmentState.NO_ACCESS


@pytest.mark.parametrize("body", [b"no photo", picture()[:200]])
def test_what_is_no_photo_is_refused_with_a_sentence_and_nothing_is_written_down(mate, visit, body):
    page = press(mate, visit, photos=[upload(body)])

    assert "photo.jpg" in page.text
    assert state_of(visit) == AppointmentState.BOOKED
    assert not Visit.objects.exists()


def test_a_photo_has_no_place_without_an_open_order(mate, visit):
    WorkOrder.objects.update(status="cancelled")

    page = press(mate, visit, photos=[upload(picture())])

    assert "no open work order" in page.text
    assert state_of(visit) == AppointmentState.BOOKED
