"""The customer's side of an appointment, whichever door made it: the calendar file, calling it off, nobody came."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gasservice.cases.actions.appointments import cancel_appointment
from gasservice.cases.actions.visits import report_not_come
from gasservice.cases.following import who
from gasservice.cases.models import Appointment, Case
from gasservice.cases.responses import calendar_response
from gasservice.cases.views.tracking import act
from gasservice.web.limits import limit


@limit("appointment-file", "60/m/ip")
@require_safe
def appointment_file(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Give a visit as a calendar file to whoever has its address: a calendar cannot sign in."""
    rows = Appointment.objects.select_related("case__premise", "case__community")
    return calendar_response(get_object_or_404(rows, uid=uid))


@require_POST
def call_off_visit(request: HttpRequest, reference: str, uid: UUID) -> HttpResponse:
    def cancel(case: Case, now) -> None:
        appointment = get_object_or_404(case.appointments.select_related("case"), uid=uid)
        reason = request.POST.get("reason", "").strip()[:300]
        cancel_appointment(appointment=appointment, reason=reason, by=who(request), at=now)
        messages.success(request, _("The visit is called off. You may choose another time whenever you like."))

    return act(request, reference, cancel)


@require_POST
def not_come(request: HttpRequest, reference: str, uid: UUID) -> HttpResponse:
    """Take down that nobody came."""

    def report(case: Case, now) -> None:
        appointment = get_object_or_404(case.appointments.select_related("case"), uid=uid)
        report_not_come(appointment=appointment, by=who(request), at=now)
        messages.success(request, _("We have taken it down, and look into it now."))

    return act(request, reference, report)
