"""An appointment as a calendar file (RFC 5545)."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from gasservice.cases.models import Appointment
from gasservice.cases.terms import AppointmentState
from gasservice.web.company import company_in

REMIND = timedelta(hours=-1)


def calendar_response(appointment: Appointment) -> HttpResponse:
    """Answer with one event; moved, it is the same with a higher sequence, and called off it takes itself away."""
    is_off = appointment.state == AppointmentState.CANCELLED
    calendar = Calendar()
    calendar.add("prodid", f"-//{company_in('en')['name']}//Service office//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_off else "PUBLISH")
    calendar.add_component(event_of(appointment, is_off))
    calendar.add_missing_timezones(first_date=timezone.localdate(appointment.window_from))
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    name = f"visit-{appointment.case.reference}.ics"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def event_of(appointment: Appointment, is_off: bool) -> Event:
    company, event = company_in(), Event()
    words = {"company": company["name"], "purpose": appointment.get_purpose_display()}
    event.add("uid", f"{appointment.uid}@visits")
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", appointment.changed_at)
    event.add("dtstart", timezone.localtime(appointment.window_from))
    event.add("dtend", timezone.localtime(appointment.window_until))
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("organizer", f"mailto:{settings.DEFAULT_FROM_EMAIL.rpartition('<')[2].rstrip('>')}")
    event.add("summary", _("%(company)s comes: %(purpose)s") % words)
    event.add("description", description_of(appointment, company))
    if place := place_of(appointment):
        event.add("location", place)
    if not is_off:
        event.add_component(alarm_of(event))
    return event


def description_of(appointment: Appointment, company: dict[str, str]) -> str:
    words = {"number": appointment.case.reference, "phone": company["hotline"]}
    return _("Somebody should be at home in this window. Case %(number)s; call us on %(phone)s.") % words


def place_of(appointment: Appointment) -> str:
    case = appointment.case
    return case.premise.address if case.premise else (case.community.name if case.community else "")


def alarm_of(event: Event) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", event["summary"])
    alarm.add("trigger", REMIND)
    return alarm
