"""Visits to collect, at the desk: announced, called off, and who may make them."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from billing.access import answers_for_money, get_account_at_counter, get_collection, is_at_desk
from billing.actions.collection import (
    announce_collection,
    call_off_collection,
    keep_collector,
    resend_collection_code,
)
from billing.forms.collection import AnnounceForm, CallOffForm, CollectorForm
from billing.models import Collector
from billing.queries.collection import collections_ahead, collectors, owed_at_door
from gasservice.registry.queries import tenures_on
from gasservice.standards.queries import collection_rule_on
from gasservice.users.models import User
from gasservice.web.asking import is_done, is_pressed
from gasservice.web.limits import limit
from gasservice.web.paging import page_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limit("announce-collection", "60/h/user", only_posts=True)
def announce(request: HttpRequest, number: str) -> HttpResponse:
    """Announce a visit to whoever holds an account: what is owed there, who goes, and when."""
    account, now, made = get_account_at_counter(request.user, number), timezone.now(), []
    form = AnnounceForm(request.POST or None, collectors=collectors())
    act = partial(announce_collection, account=account, by=request.user, at=now)
    if is_done(request, form, lambda **said: made.append(act(**said))):
        messages.success(request, _("Announced. The code was sent to the customer, and to nobody else."))
        return redirect("collection", made[0].reference)
    today = timezone.localdate(now)
    tenure = tenures_on(today, gas_account=account).first()
    facts = {
        "account": account,
        "tenure": tenure,
        "owed": owed_at_door(account, tenure, today) if tenure else None,
        "rule": collection_rule_on(today),
        "form": form,
        "crumbs": [(account.number, reverse("gas-account", args=[account.number]))],
    }
    return render(request, "billing/collection/announce.html", facts)


@require_safe
@login_required
def ahead(request: HttpRequest) -> HttpResponse:
    """List the visits that nothing has come of yet."""
    if not is_at_desk(request.user):
        raise Http404
    page = page_of(collections_ahead(), by="starts_at", cursor=request.GET.get("cursor", ""))
    facts = {"page": page, "names_collectors": answers_for_money(request.user)}
    return render(request, "billing/collection/ahead.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def one(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a visit, and call it off."""
    visit, form = get_collection(request.user, reference), CallOffForm(request.POST or None)
    if is_done(request, form, partial(call_off_collection, visit=visit, by=request.user, at=timezone.now())):
        messages.success(request, _("Called off. Customer and collector are told."))
        return redirect("collection", reference)
    crumbs = [(_("Visits to collect"), reverse("collections"))]
    return render(request, "billing/collection/one.html", {"visit": visit, "form": form, "crumbs": crumbs})


@require_POST
@login_required
def resend(request: HttpRequest, reference: str) -> HttpResponse:
    """Send the customer a new code."""
    visit = get_collection(request.user, reference)
    act = partial(resend_collection_code, visit=visit, by=request.user, at=timezone.now())
    is_pressed(request, act, _("A new code was sent; the one before has ended."))
    return redirect("collection", reference)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def named(request: HttpRequest) -> HttpResponse:
    """Show who may collect at doors, and name them."""
    if not answers_for_money(request.user):
        raise Http404
    form = CollectorForm(request.POST or None, request.FILES or None, staff=User.objects.staff().order_by("name"))
    if is_done(request, form, partial(keep_collector, by=request.user, at=timezone.now())):
        messages.success(request, _("Noted."))
        return redirect("collectors")
    rows = Collector.objects.select_related("user", "photo")
    crumbs = [(_("Visits to collect"), reverse("collections"))]
    return render(request, "billing/collection/collectors.html", {"rows": rows, "form": form, "crumbs": crumbs})
