"""An outage for the calendar of a phone (RFC 5545): the same event in each version, with a rising number."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from gasservice.web.company import company_in
from gasservice.web.languages import localized
from repairs.queries.outage_pages import Outage


def calendar_response(outage: Outage) -> HttpResponse:
    calendar = Calendar()
    calendar.add("prodid", f"-//{company_in('en')['name']}//outages//")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event_of(outage))
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="outage-{outage.row.reference}.ics"'
    return response


def event_of(outage: Outage) -> Event:
    row, now = outage.row, outage.now
    event, address = Event(), settings.SITE_URL + reverse("outage", args=[row.reference])
    event.add("uid", f"outage-{row.reference}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", now.number - 1 + bool(row.cancelled_at))
    event.add("dtstamp", row.cancelled_at or now.published_at)
    event.add("dtstart", in_universal_time(now.starts_at))
    event.add("dtend", in_universal_time(now.ends_at))
    event.add("summary", _("No gas: %(places)s") % {"places": outage.places_said})
    event.add("description", "\n".join([localized(now, "reason"), localized(now, "advice"), address]))
    event.add("status", "CANCELLED" if row.cancelled_at else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("url", address)
    return event


def in_universal_time(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
