"""The customer's pages: their connection, who may open the door, and what the inspection found."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gasservice.cases.following import get_followed_case, who
from gasservice.cases.views.tracking import answer_with
from gasservice.web.asking import is_done, is_pressed
from gasservice.web.limits import limit
from repairs.access import paper_of
from repairs.actions.doors import authorise_person, resend_code, withdraw_authorisation
from repairs.forms.doors import AuthoriseForm
from repairs.forms.times import written
from repairs.models import DoorAuthorisation, Finding, Project
from repairs.queries.doors import authorisation_of, door_order, door_page, inspections_shown, recheck_of
from repairs.queries.projects import project_page, service_asked
from repairs.queries.slots import first_slot


def get_followed_project(request: HttpRequest, reference: str) -> Project:
    case = get_followed_case(request, reference)
    project = Project.objects.select_related("case__team", "case__owner", "community").filter(case=case).first()
    if project is None:
        raise Http404
    return project


@require_safe
@never_cache
def connection(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a new connection to its customer, all of it on one page."""
    project = get_followed_project(request, reference)
    now = timezone.now()
    page, service = project_page(project, now), service_asked(timezone.localdate(now))
    shown = {"page": page, "service": service, "project": project, "case": project.case, "place": "track"}
    return render(request, "repairs/connections/customer/connection.html", shown)


@require_safe
def connection_paper(request: HttpRequest, reference: str, file: UUID) -> HttpResponse:
    project = get_followed_project(request, reference)
    return answer_with(request, paper_of(project, file).file)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limit("authorise", "20/h/ip", only_posts=True)
def door(request: HttpRequest, reference: str) -> HttpResponse:
    """Say why somebody must be at home, and take the name of whoever may be it instead."""
    case = get_followed_case(request, reference)
    page, form = door_page(case, timezone.localdate()), AuthoriseForm(request.POST or None)
    if request.method == "POST" and page.order is None:
        raise Http404
    if is_done(request, form, partial(authorise_person, order=page.order, by=who(request), at=timezone.now())):
        messages.success(request, _("Kept. We have sent the code."))
        return redirect("door", case.reference)
    shown = {"page": page, "form": form, "case": case, "place": "track"}
    return render(request, "repairs/connections/customer/door.html", shown)


@require_POST
@limit("door-code", "10/h/ip")
def send_code_again(request: HttpRequest, reference: str) -> HttpResponse:
    row = get_followed_authorisation(request, reference)
    send = partial(resend_code, authorisation=row, by=who(request), at=timezone.now())
    is_pressed(request, send, _("Sent again. Only the newest code serves."))
    return redirect("door", reference)


@require_POST
def withdraw_door(request: HttpRequest, reference: str) -> HttpResponse:
    row = get_followed_authorisation(request, reference)
    if withdraw_authorisation(authorisation=row, by=who(request), at=timezone.now()):
        messages.success(request, _("Taken back. The code opens nothing any more."))
    return redirect("door", reference)


def get_followed_authorisation(request: HttpRequest, reference: str) -> DoorAuthorisation:
    """Load who may open the door of one's own case, or answer that nobody may."""
    order = door_order(get_followed_case(request, reference))
    row = authorisation_of(order) if order else None
    if row is None:
        raise Http404
    return row


@require_safe
@never_cache
def inspection_letter(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what the first inspection found, by which rule, what to mend and who may; it prints as a letter."""
    case, now = get_followed_case(request, reference), timezone.now()
    inspections, recheck = inspections_shown(case), recheck_of(case)
    if not inspections:
        raise Http404
    visit = case.appointments.booked().first() if recheck else None
    shown = {"case": case, "latest": inspections[0], "earlier": inspections[1:], "recheck": recheck, "visit": visit}
    shown |= {"first": first_slot(order=recheck, at=now) if recheck and not visit else None}
    shown |= {"first_from": written(shown["first"].window_from) if shown["first"] else "", "place": "track"}
    return render(request, "repairs/connections/customer/inspection.html", shown)


@require_safe
def followed_photo(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Show what a photo of one's own inspection shows, once the inspection is over."""
    case = get_followed_case(request, reference)
    mine = Finding.objects.filter(inspection__order__case=case, inspection__finished_at__isnull=False)
    finding = mine.filter(pk=pk, photo__isnull=False).select_related("photo").first()
    if finding is None:
        raise Http404
    return answer_with(request, finding.photo)
