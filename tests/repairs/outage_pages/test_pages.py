"""Where gas is off or will be, as everybody reads it."""

import pytest
import time_machine
from django.urls import reverse
from icalendar import Calendar

from gasservice.registry.models import Interruption, InterruptionArea, ServicePoint
from gasservice.users.terms import Role
from repairs.queries.outage_pages import LIVE_SHOWN
from tests.registry.conftest import outage_in, person, premise_in
from tests.repairs.outage_pages.conftest import HOUR, next_version
from tests.shelf import publish_catalogue

pytestmark = pytest.mark.django_db


def listed(client, **asked) -> str:
    return client.get(reverse("outages"), asked).text


def page_of(client, outage: Interruption) -> str:
    return client.get(reverse("outage", args=[outage.reference])).text


def checked(client, place: str):
    return client.get(reverse("outage-check"), {"place": place})


def test_a_visitor_reads_that_gas_flows_everywhere(client, db):
    answer = client.get(reverse("outages"))

    assert "Gas flows everywhere in the city" in answer.text
    assert answer.context["picture"].tiles == []


def test_a_planned_outage_is_announced_with_its_notice(client, garden, now):
    outage_in(garden, starts_at=now + 60 * HOUR, published_at=now)

    text = listed(client)

    assert "阳光花园" in text
    assert "Announced 60 h ahead." in text
    assert "gas will be off" in text


def test_a_late_notice_shows_why_it_is_late(client, garden, now):
    sun = person("sun", Role.SUPERVISOR)
    facts = {"override_reason": "Before the rain", "overridden_by": sun}
    outage_in(garden, starts_at=now + 20 * HOUR, published_at=now, **facts)

    text = listed(client)

    assert "Announced only 20 h ahead, later than the rule asks." in text
    assert "Before the rain" in text


def test_the_rules_that_hold_are_told_as_they_are_published(client, db):
    publish_catalogue()

    text = listed(client)

    assert "planned outages are announced ahead by at least 48 h, day and night" in text
    assert "planned outages are announced ahead by at least 3 days" in text
    assert "Homes get no gas back between 22:00 and 06:00" in text


def test_an_outage_that_is_over_moves_to_the_past_and_pages_lead_to_older_ones(client, garden, now):
    for number in range(12):
        row = outage_in(garden, starts_at=now - 900 * HOUR, reference=f"T-{number}")
        Interruption.objects.filter(pk=row.pk).update(cancelled_at=now - 950 * HOUR)

    first = client.get(reverse("outages"))
    more = client.get(reverse("outages") + first.context["older_url"])

    assert [outage.row.reference for outage in first.context["found"].past] == [f"T-{n}" for n in range(11, 1, -1)]
    assert [outage.row.reference for outage in more.context["found"].past] == ["T-1", "T-0"]
    assert first.context["found"].off == []


def test_what_is_live_is_paged_and_no_page_says_that_gas_flows_everywhere(client, garden, now):
    for number in range(LIVE_SHOWN + 2):
        outage_in(garden, starts_at=now + (60 + number) * HOUR, published_at=now, reference=f"T-{number}")

    first = client.get(reverse("outages"))
    more = client.get(reverse("outages") + first.context["later_url"])
    back = client.get(reverse("outages") + more.context["sooner_url"])

    assert len(first.context["found"].to_come) == LIVE_SHOWN
    assert [outage.row.reference for outage in more.context["found"].to_come] == ["T-50", "T-51"]
    assert [row.row.reference for row in back.context["found"].to_come] == [f"T-{n}" for n in range(LIVE_SHOWN)]
    assert "Gas flows everywhere" not in first.text + more.text
    assert "Pages of outages that are not over" in first.text


def test_gas_that_is_back_is_told_of_for_a_day(client, garden, now):
    row = outage_in(garden, starts_at=now - 9 * HOUR)
    moments = {"started_at": now - 9 * HOUR, "restored_at": now - HOUR}
    Interruption.objects.filter(pk=row.pk).update(**moments)
    assert [outage.progress for outage in client.get(reverse("outages")).context["found"].off] == ["restored"]

    Interruption.objects.filter(pk=row.pk).update(started_at=now - 40 * HOUR, restored_at=now - 25 * HOUR)

    assert client.get(reverse("outages")).context["found"].off == []


def test_a_district_narrows_what_is_shown(client, garden, court, now):
    outage_in(garden, starts_at=now + 60 * HOUR, reference="T-1")
    outage_in(court, starts_at=now + 60 * HOUR, reference="T-2")

    text = listed(client, district="south")

    assert "锦纺佳苑" in text
    assert "阳光花园" not in text
    assert "阳光花园" in listed(client, district="nowhere")


def test_a_draft_is_not_there_for_anybody(client, garden, now):
    outage = outage_in(garden, starts_at=now + 60 * HOUR, published_at=None)

    assert "阳光花园" not in listed(client)
    for name in ("outage", "outage-calendar", "outage-cap"):
        assert client.get(reverse(name, args=[outage.reference])).status_code == 404


def test_what_is_written_but_not_published_shows_nowhere(client, garden, now):
    outage = outage_in(garden, starts_at=now + 60 * HOUR, published_at=now - HOUR)
    facts = {"starts_at": now + 70 * HOUR, "ends_at": now + 80 * HOUR, "drafted_at": now}
    outage.versions.create(number=2, reason_en="Secret", reason_zh_hans="密", reason_zh_hant="密", **facts)

    assert "Secret" not in page_of(client, outage)
    assert "version 2" not in page_of(client, outage)


def test_each_version_says_what_it_changed(client, garden, home, now):
    outage = outage_in(garden, starts_at=now + 90 * HOUR, published_at=now - 2 * HOUR)
    third = InterruptionArea(community=garden, building="3")
    next_version(outage, third, starts_at=now + 80 * HOUR, published_at=now - HOUR, reason_en="A regulator")

    text = page_of(client, outage)

    assert "version 2" in text
    assert "Not affected any more: the rest of 阳光花园." in text
    assert "The reason is now: A regulator" in text
    assert "It starts" in text
    assert "It ends" not in text


def test_moments_as_they_came_stand_on_the_page(client, garden, now):
    outage = outage_in(garden, starts_at=now - 9 * HOUR)
    moments = {"started_at": now - 8 * HOUR, "restored_at": now - 2 * HOUR, "cleared_at": now - HOUR}
    Interruption.objects.filter(pk=outage.pk).update(**moments)

    text = page_of(client, outage)

    assert all(words in text for words in ("Really off since", "Gas back", "All clear: everybody has gas"))
    assert "Add to calendar" not in text


def test_a_building_that_is_not_affected_is_drawn_as_such(client, garden, home, now):
    premise_in(garden, "5", "1", "101")
    outage = outage_in(starts_at=now + 60 * HOUR)
    outage.current.areas.create(community=garden, building="3")

    picture = client.get(reverse("outage", args=[outage.reference])).context["picture"]

    assert [(tile.words, tile.tone) for tile in picture.tiles] == [("3", "coming"), ("5", "out")]


def test_the_calendar_file_keeps_its_name_and_counts_up(client, garden, now):
    outage = outage_in(garden, starts_at=now + 90 * HOUR, published_at=now - 2 * HOUR)
    url = reverse("outage-calendar", args=[outage.reference])
    [first] = Calendar.from_ical(client.get(url).content).walk("VEVENT")
    next_version(outage, InterruptionArea(community=garden), starts_at=now + 80 * HOUR, published_at=now - HOUR)

    [second] = Calendar.from_ical(client.get(url).content).walk("VEVENT")

    assert first["UID"] == second["UID"]
    assert (first["SEQUENCE"], second["SEQUENCE"]) == (0, 1)
    assert second.decoded("DTSTART") == (now + 80 * HOUR).replace(microsecond=0)


def test_somebody_asks_by_a_former_name_in_the_other_script(client, garden, home, now):
    outage_in(garden, starts_at=now + 60 * HOUR)

    text = checked(client, "紅旗大院3-2-501").text

    assert "Yes, this place is affected." in text
    assert "formerly 红旗大院" in text


def test_a_community_of_which_a_building_is_affected_is_affected_in_part(client, garden, home, now):
    premise_in(garden, "5", "1", "101")
    outage = outage_in(starts_at=now + 60 * HOUR)
    outage.current.areas.create(community=garden, building="3")

    assert "A part of it is affected." in checked(client, "阳光花园").text
    assert "Yes, this place is affected." in checked(client, "阳光花园3-2-501").text
    assert "No outage is announced or known here." in checked(client, "阳光花园5-1-101").text


def test_a_single_address_is_affected_and_its_neighbour_is_not(client, garden, home, now):
    neighbour = premise_in(garden, "3", "2", "502")
    point = ServicePoint.objects.create(code="SP1", premise=home)
    outage = outage_in(starts_at=now + 60 * HOUR)
    outage.current.areas.create(community=garden, service_point=point)

    assert "Yes, this place is affected." in checked(client, home.address).text
    assert "No outage is announced or known here." in checked(client, neighbour.address).text
    assert home.address not in page_of(client, outage)


def test_an_unknown_place_is_not_called_safe(client, garden):
    text = checked(client, "哪里也没有的花园").text

    assert "We do not know this place" in text
    assert "No outage is announced or known here." not in text


def test_nothing_typed_is_answered_beside_the_field(client, db):
    assert checked(client, "  ").context["form"].errors["place"]


def test_an_answer_tells_of_places_and_never_of_people(client, garden, home, mei, now):
    outage_in(garden, starts_at=now + 60 * HOUR)

    text = checked(client, home.address).text

    assert not any(words in text for words in ("Mei", "1000001", "13800000001", "mei@home.example"))


def test_whoever_asks_too_often_waits(client, garden, now):
    with time_machine.travel(now, tick=False):  # the next window would let everybody in again
        answers = [checked(client, "阳光花园").status_code for _ in range(31)]

    assert answers == [200] * 30 + [429]


def test_a_customer_sees_the_own_home_without_asking(client, garden, mei_user, now):
    outage_in(garden, starts_at=now + 60 * HOUR)
    client.force_login(mei_user)

    assert "Yes, this place is affected." in listed(client)
    my_gas = client.get(reverse("my-gas")).text
    assert "Outage here" in my_gas
    assert reverse("outage", args=["T-1"]) in my_gas


def test_a_former_holder_is_not_told_of_the_old_home(client, garden, bo, now):
    outage_in(garden, starts_at=now + 60 * HOUR)
    client.force_login(bo.user)

    assert "this place is affected" not in listed(client)
    assert "Outage here" not in client.get(reverse("my-gas")).text


def test_the_first_page_leads_to_each_outage(client, garden, now):
    outage_in(garden, starts_at=now + 60 * HOUR)

    text = client.get(reverse("home")).text

    assert reverse("outage", args=["T-1"]) in text
    assert reverse("outages") in text


def test_many_outages_ask_no_more_than_one(client, garden, court, now, django_assert_max_num_queries):
    for number in range(15):
        outage_in(garden, court, starts_at=now + 60 * HOUR, reference=f"T-{number}")

    with django_assert_max_num_queries(10):
        listed(client)
