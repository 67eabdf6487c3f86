"""What became of a promise: its versions, and what changed in plain words."""

from datetime import date

import pytest
from django.urls import reverse

from gasservice.standards.models import ServiceStandard, SlaPolicy, WorkingCalendar
from gasservice.standards.queries import history_of

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD = date(2024, 1, 1), date(2025, 1, 1), date(2099, 1, 1)


def three(name: str, text: str) -> dict[str, str]:
    return {f"{name}_{language}": text for language in ("en", "zh_hans", "zh_hant")}


@pytest.fixture
def standard(db):
    """Answered in 5 days, then in 3 for money, and one day in other words and without the money."""
    calendar = WorkingCalendar.objects.create(code="office", **three("name", "Office"))
    spans = ((FIRST, SECOND, "We answer.", 5, 0), (SECOND, THIRD, "We answer.", 3, 20), (THIRD, None, "We do.", 3, 0))
    for since, until, words, days, money in spans:
        held = {"valid_from": since, "valid_until": until}
        row = ServiceStandard.objects.create(
            code="answered", **three("words", words), **three("basis", "Rule 1"), **held
        )
        number = {"allowance": days, "unit": "working_days", "calendar": calendar, "warn_minutes": 60, "redress": money}
        SlaPolicy.objects.create(standard=row, door="complaints", promise="first_answer", **number, **held)
    return row


def test_each_version_says_what_changed(standard):
    coming, now, before = history_of("answered")

    assert (before.since, before.until, before.changes) == (FIRST, SECOND, ["Published for the first time."])
    assert now.changes == [
        "Complaints and suggestions · Every case: within 3 working days; before, 5 working days.",
        "Complaints and suggestions · Every case: if we fail we pay ¥20.00; before, nothing.",
    ]
    assert coming.changes == [
        "We say it in other words. Before: “We answer.”",
        "Complaints and suggestions · Every case: if we fail we pay nothing any more; before, ¥20.00.",
    ]
    assert [version.holds_on(date(2026, 5, 1)) for version in (coming, now, before)] == [False, True, False]


def test_what_comes_and_goes_within_a_promise_is_told(standard):
    row = ServiceStandard.objects.get(valid_from=SECOND)
    number = row.policies.get()
    urgent = {"priority": "high", "valid_from": date(2025, 6, 1), "valid_until": date(2026, 1, 1)}
    SlaPolicy.objects.create(
        standard=row, door="complaints", promise="first_answer", allowance=1, unit="working_days",
        calendar=number.calendar, warn_minutes=60, **urgent,
    )  # fmt: skip

    changes = {version.since: version.changes for version in history_of("answered")}

    assert changes[date(2025, 6, 1)] == ["New: Complaints and suggestions · Every case · High, within 1 working day."]
    assert changes[date(2026, 1, 1)][0].startswith("No longer promised: ")


def test_the_page_of_a_promise_is_linked_and_shows_every_version(client, standard):
    page = client.get(reverse("promise-history", args=["answered"]))

    assert reverse("promise-history", args=["answered"]) in client.get(reverse("promises")).text
    assert page.text.count("Rule 1") == 3
    assert "holds today" in page.text
    assert "to come" in page.text
    assert page.text.index("to come") < page.text.index("holds today")
    assert client.get(reverse("promise-history", args=["guess"])).status_code == 404
