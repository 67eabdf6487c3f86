"""A collector's own round, on a phone."""

from datetime import timedelta
from functools import partial

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from billing.access import get_collector, get_own_visit
from billing.actions.collection_doors import collect_payment, refuse_collection, report_nobody
from billing.collecting import word_of
from billing.forms.collection import BecauseForm, TakenForm
from billing.queries.collection import owed_at_door, round_of
from gasservice.web.asking import is_done, is_pressed
from gasservice.web.qr import qr_of


@require_safe
@login_required
def rounds(request: HttpRequest) -> HttpResponse:
    """Show a collector the visits of today and tomorrow."""
    collector, today = get_collector(request.user), timezone.localdate()
    visits = round_of(collector, today, today + timedelta(days=2)) if collector else []
    facts = {"collector": collector, "visits": visits}
    return render(request, "billing/rounds/rounds.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def stop(request: HttpRequest, reference: str) -> HttpResponse:
    """One visit of a round: what is owed now, and taking it."""
    visit, now, form = get_own_visit(request.user, reference), timezone.now(), TakenForm(request.POST or None)
    if is_done(request, form, partial(collect_payment, visit=visit, by=request.user, at=now)):
        return redirect("round-stop", reference)
    owed = owed_at_door(visit.gas_account, visit.tenure, timezone.localdate(now))
    receipt = settings.SITE_URL + reverse("payment", args=[visit.reference]) if visit.payment else ""
    facts = {
        "visit": visit,
        "owed": owed,
        "word": word_of(visit.code_hash),
        "is_in_window": visit.starts_at <= now <= visit.ends_at,
        "has_begun": visit.starts_at <= now,
        "form": form,
        "because": BecauseForm(),
        "qr": qr_of(receipt) if receipt else "",
        "crumbs": [(_("My round"), reverse("rounds"))],
    }
    return render(request, "billing/rounds/stop.html", facts)


@require_POST
@login_required
def nobody(request: HttpRequest, reference: str) -> HttpResponse:
    """Write down that nobody opened."""
    visit = get_own_visit(request.user, reference)
    is_pressed(request, partial(report_nobody, visit=visit, by=request.user, at=timezone.now()), _("Noted."))
    return redirect("rounds")


@require_POST
@login_required
def refused(request: HttpRequest, reference: str) -> HttpResponse:
    """Write down that the customer wants no visit."""
    visit, form = get_own_visit(request.user, reference), BecauseForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say it in at most 300 characters."))
        return redirect("round-stop", reference)
    act = partial(refuse_collection, visit=visit, by=request.user, at=timezone.now(), is_at_door=True)
    is_pressed(request, partial(act, **form.cleaned_data), _("Noted. Leave without another word about it."))
    return redirect("rounds")
