"""Why somebody must not be without gas, for the customer and for who acts on it."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gasservice.cases.views.leaks import facts_of_user, leak_first
from gasservice.files.responses import file_response
from gasservice.portal.actions import declare_at_home
from gasservice.portal.forms import NeedForm
from gasservice.portal.queries import own_needs, plan_seen_by
from gasservice.registry.access import acts_on_premises, get_need
from gasservice.registry.actions.needs import confirm_need, end_need, mark_reviewed
from gasservice.registry.queries import needs_to_look_at, tenures_on
from gasservice.web.paging import page_of
from gasservice.web.refusals import Refusal

TO_MY_GAS = (gettext_lazy("My gas"), reverse_lazy("my-gas"))
TO_NEEDS = (gettext_lazy("Priority needs"), reverse_lazy("priority-needs"))
TO_DESK = (gettext_lazy("Priority needs to look at"), reverse_lazy("needs-to-look-at"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@leak_first(facts_of_user)
def needs(request: HttpRequest) -> HttpResponse:
    homes = tenures_on(timezone.localdate(), customer__user=request.user)
    form = NeedForm(request.POST or None, request.FILES or None, homes=homes)
    if request.method == "POST" and form.is_valid():
        try:
            declared = declare_at_home(**form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("We know of it now. This is what we will do differently."))
            return redirect("priority-need", declared.pk)
    facts = {"form": form, "homes": homes, "needs": own_needs(request.user), "crumbs": [TO_MY_GAS], "place": "my-gas"}
    return render(request, "portal/priority_needs.html", facts)


@require_safe
@login_required
def need(request: HttpRequest, pk: int) -> HttpResponse:
    row, acts = get_need(request.user, pk), acts_on_premises(request.user)
    facts = {"need": row, "plan": plan_seen_by(request.user, row), "acts": acts, "place": "my-gas"}
    way = {"face": "desk.html", "crumbs": [TO_DESK]} if acts else {"face": "base.html", "crumbs": [TO_MY_GAS, TO_NEEDS]}
    return render(request, "portal/priority_need.html", facts | way)


@require_safe
@login_required
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    return file_response(get_need(request.user, pk).evidence)


@require_safe
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    if not acts_on_premises(request.user):
        raise Http404
    rows = needs_to_look_at(timezone.localdate())
    page = page_of(rows, by="declared_at", cursor=request.GET.get("cursor", ""))
    return render(request, "portal/needs_desk.html", {"page": page})


@require_POST
@login_required
def review(request: HttpRequest, pk: int) -> HttpResponse:
    return done(request, pk, mark_reviewed, _("Noted: it still stands. We ask again in a year."))


@require_POST
@login_required
def end(request: HttpRequest, pk: int) -> HttpResponse:
    return done(request, pk, end_need, _("Noted: it has ended, and what was written about it is deleted."))


@require_POST
@login_required
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    return done(request, pk, confirm_need, _("Confirmed."))


def done(request: HttpRequest, pk: int, act: Callable, words: str) -> HttpResponse:
    """Do one act on a need, and say what became of it."""
    try:
        act(need=get_need(request.user, pk), by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, words)
    return redirect("priority-need", pk)
