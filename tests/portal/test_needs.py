"""Priority needs, as the customer and as who acts on them sees them."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from gasservice.notices.models import Delivery, NoticeText
from gasservice.portal.tasks import remind_reviews
from gasservice.registry.models import PriorityNeed
from gasservice.users.terms import Role
from tests.registry.conftest import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def photo() -> SimpleUploadedFile:
    body = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(body, "PNG")
    return SimpleUploadedFile("certificate.png", body.getvalue(), "image/png")


@pytest.fixture
def declared(client, mei, mei_user) -> PriorityNeed:
    """A need Mei declared with a photo; she is signed in."""
    client.force_login(mei_user)
    facts = {"home": mei.tenures.get().pk, "kind": "illness", "details": "Oxygen at night", "has_consent": "on"}
    client.post(reverse("priority-needs"), facts | {"evidence": photo()})
    return PriorityNeed.objects.get()


def at(name: str, need: PriorityNeed) -> str:
    return reverse(name, args=[need.pk])


def test_a_customer_declares_a_need_and_reads_what_we_will_do(client, declared):
    text = client.get(at("priority-need", declared)).text

    assert "You hear of it 48 hours earlier than others." in text
    assert "Your supply is among the first we restore." in text
    assert "Oxygen at night" in text


def test_without_the_tick_nothing_is_kept(client, mei, mei_user):
    client.force_login(mei_user)

    answer = client.post(reverse("priority-needs"), {"home": mei.tenures.get().pk, "kind": "infant"})

    assert "has_consent" in answer.context["form"].errors
    assert not PriorityNeed.objects.exists()


def test_the_same_need_again_is_refused_in_words(client, declared):
    facts = {"home": declared.customer.tenures.get().pk, "kind": "illness", "has_consent": "on"}

    answer = client.post(reverse("priority-needs"), facts)

    assert "already" in answer.context["form"].errors["kind"][0]


def test_a_file_that_is_no_photo_is_refused_and_nothing_is_declared(client, mei, mei_user):
    client.force_login(mei_user)
    facts = {"home": mei.tenures.get().pk, "kind": "infant", "has_consent": "on"}

    answer = client.post(reverse("priority-needs"), facts | {"evidence": SimpleUploadedFile("x.png", b"#!/bin/sh")})

    assert answer.context["form"].errors
    assert not PriorityNeed.objects.exists()


def test_nobody_declares_a_need_at_a_home_they_do_not_hold(client, mei, mei_user, bo):
    client.force_login(bo.user)

    client.post(reverse("priority-needs"), {"home": mei.tenures.get().pk, "kind": "infant", "has_consent": "on"})

    assert not PriorityNeed.objects.exists()


def test_who_holds_no_account_is_told_what_to_do(client, db):
    client.force_login(person("ana"))

    assert reverse("claim-account") in client.get(reverse("priority-needs")).text


@pytest.mark.parametrize("name", ["priority-need", "need-evidence"])
@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.AGENT, 200),
        (Role.SUPERVISOR, 200),
        (Role.FIELD_WORKER, 200),
        (Role.AUDITOR, 404),
        (Role.STANDARDS_OFFICER, 404),
        (Role.VOLUNTEER, 404),
        (Role.PARTY, 404),
        (Role.CUSTOMER, 404),
    ],
)
def test_only_who_acts_on_the_home_sees_its_needs(client, declared, name, role, status):
    client.force_login(person("x", role))

    assert client.get(at(name, declared)).status_code == status


@pytest.mark.parametrize("name", ["review-need", "end-need", "confirm-need"])
def test_a_stranger_can_do_nothing_to_a_need(client, declared, name):
    client.force_login(person("x", Role.AUDITOR))

    assert client.post(at(name, declared)).status_code == 404


def test_a_customer_ends_a_need(client, declared):
    client.post(at("end-need", declared))

    declared.refresh_from_db()
    assert (declared.ended_at is not None, declared.details) == (True, "")
    assert "It has ended" not in client.get(at("priority-need", declared)).text


def test_a_customer_cannot_confirm(client, declared):
    client.post(at("confirm-need", declared))

    declared.refresh_from_db()
    assert declared.confirmed_at is None


def test_the_desk_confirms_what_waits(client, declared):
    client.force_login(person("li", Role.AGENT))
    assert at("priority-need", declared) in client.get(reverse("needs-to-look-at")).text

    client.post(at("confirm-need", declared))

    assert at("priority-need", declared) not in client.get(reverse("needs-to-look-at")).text
    declared.refresh_from_db()
    assert declared.confirmed_by.name == "li"


def test_the_desk_page_is_not_there_for_others(client, declared):
    assert client.get(reverse("needs-to-look-at")).status_code == 404


def test_a_month_before_its_review_the_customer_is_told_once(declared):
    PriorityNeed.objects.update(review_on=timezone.localdate() + timedelta(days=30))

    remind_reviews()
    remind_reviews()

    assert Delivery.objects.filter(notice__topic="need-review", channel="sms").count() == 1
    assert "阳光花园3栋2单元501室" in NoticeText.objects.get(notice__topic="need-review").body


def test_earlier_nobody_is_told(declared):
    PriorityNeed.objects.update(review_on=timezone.localdate() + timedelta(days=31))

    remind_reviews()

    assert not Delivery.objects.exists()
