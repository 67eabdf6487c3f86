"""An outage as an alert of the Common Alerting Protocol 1.2 (OASIS), in Chinese and English."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from gasservice.web.company import company_in
from gasservice.web.languages import localized
from repairs.outage_story import StepKind
from repairs.queries.outage_pages import Outage, Place, Step, story_of

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
LANGUAGES = (("zh-hans", "zh-CN"), ("en", "en-US"))
# So much of the area and the times as holds; what gas that is back asks of people is another thing.
RESPONSES = {StepKind.RESTORED: "Monitor", StepKind.CLEAR: "AllClear", StepKind.CANCELLED: "AllClear"}


def cap_response(outage: Outage) -> HttpResponse:
    """Answer with the last message of an outage; it names those before it."""
    alert = alert_of(outage, story_of(outage))
    indent(alert)
    body = tostring(alert, encoding="utf-8", xml_declaration=True)
    return HttpResponse(body, content_type="application/cap+xml")


def alert_of(outage: Outage, story: list[Step]) -> Element:
    step, before = story[-1], story[:-1]
    alert = Element("alert", xmlns=NAMESPACE)
    facts = {
        "identifier": identifier_of(outage, step),
        "sender": sender(),
        "sent": written(step.at),
        "status": "Actual",
        "msgType": kind_of(step, before),
        "scope": "Public",
    }
    if before:
        facts["references"] = " ".join(
            f"{sender()},{identifier_of(outage, each)},{written(each.at)}" for each in before
        )
    add(alert, facts)
    for language, tag in LANGUAGES:
        with translation.override(language):
            add_info(alert, outage, step, tag)
    return alert


def kind_of(step: Step, before: list[Step]) -> str:
    if step.kind == StepKind.CANCELLED:
        return "Cancel"
    return "Update" if before else "Alert"


def add_info(alert: Element, outage: Outage, step: Step, tag: str) -> None:
    info, now = SubElement(alert, "info"), outage.now
    facts = {"language": tag, "category": "Infra"} | pressing(outage, step)
    facts |= {
        "effective": written(step.at),
        "onset": written(outage.row.started_at or now.starts_at),
        "expires": written(max(now.ends_at, step.at)),
        "senderName": company_in()["name"],
        "headline": f"{outage.places_said}: {step.kind.label}",
        "description": localized(now, "reason"),
        "instruction": localized(now, "advice"),
        "web": settings.SITE_URL + reverse("outage", args=[outage.row.reference]),
        "contact": company_in()["hotline"],
    }
    add(info, facts)
    for place in outage.places:
        add_area(info, place)


def pressing(outage: Outage, step: Step) -> dict[str, str]:
    """Say what it is, what to do, and how soon, how bad and how sure it is."""
    is_off = outage.row.started_at is not None or not outage.row.is_planned
    is_over = step.kind in RESPONSES
    return {
        "event": _("Planned outage") if outage.row.is_planned else _("Sudden outage"),
        "responseType": RESPONSES.get(step.kind, "Prepare"),
        "urgency": "Past" if is_over else "Immediate" if is_off else "Future",
        "severity": "Minor" if is_over or outage.row.is_planned else "Moderate",
        "certainty": "Observed" if is_off else "Likely",
    }


def add_area(info: Element, place: Place) -> None:
    area = SubElement(info, "area")
    add(area, {"areaDesc": place.said})
    add(SubElement(area, "geocode"), {"valueName": "community", "value": place.community.code})


def add(parent: Element, facts: dict[str, str]) -> None:
    """Add an element for each fact that there is."""
    for name, value in filled(facts):
        SubElement(parent, name).text = value


def filled(facts: dict[str, str]) -> Iterator[tuple[str, str]]:
    return ((name, str(value)) for name, value in facts.items() if value)


def identifier_of(outage: Outage, step: Step) -> str:
    number = f"-{step.version.number}" if step.version else ""
    return f"{outage.row.reference}{number}-{step.kind}"


def sender() -> str:
    return f"outages@{urlsplit(settings.SITE_URL).hostname}"


def written(moment: datetime) -> str:
    """Write a moment as the standard asks: to the second, with a numeric offset; "-00:00" where that is none."""
    local = timezone.localtime(moment)
    text = local.isoformat(timespec="seconds")
    return text if local.utcoffset() != timedelta(0) else f"{text[:-6]}-00:00"
