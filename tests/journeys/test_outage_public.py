"""Somebody hears of an outage and wants to know whether it is theirs, by the name their estate once had."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from gasservice.registry.models import Community
from tests.journeys.people import PHONE
from tests.registry.conftest import outage_in, premise_in

HOUR = timedelta(hours=1)


def test_am_i_affected(visit, office):
    bay = Community.objects.get(name="翡翠湾")
    for building in ("1", "2"):
        premise_in(bay, building, "1", "101")
    now = timezone.now()
    outage = outage_in(starts_at=now + 70 * HOUR, published_at=now, reference="T-770")
    outage.current.areas.create(community=bay, building="1")
    page = visit(**PHONE)

    page.goto("/")
    page.get_by_role("link", name="Outages near me").click()
    expect(page.get_by_text("Announced 70 h ahead.")).to_be_visible()
    ask(page, "Am I affected? Your address or estate", "Search", "临江新苑")
    expect(page.get_by_text("A part of it is affected.")).to_be_visible()
    expect(page.get_by_text("formerly 临江新苑")).to_be_visible()

    ask(page, "Your address or estate", "Look it up", "临江新苑2-1-101")
    expect(page.get_by_text("No outage is announced or known here.")).to_be_visible()

    ask(page, "Your address or estate", "Look it up", "临江新苑1-1-101")
    expect(page.get_by_text("Yes, this place is affected.")).to_be_visible()
    page.get_by_role("link", name="From").click()
    expect(page.get_by_role("heading", name="What was announced, and what happened")).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Add to calendar").click()
    assert saved.value.suggested_filename == "outage-T-770.ics"


def ask(page, label: str, button: str, place: str) -> None:
    page.get_by_label(label).fill(place)
    page.get_by_role("button", name=button).click()
