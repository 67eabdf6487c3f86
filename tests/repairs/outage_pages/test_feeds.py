"""Outages for readers of feeds, for warning systems, and for who has to prove that people were told."""

import csv
import io
from xml.etree.ElementTree import fromstring

import pytest
from django.urls import reverse

from gasservice.notices.models import Delivery, Notice
from gasservice.registry.models import Interruption, InterruptionArea
from gasservice.users.terms import Role
from tests.registry.conftest import outage_in, person
from tests.repairs.outage_pages.conftest import HOUR, next_version

pytestmark = pytest.mark.django_db
CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"


@pytest.fixture
def outage(garden, now):
    return outage_in(garden, starts_at=now + 90 * HOUR, published_at=now - 2 * HOUR)


def items(client, **asked) -> list:
    return fromstring(client.get(reverse("outages-feed"), asked).content).findall("channel/item")  # noqa: S314


def test_each_version_is_an_item_whose_name_stays(client, garden, outage, now):
    [first] = items(client)
    next_version(outage, InterruptionArea(community=garden), starts_at=now + 95 * HOUR, published_at=now - HOUR)

    later = items(client)

    assert [item.findtext("guid") for item in later] == ["outage:T-1:2:changed", "outage:T-1:1:announced"]
    assert first.findtext("guid") == later[1].findtext("guid")
    assert first.findtext("pubDate") == later[1].findtext("pubDate")


def test_gas_that_is_back_is_an_item(client, garden, now):
    row = outage_in(garden, starts_at=now - 9 * HOUR)
    Interruption.objects.filter(pk=row.pk).update(started_at=now - 9 * HOUR, restored_at=now - HOUR)

    assert items(client)[0].findtext("guid") == "outage:T-1:restored"


@pytest.mark.parametrize(("lang", "words"), [("en", "New pipes"), ("zh-Hans", "更换管道"), ("zh-hant", "更換管道")])
def test_a_feed_speaks_the_language_that_its_address_asks_for(client, outage, lang, words):
    answer = client.get(reverse("outages-feed"), {"lang": lang}, headers={"accept-language": "en"})

    assert words in answer.text
    assert f"<language>{answer['Content-Language']}</language>" in answer.text


def test_a_feed_speaks_the_reader_s_language_when_its_address_asks_for_none(client, outage):
    answer = client.get(reverse("outages-json"), headers={"accept-language": "zh-TW"})

    assert answer.json()["language"] == "zh-Hant"
    assert "Accept-Language" in answer["Vary"]


@pytest.mark.parametrize("name", ["outages-feed", "outages-json"])
def test_a_reader_that_has_the_feed_is_told_so(client, garden, outage, now, name):
    first = client.get(reverse(name))
    again = {"if-none-match": first["ETag"]}
    assert client.get(reverse(name), headers=again).status_code == 304
    since = {"if-modified-since": first["Last-Modified"]}
    assert client.get(reverse(name), headers=since).status_code == 304

    next_version(outage, InterruptionArea(community=garden), starts_at=now + 95 * HOUR, published_at=now - HOUR)

    assert client.get(reverse(name), headers=again).status_code == 200
    assert client.get(reverse(name), headers=since).status_code == 200
    assert "public" in first["Cache-Control"]


def test_machines_read_the_facts_of_each_version(client, garden, outage, now):
    third = InterruptionArea(community=garden, building="3")
    next_version(outage, third, starts_at=now + 95 * HOUR, ends_at=now + 99 * HOUR, published_at=now - HOUR)

    feed = client.get(reverse("outages-json")).json()

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    facts = [item["_outage"] for item in feed["items"]]
    assert [(each["version"], each["event"]) for each in facts] == [(2, "changed"), (1, "announced")]
    assert [area["buildings"] for area in facts[0]["area"]] == [["3"]]
    assert facts[0]["area"][0]["is_whole"] is False
    assert facts[1]["area"][0]["is_whole"] is True
    assert facts[0]["reason"]["zh-Hant"] == "更換管道"


def test_an_alert_follows_the_standard_and_names_those_before_it(client, garden, outage, now):
    url = reverse("outage-cap", args=[outage.reference])
    first = fromstring(client.get(url).content)  # noqa: S314
    next_version(outage, InterruptionArea(community=garden), starts_at=now + 95 * HOUR, published_at=now - HOUR)

    second = fromstring(client.get(url).content)  # noqa: S314

    assert (first.findtext(f"{CAP}msgType"), second.findtext(f"{CAP}msgType")) == ("Alert", "Update")
    named = (f"{CAP}sender", f"{CAP}identifier", f"{CAP}sent")
    assert second.findtext(f"{CAP}references") == ",".join(first.findtext(name) for name in named)
    assert second.findtext(f"{CAP}sent").endswith("+08:00")
    assert [info.findtext(f"{CAP}language") for info in second.findall(f"{CAP}info")] == ["zh-CN", "en-US"]
    assert second.find(f"{CAP}info/{CAP}area/{CAP}geocode/{CAP}value").text == "C1"


def test_a_cancelled_outage_cancels_its_alert(client, outage, now):
    Interruption.objects.filter(pk=outage.pk).update(cancelled_at=now - HOUR)

    alert = fromstring(client.get(reverse("outage-cap", args=[outage.reference])).content)  # noqa: S314

    assert alert.findtext(f"{CAP}msgType") == "Cancel"
    assert alert.findtext(f"{CAP}info/{CAP}urgency") == "Past"


@pytest.fixture
def told(outage, home, mei_user, now):
    """Mei was told by e-mail and text message; another outage was told to somebody else."""
    mei_user.name = "=cmd|' /C calc'!A0"
    mei_user.save()
    notice = Notice.objects.create(key=f"outage:{outage.pk}:1:announced", topic="outage-announced", created_at=now)
    other = Notice.objects.create(key=f"outage:{outage.pk}0:1:announced", topic="outage-announced", created_at=now)
    usual = {"notice": notice, "user": mei_user, "language": "en", "not_before": now, "premise": home}
    Delivery.objects.create(channel="email", address="mei@home.example", state="sent", sent_at=now, **usual)
    failed = {"state": "dead", "failure": "+8613800000001 is switched off"}
    Delivery.objects.create(channel="sms", address="+8613800000001", **usual | failed)
    Delivery.objects.create(channel="email", address="zhao@home.example", **usual | {"notice": other})
    return outage


def proof(client, outage: Interruption, role: Role) -> list[dict[str, str]]:
    client.force_login(person("li", role))
    answer = client.get(reverse("outage-proof", args=[outage.reference]))
    return list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))


def test_an_agent_proves_who_was_told_what_and_when(client, told):
    rows = proof(client, told, Role.AGENT)

    assert [(row["version"], row["stage"], row["channel"], row["state"]) for row in rows] == [
        ("1", "announced", "email", "sent"),
        ("1", "announced", "sms", "dead"),
    ]
    assert rows[0]["address"] == "mei@home.example"
    assert rows[0]["place"] == "阳光花园3栋2单元501室"
    assert rows[0]["sent_at"]


def test_a_spreadsheet_runs_nothing_of_what_somebody_typed(client, told):
    rows = proof(client, told, Role.AGENT)

    assert rows[0]["recipient"] == "'=cmd|' /C calc'!A0"
    assert rows[1]["address"] == "'+8613800000001"


def test_an_auditor_counts_but_does_not_learn_whose_addresses_they_are(client, told):
    rows = proof(client, told, Role.AUDITOR)

    assert [row["address"] for row in rows] == ["m***@home.example", "***0001"]
    assert [row["place"] for row in rows] == ["阳光花园 3", "阳光花园 3"]
    assert not any(words in str(rows) for words in ("mei@", "13800000001", "cmd", "501", "switched off"))


@pytest.mark.parametrize("role", [Role.CUSTOMER, Role.STANDARDS_OFFICER, Role.VOLUNTEER, Role.PARTY])
def test_for_others_there_is_no_proof(client, told, role):
    client.force_login(person("ana", role))

    assert client.get(reverse("outage-proof", args=[told.reference])).status_code == 404
