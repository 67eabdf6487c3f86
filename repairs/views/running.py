"""Running a new connection at the desk: opening it, its places, its firms and its fees."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gasservice.cases.access import get_case
from gasservice.cases.models import Case
from gasservice.cases.terms import Purpose
from gasservice.registry.actions.charges import ChargedBefore
from gasservice.registry.actions.entering import enter_premise
from gasservice.registry.queries import FoundPlace, places_named
from gasservice.standards.terms import Door
from gasservice.users.models import User
from gasservice.users.terms import Role
from gasservice.web.refusals import Refusal
from repairs.access import get_project, may_run
from repairs.actions.orders import open_order
from repairs.actions.projects import assign_firm, charge_connection_fee, open_project, set_premises
from repairs.forms.connections import FeeForm, FirmForm, NewPlaceForm, OpenProjectForm, PlacesForm
from repairs.models import Project
from repairs.queries.projects import earlier_name, fees_chargeable

FOUND = 30


def get_run_project(user: User, reference: str) -> Project:
    """Load a project for who runs it: 404 for firms and who may not see it, 403 when others at the desk run it."""
    project = get_project(user, reference)
    if user.role == Role.PARTY:
        raise Http404
    if not may_run(user, project.case):
        raise PermissionDenied(_("You may read this connection, but its team runs it."))
    return project


def get_run_case(user: User, reference: str) -> Case:
    """Load a case of this door for the team that runs it."""
    case = get_case(user, reference)
    if case.door != Door.REPAIRS or not may_run(user, case):
        raise Http404
    return case


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def begin_project(request: HttpRequest, reference: str) -> HttpResponse:
    """Open the project of a case that came by telephone or through another door."""
    case = get_run_case(request.user, reference)
    form = OpenProjectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            open_project(case=case, kind=form.cleaned_data["kind"], by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            return redirect("project", case.reference)
    shown = {"form": form, "case": case, "title": _("Open the connection"), "action": _("Open it")}
    return render(request, "repairs/connections/desk/ask.html", shown)


@require_POST
@login_required
def begin_meter_hanging(request: HttpRequest, reference: str) -> HttpResponse:
    """Open the work order of a meter hanging that came by telephone or through another door."""
    case = get_run_case(request.user, reference)
    open_order(case=case, kind=Purpose.METER_HANGING, by=request.user, at=timezone.now())
    messages.success(request, _("The work order is open. The customer chooses a time."))
    return redirect(case)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def assign_project_firm(request: HttpRequest, reference: str) -> HttpResponse:
    project = get_run_project(request.user, reference)
    form = FirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            assign_firm(project=project, firm=form.cleaned_data["firm"], by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            messages.success(request, _("Assigned."))
            return redirect("project", reference)
    shown = {"form": form, "case": project.case, "title": _("Assign a firm"), "action": _("Assign it")}
    return render(request, "repairs/connections/desk/ask.html", shown | {"back_url": way_back(project)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def project_places(request: HttpRequest, reference: str) -> HttpResponse:
    """Find the places of a connection by any name they ever had, and tick them."""
    project = get_run_project(request.user, reference)
    name, found = found_by_name(request)
    known = list(project.premises.values_list("pk", flat=True))
    offered = [*known, *(place.premise.pk for place in found if place.premise)]
    form = PlacesForm(request.POST or None, offered=offered, initial={"premises": known})
    if request.method == "POST" and form.is_valid():
        set_premises(project=project, premises=form.cleaned_data["premises"], by=request.user, at=timezone.now())
        messages.success(request, _("Kept. Fees are charged for these places, whatever they are called."))
        return redirect("project", reference)
    shown = {"form": form, "project": project, "case": project.case, "name": name, "has_places": bool(offered)}
    return render(request, "repairs/connections/desk/places.html", shown | {"new": new_place_form(None, found)})


def found_by_name(request: HttpRequest) -> tuple[str, list[FoundPlace]]:
    name = request.GET.get("name", "").strip()[:80]
    return name, places_named(name, FOUND) if name else []


def new_place_form(data, found: list[FoundPlace]) -> NewPlaceForm | None:
    """Offer the estates that were found, to enter a home in one of them."""
    communities = [place.community.pk for place in found]
    return NewPlaceForm(data, communities=communities) if communities else None


@require_POST
@login_required
def enter_place(request: HttpRequest, reference: str) -> HttpResponse:
    """Enter a home that stands in no book yet, and let the connection be for it too."""
    project = get_run_project(request.user, reference)
    form = new_place_form(request.POST, found_by_name(request)[1])
    if form is None or not form.is_valid():
        messages.error(request, _("Choose the estate, and give the building or the room."))
        return redirect(f"{reverse('project-places', args=[reference])}?{request.GET.urlencode()}")
    now, by = timezone.now(), request.user
    try:
        premise = enter_premise(by=by, at=now, **form.cleaned_data)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect(f"{reverse('project-places', args=[reference])}?{request.GET.urlencode()}")
    set_premises(project=project, premises=[*project.premises.all(), premise], by=by, at=now)
    messages.success(request, _("Entered: %(place)s") % {"place": premise.address})
    return redirect("project-places", reference)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def charge_fee_for_project(request: HttpRequest, reference: str) -> HttpResponse:
    """Charge a fee once for a place; what was charged before is shown with its receipt."""
    project, now = get_run_project(request.user, reference), timezone.now()
    form = FeeForm(request.POST or None, project=project, fees=fees_chargeable(now))
    shown = {"form": form, "project": project, "case": project.case}
    if request.method == "POST" and form.is_valid():
        before = charged(request, project, form)
        if before is None and not form.errors:
            messages.success(request, _("Charged. The receipt stands in the connection."))
            return redirect("project", reference)
        shown |= {"before": before, "name_then": earlier_name(before) if before else ""}
    return render(request, "repairs/connections/desk/fee.html", shown)


def charged(request: HttpRequest, project: Project, form: Form):
    """Charge what the form says; give the earlier charge that forbids it, if there is one."""
    try:
        charge_connection_fee(project=project, by=request.user, at=timezone.now(), **form.cleaned_data)
    except ChargedBefore as refusal:
        form.add_error("fee", refusal.message)
        return refusal.charge
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else "fee", refusal.message)
    return None


def way_back(project: Project) -> str:
    return reverse("project", args=[project.case.reference])
