"""Outages as alerts: each message of a course against the schema of the Common Alerting Protocol 1.2."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from xmlschema import XMLSchema, XMLSchemaValidationError

from gasservice.registry.models import Interruption, InterruptionArea
from tests.registry.conftest import outage_in
from tests.repairs.outage_pages.conftest import HOUR, next_version

pytestmark = pytest.mark.django_db
SCHEMA = XMLSchema(Path(__file__).parent.parent / "data" / "cap-1.2.xsd")
SECOND = timedelta(seconds=1)


@pytest.fixture
def alert_of(client):
    def read(outage: Interruption) -> dict:
        text = client.get(reverse("outage-cap", args=[outage.reference])).text
        SCHEMA.validate(text)
        return SCHEMA.to_dict(text)

    return read


def marks(alert: dict) -> tuple[str, str, str, str]:
    """Give what a warning system decides by."""
    info = alert["info"][0]
    return alert["msgType"], info["responseType"][0], info["urgency"], info["certainty"]


def test_each_message_from_the_announcement_to_the_all_clear_is_valid(alert_of, garden, court, now):
    outage = outage_in(garden, starts_at=now + HOUR, published_at=now - 90 * HOUR)
    said = [marks(alert_of(outage))]
    third = InterruptionArea(community=garden, building="3")
    facts = {"starts_at": now - 8 * HOUR, "ends_at": now - HOUR, "published_at": now - 80 * HOUR}
    next_version(outage, third, InterruptionArea(community=court), **facts)
    said.append(marks(alert_of(outage)))
    for name, hours in (("started_at", 8), ("restored_at", 2), ("cleared_at", 1)):
        Interruption.objects.filter(pk=outage.pk).update(**{name: now - hours * HOUR})
        said.append(marks(alert_of(outage)))

    assert said == [
        ("Alert", "Prepare", "Future", "Likely"),
        ("Update", "Prepare", "Future", "Likely"),
        ("Update", "Prepare", "Immediate", "Observed"),
        ("Update", "Monitor", "Past", "Observed"),
        ("Update", "AllClear", "Past", "Observed"),
    ]


def test_a_sudden_one_and_a_cancelled_one_are_valid(alert_of, garden, now):
    sudden = outage_in(garden, starts_at=now - HOUR, published_at=now, is_planned=False, reference="T-1")
    cancelled = outage_in(garden, starts_at=now + 9 * HOUR, published_at=now - 90 * HOUR, reference="T-2")
    Interruption.objects.filter(pk=cancelled.pk).update(cancelled_at=now - SECOND)

    assert marks(alert_of(sudden)) == ("Alert", "Prepare", "Immediate", "Observed")
    assert marks(alert_of(cancelled))[:3] == ("Cancel", "AllClear", "Past")


def test_a_moment_in_greenwich_bears_an_offset_and_no_letter(alert_of, garden, now, settings):
    settings.TIME_ZONE = "UTC"

    assert alert_of(outage_in(garden, starts_at=now + 90 * HOUR, published_at=now - HOUR))["sent"].endswith("-00:00")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("<scope>Public</scope>", ""),
        ("<status>Actual</status>", "<status>Real</status>"),
        ("<category>Infra</category>", ""),
        ("<urgency>Future</urgency>", ""),
        ("+08:00</sent>", "Z</sent>"),
        ("<identifier>T-1", "<identifier>T 1"),
        ("<areaDesc>", "<geocode><valueName>a</valueName><value>b</value></geocode><areaDesc>"),
    ],
)
def test_the_schema_refuses_what_the_standard_does(client, garden, now, right, wrong):
    outage = outage_in(garden, starts_at=now + 90 * HOUR, published_at=now - HOUR)
    text = client.get(reverse("outage-cap", args=[outage.reference])).text

    assert right in text
    with pytest.raises(XMLSchemaValidationError):
        SCHEMA.validate(text.replace(right, wrong))
