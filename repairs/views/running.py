"""Running a new connection at the desk: opening it, its places, its firms and its fees."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gasservice.cases.access import get_case
from gasservice.cases.forms.places import new_place_form
from gasservice.cases.models import Case
from gasservice.cases.views.places import entered, found_by_name
from gasservice.registry.actions.charges import ChargedBefore
from gasservice.standards.terms import Door, Purpose
from gasservice.users.models import User
from gasservice.users.terms import Role
from gasservice.web.asking import is_done
from repairs.access import get_project, may_run
from repairs.actions.orders import open_order
from repairs.actions.projects import assign_firm, charge_connection_fee, open_project, set_premises
from repairs.forms.connections import FeeForm, FirmForm, OpenProjectForm, PlacesForm
from repairs.models import Project
from repairs.queries.projects import earlier_name, fees_chargeable


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
    if is_done(request, form, partial(open_project, case=case, by=request.user, at=timezone.now())):
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
    if is_done(request, form, partial(assign_firm, project=project, by=request.user, at=timezone.now())):
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
    if is_done(request, form, partial(set_premises, project=project, by=request.user, at=timezone.now())):
        messages.success(request, _("Kept. Fees are charged for these places, whatever they are called."))
        return redirect("project", reference)
    shown = {"form": form, "project": project, "case": project.case, "name": name, "has_places": bool(offered)}
    return render(request, "repairs/connections/desk/places.html", shown | {"new": new_place_form(None, found)})


@require_POST
@login_required
def enter_place(request: HttpRequest, reference: str) -> HttpResponse:
    """Enter a home that stands in no book yet, and let the connection be for it too."""
    project = get_run_project(request.user, reference)
    premise = entered(request, found_by_name(request)[1])
    if premise is None:
        return redirect(f"{reverse('project-places', args=[reference])}?{request.GET.urlencode()}")
    premises = [*project.premises.all(), premise]
    set_premises(project=project, premises=premises, by=request.user, at=timezone.now())
    messages.success(request, _("Entered: %(place)s") % {"place": premise.address})
    return redirect("project-places", reference)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def charge_fee_for_project(request: HttpRequest, reference: str) -> HttpResponse:
    """Charge a fee once for a place; what was charged before is shown with its receipt."""
    project, now = get_run_project(request.user, reference), timezone.now()
    form = FeeForm(request.POST or None, project=project, fees=fees_chargeable(now))
    if is_done(request, form, partial(charge_connection_fee, project=project, by=request.user, at=now)):
        messages.success(request, _("Charged. The receipt stands in the connection."))
        return redirect("project", reference)
    refusal = getattr(form, "refusal", None)
    before = refusal.charge if isinstance(refusal, ChargedBefore) else None
    shown = {"form": form, "project": project, "case": project.case, "before": before}
    shown["name_then"] = earlier_name(before) if before else ""
    return render(request, "repairs/connections/desk/fee.html", shown)


def way_back(project: Project) -> str:
    return reverse("project", args=[project.case.reference])
