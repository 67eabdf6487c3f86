"""The desk's pages of outages: written without JavaScript, guarded by the rules, followed to the end."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gasservice.notices.models import Delivery
from gasservice.registry.models import CommunityName, Interruption
from repairs.actions.outages import draft_of, publish_version
from repairs.models import NoticeReceipt
from repairs.secrets import receipt_in, secret_of
from tests.registry.conftest import names
from tests.repairs.outages import DAY, HOUR, all_of, announced, make_all, publish, told, write

pytestmark = pytest.mark.django_db
REASONS = {f"reason_{column}": "换管" for column in ("en", "zh_hans", "zh_hant")}


@pytest.fixture
def homes(quarter):
    names(CommunityName, {"community": quarter.garden}, ("红旗大院", timezone.localdate() - 9000 * DAY, None))
    mei = quarter.home("mei", quarter.garden, "3", email="mei@home.example", phone="+8613800000001")
    quarter.need(mei, "mei")
    quarter.home("bo", quarter.garden, "4", email="bo@home.example")
    return quarter


def browser_of(user) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def days_ahead(days: int, hour: int) -> str:
    day = timezone.localdate() + timedelta(days=days)
    return f"{day}T{hour:02}:00"


def typed(*parts, days=5, **more) -> dict:
    times = {"starts": days_ahead(days, 9), "ends": days_ahead(days, 17)}
    return {"kind": "planned", "reference": "T261125-000001", "part": list(parts)} | times | REASONS | more


def noon_in(days: int):
    """Give a moment of the day, when homes may have their gas back, whatever the hour of the tests."""
    return timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0) + days * DAY


def test_a_place_is_found_by_a_former_name_added_and_removed_and_nothing_typed_is_lost(homes):
    browser, page = browser_of(homes.ann), reverse("new-outage")
    whole, building = str(homes.garden.pk), f"{homes.garden.pk}:4"

    found = browser.post(page, typed(place="红旗大院", find="1", ends="half"))
    added = browser.post(page, typed(whole, place="红旗大院", add=building))
    removed = browser.post(page, typed(whole, building, remove=whole))

    assert f'value="{building}"' in found.text
    assert "Building 3" in found.text
    assert 'value="half"' in found.text
    assert "换管" in found.text
    assert added.text.count('name="part"') == 2
    assert "2 gas accounts" in added.text
    assert "1 person who must not be without gas" in added.text
    assert removed.text.count('name="part"') == 1
    assert not Interruption.objects.exists()


def test_the_rules_speak_while_it_is_written(homes):
    page = browser_of(homes.ann).post(reverse("new-outage"), typed(str(homes.garden.pk), days=1, check="1"))

    assert "Too late by the rule" in page.text
    assert not Interruption.objects.exists()


def test_without_a_place_it_is_not_kept(homes):
    page = browser_of(homes.ann).post(reverse("new-outage"), typed())

    assert "Say where" in page.text
    assert not Interruption.objects.exists()


def test_it_is_kept_previewed_and_published(homes):
    browser = browser_of(homes.ann)

    kept = browser.post(reverse("new-outage"), typed(str(homes.garden.pk)), follow=True)
    twice = browser.post(reverse("new-outage"), typed(str(homes.garden.pk)))
    outage = Interruption.objects.get()
    seen = draft_of(outage).drafted_at.isoformat()
    published = browser.post(reverse("publish-outage", args=[outage.reference]), {"seen": seen}, follow=True)
    assert not Delivery.objects.exists()
    make_all(timezone.now())
    made = browser.get(reverse("desk-outage", args=[outage.reference]))

    assert twice.status_code == 302
    assert "In time by every rule" in kept.text
    assert 'lang="zh-Hans"' in kept.text
    assert "Published." in published.text
    assert "The notices are being made" in published.text
    assert "They are being looked for" in published.text
    assert "The notices are being made" not in made.text
    assert "0 of 1 have confirmed" in made.text
    assert told("announced") == ["+8613800000001", "bo@home.example", "mei@home.example"]


def test_a_late_one_is_refused_to_an_agent_and_a_supervisor_says_why(homes):
    draft = write(homes, all_of(homes.garden), starts_at=noon_in(1), ends_at=noon_in(1) + HOUR, at=timezone.now())
    address = reverse("publish-outage", args=[draft.interruption.reference])
    said = {"seen": draft.drafted_at.isoformat(), "override_reason": "The regulator has failed"}

    refused = browser_of(homes.ann).post(address, said)
    offered = browser_of(homes.sun).get(reverse("desk-outage", args=[draft.interruption.reference]))

    assert refused.status_code == 409
    assert "Too late by the rule" in refused.text
    assert 'name="override_reason"' not in refused.text
    assert offered.status_code == 200
    assert 'name="override_reason"' in offered.text
    assert "(optional)" not in offered.text
    browser_of(homes.sun).post(address, said)
    assert Interruption.objects.get().current.override_reason == "The regulator has failed"


def test_a_draft_that_changed_since_it_was_read_is_not_published(homes):
    draft = write(homes, all_of(homes.garden), starts_at=noon_in(8), ends_at=noon_in(8) + HOUR, at=timezone.now())
    address = reverse("publish-outage", args=[draft.interruption.reference])

    page = browser_of(homes.ann).post(address, {"seen": "2026-01-01T00:00:00+00:00"})

    assert "published or changed it meanwhile" in page.text
    assert not Delivery.objects.exists()


def test_a_field_worker_notes_the_course_and_writes_nothing(homes):
    outage = emergency(homes)
    browser = browser_of(homes.wu)

    assert browser.get(reverse("desk-outage", args=[outage.reference])).status_code == 200
    assert browser.get(reverse("write-outage", args=[outage.reference])).status_code == 404
    assert browser.post(reverse("outage-act", args=[outage.reference, "cancel"])).status_code == 404
    assert browser.post(reverse("outage-act", args=[outage.reference, "announce"])).status_code == 404
    assert browser.get(reverse("outage-calls", args=[outage.reference])).status_code == 404


def emergency(quarter):
    now = timezone.now()
    when = {"at": now, "starts_at": now - HOUR, "ends_at": noon_in(1)}
    return announced(quarter, all_of(quarter.garden), is_planned=False, **when)


def test_who_has_not_confirmed_is_called_and_the_call_is_noted(homes):
    outage, browser = emergency(homes), browser_of(homes.ann)
    receipt = NoticeReceipt.objects.get()
    address = reverse("outage-call", args=[outage.reference, receipt.pk])

    browser.post(address, {"outcome": "no_answer", "words": "try at noon"})
    listed = browser.get(reverse("outage-calls", args=[outage.reference]))
    browser.post(address, {"outcome": "reached", "words": ""})
    again = browser.post(address, {"outcome": "reached", "words": ""}, follow=True)

    receipt.refresh_from_db()
    assert "try at noon" in listed.text
    assert "Baby in the home" in listed.text
    assert receipt.confirmed_by == homes.ann
    assert "They have confirmed already" in again.text
    assert receipt.calls.count() == 2


def test_the_call_list_says_that_those_to_call_are_still_being_looked_for(homes):
    draft = write(homes, all_of(homes.garden), is_planned=False, starts_at=timezone.now(), ends_at=noon_in(1))
    publish_version(version=draft, by=homes.ann, at=timezone.now())
    address, browser = reverse("outage-calls", args=[draft.interruption.reference]), browser_of(homes.ann)

    early = browser.get(address)
    make_all(timezone.now())

    assert "They are being looked for" in early.text
    assert "0 of 1 have confirmed" in browser.get(address).text


def test_a_link_confirms_only_when_its_button_is_pressed(homes):
    emergency(homes)
    link, visitor = Delivery.objects.filter(link__contains="receipts").first().link, Client()

    opened = visitor.get(link)
    assert NoticeReceipt.objects.get().confirmed_at is None
    visitor.post(link)

    receipt = NoticeReceipt.objects.get()
    assert opened.status_code == 200
    assert receipt.confirmed_at
    assert receipt.confirmed_by is None
    assert visitor.get(link[:-3] + "x/").status_code == 404


def test_a_secret_is_made_for_one_receipt(db):
    assert receipt_in(secret_of(41)) == 41
    assert receipt_in("42~" + secret_of(41).partition("~")[2]) is None
    assert receipt_in("nonsense") is None


def test_versions_stand_side_by_side_with_what_changed(homes):
    outage = announced(homes, all_of(homes.garden), at=timezone.now(), starts_at=noon_in(8), ends_at=noon_in(8) + HOUR)
    draft = write_next(outage, homes)
    publish(draft, homes.ann, at=timezone.now())

    page = browser_of(homes.ann).get(reverse("outage-versions", args=[outage.reference]))

    assert "Version 1" in page.text
    assert "Version 2" in page.text
    assert "It ends" in page.text


def write_next(outage, quarter):
    from tests.repairs.outages import rewritten

    facts = {"starts_at": outage.current.starts_at, "ends_at": outage.current.ends_at + HOUR}
    return rewritten(outage, quarter, all_of(quarter.garden), at=timezone.now(), **facts)


def test_progress_is_counted_live_and_by_reload(homes):
    outage, browser = emergency(homes), browser_of(homes.wu)
    address = reverse("outage-progress", args=[outage.reference])

    part = browser.get(address, headers={"hx-request": "true"})
    whole = browser.get(address)

    assert "<html" not in part.text
    assert "hx-get" in part.text
    assert "<html" in whole.text
    assert "Announced" in whole.text
