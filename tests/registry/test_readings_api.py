"""Readings through the API: all or none, each bad row pointed at, once per key, and by our staff alone."""

from datetime import date

import pytest

from gasservice.registry.models import Reading
from gasservice.users.terms import Role
from tests.api.conftest import speak  # noqa: F401
from tests.registry.conftest import person, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def lee(db):
    return person("lee", Role.FIELD_WORKER)


def row(read_at: str, index: str, **more) -> dict:
    return {"meter": "M1", "read_at": read_at, "index_m3": index} | more


def test_staff_send_readings_and_corrections(speak, meter, lee):  # noqa: F811
    wrong = read(meter, date(2026, 6, 1), "171")
    rows = [
        row("2026-06-01T00:00:00+08:00", "117", corrects="2026-06-01T00:00:00+08:00", note="Misread"),
        row("2026-09-01T01:00:00Z", "140.25", source="remote", obis="7-0:3.0.0"),
    ]

    answer = speak(lee).post("readings/", {"readings": rows})
    again = speak(lee).post("readings/", {"readings": rows})

    assert (answer.status_code, answer.json()) == (200, {"rows": 2, "added": 1, "corrected": 1, "known": 0})
    assert again.json() == {"rows": 2, "added": 0, "corrected": 0, "known": 2}
    assert (wrong.corrected_by.recorded_by, wrong.corrected_by.note) == (lee, "Misread")
    assert Reading.objects.get(source="remote").recorded_by == lee


def test_one_bad_row_leaves_nothing_and_is_pointed_at(speak, meter, lee):  # noqa: F811
    rows = [row("soon", "1"), row("2026-09-02T00:00:00Z", "5"), row("2026-09-03T00:00:00Z", "4")]
    unread = speak(lee).post("readings/", {"readings": rows})
    backwards = speak(lee).post("readings/", {"readings": rows[1:]})

    assert [(answer.status_code, answer["Content-Type"]) for answer in (unread, backwards)] == [
        (400, "application/problem+json")
    ] * 2
    assert unread.json()["errors"][0]["pointer"] == "#/readings/0/read_at"
    assert [error["pointer"] for error in backwards.json()["errors"]] == ["#/readings/1/index_m3"]
    assert "a meter does not run backwards" in backwards.json()["errors"][0]["detail"]
    assert not Reading.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"readings": []},
        {"readings": "all"},
        {"readings": [row("2026-09-01T00:00:00Z", "1")] * 1001},
        {"readings": [row("2026-09-01T00:00:00Z", "1", obis="7-0:3.2.0")]},
        {"readings": [row("2026-09-01T00:00:00Z", "1", source="customer")]},
        {"readings": [row("2026-09-01T00:00:00Z", "-1")]},
        {"readings": [row("2026-09-01T00:00:00Z", "1", meter="")]},
        {"readings": [row("2026-09-01T00:00:00Z", "1", meter="M\0")]},
    ],
)
def test_what_cannot_be_used_is_a_problem(speak, meter, lee, said):  # noqa: F811
    answer = speak(lee).post("readings/", said)

    assert (answer.status_code, answer.json()["type"]) == (400, "urn:problem-type:invalid-input")
    assert answer.json()["errors"]
    assert not Reading.objects.exists()


def test_the_same_key_is_done_once(speak, meter, lee):  # noqa: F811
    said = {"readings": [row("2026-09-01T00:00:00Z", "1")]}

    first, second = (speak(lee).post("readings/", said, Idempotency_Key="k1") for _ in range(2))

    assert (first.json()["added"], second.json()) == (1, first.json())


def test_nobody_else_sends_them(speak, meter, mei_user):  # noqa: F811
    said = {"readings": [row("2026-09-01T00:00:00Z", "1")]}

    assert speak(mei_user).post("readings/", said).status_code == 403
    assert speak(person("bea", Role.AUDITOR)).post("readings/", said).status_code == 403
    assert speak().post("readings/", said).status_code == 401
    assert not Reading.objects.exists()
