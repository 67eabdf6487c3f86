"""Asking for a repair through the API: the part, and the answer who pays."""

import pytest
from django.urls import reverse

from gasservice.cases.models import Case
from gasservice.notices.models import Notice
from gasservice.standards.models import Responsibility
from repairs.models import Fault
from tests.repairs.test_faults import STORY, office

__all__ = ["office"]
pytestmark = pytest.mark.django_db


def file(client, **said):
    return client.post(reverse("api-file-repairs"), {"kind": "fault", "words": STORY} | said, "application/json")


def test_the_table_is_read_by_machines(client, office):
    rows = client.get(reverse("api-parts")).json()

    assert [row["responsibility"]["part"] for row in rows][:2] == ["before-meter", "meter"]
    assert (rows[2]["price_low"], rows[2]["price_high"]) == ("55.00", "165.00")


def test_a_part_of_ours_is_taken_and_answered(client, office):
    receipt = file(client, part="meter").json()

    assert receipt["part"]["responsibility"]["paid_by"] == "company"
    assert receipt["part"]["price_high"] == "0.00"
    assert Fault.objects.get().case.reference == receipt["reference"]


def test_a_part_of_the_customers_is_answered_with_its_price_before_it_is_taken(client, office):
    refused = file(client, part="appliance")
    taken = file(client, part="appliance", accepts_price=True)

    assert refused.status_code == 400
    assert "¥55.00 – ¥205.00" in refused.text
    assert taken.json()["part"]["is_accepted"] is True
    assert Case.objects.count() == 1


def test_a_part_that_fits_the_kind_not_is_refused(client, office):
    assert file(client, kind="pipe-change", part="meter").status_code == 400


def test_without_a_part_it_is_taken_and_the_desk_asks(client, office):
    receipt = file(client)

    assert receipt.status_code == 201
    assert receipt.json()["part"] is None


def test_words_that_read_like_a_leak_are_answered_with_what_to_do_and_alert_the_duty_desk(client, office):
    receipt = file(client, words="灶具旁边有煤气味，还嘶嘶响").json()

    assert receipt["priority"] == "emergency"
    assert receipt["safety"]["steps"]
    assert Notice.objects.get(topic="duty-alert").is_urgent


def test_what_we_do_not_do_is_refused_with_who_may(client, office):
    Responsibility.objects.filter(part="appliance").update(is_done_by_us=False)

    refused = file(client, part="appliance", accepts_price=True)

    assert refused.status_code == 400
    assert "licensed to install and repair gas appliances" in refused.text
