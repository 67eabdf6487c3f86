"""The office of the catalogue: where each service stands, its history, and the first words of a new version."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gasservice.standards.access import get_version, get_waiting_draft, let_in_office
from gasservice.standards.actions.drafts import begin_draft, begin_service, withdraw_service_version
from gasservice.standards.forms.services import BeginForm, NewServiceForm
from gasservice.standards.queries import page_drawn_from, services_at_office, versions_of_service
from gasservice.web.asking import is_done, is_pressed
from gasservice.web.languages import LANGUAGES

PLACE = {"place": "office-services"}


@require_safe
@login_required
def services(request: HttpRequest) -> HttpResponse:
    let_in_office(request.user)
    rows = services_at_office(timezone.localdate())
    return render(request, "standards/office/services.html", PLACE | {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def service(request: HttpRequest, code: str) -> HttpResponse:
    """Show all versions of a service, and begin a new one."""
    let_in_office(request.user)
    versions, today = list(versions_of_service(code)), timezone.localdate()
    if not versions:
        raise Http404
    form = BeginForm(request.POST or None)
    who = {"by": request.user, "at": timezone.now()}
    if is_done(request, form, lambda valid_from: begin_draft(code=code, valid_from=valid_from, **who)):
        return redirect("service-draft", get_waiting_draft(request.user, code).pk)
    draft = versions[0] if versions[0].is_draft else None
    rows = [(row, row.has_begun(today), row.has_ended(today)) for row in versions if not row.is_draft]
    facts = {"code": code, "shown": versions[-1] if draft and not rows else rows[0][0], "draft": draft}
    facts |= {"rows": rows, "form": form, "languages": LANGUAGES.values()}
    return render(request, "standards/office/service.html", PLACE | facts, status=409 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Begin the first draft of a new service."""
    let_in_office(request.user)
    form = NewServiceForm(request.POST or None)
    who = {"by": request.user, "at": timezone.now()}
    if is_done(request, form, lambda **facts: begin_service(**facts, **who)):
        return redirect("service-draft", get_waiting_draft(request.user, form.cleaned_data["code"]).pk)
    return render(request, "standards/office/new.html", PLACE | {"form": form})


@require_safe
@login_required
def preview(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Show the public page as a version makes it, in one language."""
    let_in_office(request.user)
    if language not in LANGUAGES:
        raise Http404
    item = get_version(request.user, pk)
    page = page_drawn_from(item, max(item.valid_from, timezone.localdate()) if item.is_draft else item.valid_from)
    facts = {"page": page, "place": "services", "version": item, "languages": LANGUAGES.values()}
    with translation.override(language):
        response = render(request, "standards/service.html", facts)
    response["Content-Language"] = language
    return response


@require_POST
@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a version that has not begun."""
    item = get_version(request.user, pk)
    withdraw = partial(withdraw_service_version, item=item, by=request.user, at=timezone.now())
    is_pressed(request, withdraw, _("The version is taken back; the one before it holds on."))
    return redirect("office-service", item.code)
