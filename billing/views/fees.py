"""The fees that are due once for a place, and charges that nobody can be billed for."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from billing.access import get_account_to_read, is_at_desk
from billing.queries.fees import charges_of_nobody, fees_of_place
from gasservice.registry.access import acts_on_premises, periods_visible
from gasservice.web.paging import page_of


@require_safe
@login_required
def of_place(request: HttpRequest, number: str) -> HttpResponse:
    """Say which fees that are due once were charged for the place of an account, whoever held it."""
    account = get_account_to_read(request.user, number)
    periods = periods_visible(request.user, account)
    facts = {
        "account": account,
        "fees": fees_of_place(account, periods, timezone.localdate()),
        "is_desk": acts_on_premises(request.user),
        "may_take": is_at_desk(request.user),
        "crumbs": [(_("My gas"), reverse("my-gas")), (number, reverse("gas-account", args=[number]))],
        "place": "my-gas",
    }
    return render(request, "billing/fees_of_place.html", facts)


@require_safe
@login_required
def unbilled(request: HttpRequest) -> HttpResponse:
    """List charges that no sweep can bill, what waits longest first."""
    if not is_at_desk(request.user):
        raise Http404
    page = page_of(charges_of_nobody(), by="charged_at", cursor=request.GET.get("cursor", ""))
    return render(request, "billing/fees_unbilled.html", {"page": page})
