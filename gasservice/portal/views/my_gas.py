"""A customer's own gas: accounts, readings, and how to add an account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gasservice.oversight.responses import csv_of
from gasservice.portal.actions import claim_account
from gasservice.portal.forms import ClaimForm, CodeForm
from gasservice.portal.own_data import own_data_of
from gasservice.portal.panels import panels_for_account, panels_for_homes
from gasservice.portal.queries import my_gas_page, usage_chart
from gasservice.registry.access import (
    acts_on_premises,
    get_account,
    get_claim,
    may_hand_over,
    period_on,
    periods_visible,
)
from gasservice.registry.actions.claims import CodeUsedUp, prove_claim
from gasservice.registry.models import Reading
from gasservice.registry.queries import account_page, charges_in, readings_in, receipt_of
from gasservice.web.limits import limit
from gasservice.web.paging import page_of
from gasservice.web.refusals import Refusal

READINGS_SHOWN = 24
CHARGES_SHOWN = 20
READING_COLUMNS = ("read_at", "meter", "index_m3", "source")
READINGS_GIVEN = 10_000  # those of a day in twenty-seven years


@require_safe
@login_required
def my_gas(request: HttpRequest) -> HttpResponse:
    page = my_gas_page(request.user, timezone.now())
    panels = panels_for_homes([*(home.tenure for home in page.homes), *page.former], timezone.localdate())
    homes = [(home, panels[home.tenure.pk]) for home in page.homes]
    former = [(tenure, panels[tenure.pk]) for tenure in page.former]
    return render(request, "portal/my_gas.html", {"page": page, "homes": homes, "former": former, "place": "my-gas"})


@require_safe
@login_required
def gas_account(request: HttpRequest, number: str) -> HttpResponse:
    account = get_account(request.user, number)
    periods = periods_visible(request.user, account)
    today = timezone.localdate()
    page = account_page(account, periods, today)
    readings = page_of(page.readings, by="-read_at", cursor=request.GET.get("cursor", ""), size=READINGS_SHOWN)
    charges = charges_in(account, periods)[:CHARGES_SHOWN]
    facts = {
        "account": account,
        "chart": usage_chart(page.usage),
        "panels": panels_for_account(page, periods, today),
        "readings": readings,
        "charges": charges,
        "held": period_on(periods, today),
        "acts": acts_on_premises(request.user),
        "may_hand_over": may_hand_over(request.user),
        "crumbs": [(_("My gas"), reverse("my-gas"))],
        "place": "my-gas",
    }
    return render(request, "portal/gas_account.html", facts)


@require_safe
@login_required
@limit("usage-csv", "60/h/user")
def usage_csv(request: HttpRequest, number: str) -> HttpResponse:
    """Hand over what was used month by month, of the time one may see."""
    account = get_account(request.user, number)
    page = account_page(account, periods_visible(request.user, account), timezone.localdate())
    rows = [{"month": f"{month.month:%Y-%m}", "volume_m3": month.volume_m3} for month in page.usage]
    return csv_of(rows, f"usage-{account.number}.csv")


@require_safe
@login_required
@limit("usage-csv", "60/h/user")
def readings_csv(request: HttpRequest, number: str) -> HttpResponse:
    """Hand over what the meters showed, of the time one may see, the first reading first."""
    account = get_account(request.user, number)
    readings = readings_in(account, periods_visible(request.user, account)).order_by("read_at", "pk")
    rows = [reading_row(reading) for reading in readings[:READINGS_GIVEN]]
    return csv_of(rows, f"readings-{account.number}.csv", READING_COLUMNS)


def reading_row(reading: Reading) -> dict[str, object]:
    read_at = timezone.localtime(reading.read_at).isoformat(timespec="minutes")
    return dict(zip(READING_COLUMNS, (read_at, reading.meter.serial, reading.index_m3, reading.source), strict=True))


@require_safe
@login_required
def my_receipt(request: HttpRequest, number: str, reference: str) -> HttpResponse:
    """Show the receipt of a fee to whoever held the account when it was charged."""
    account = get_account(request.user, number)
    row = get_object_or_404(charges_in(account, periods_visible(request.user, account)), reference=reference)
    crumbs = [(_("My gas"), reverse("my-gas")), (account.number, reverse("gas-account", args=[account.number]))]
    return render(request, "portal/receipt.html", {"receipt": receipt_of(row), "crumbs": crumbs, "place": "my-gas"})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limit("claim-account", "10/m/user", only_posts=True)
def claim(request: HttpRequest) -> HttpResponse:
    form = ClaimForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            begun = claim_account(**form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return redirect("prove-claim", begun.pk)
    return render(request, "portal/claim_account.html", {"form": form, "place": "my-gas"})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limit("prove-claim", "20/m/user", only_posts=True)
def prove(request: HttpRequest, pk: int) -> HttpResponse:
    begun, form = get_claim(request.user, pk), CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            prove_claim(claim=begun, **form.cleaned_data, by=request.user, at=timezone.now())
        except CodeUsedUp as refusal:
            messages.error(request, refusal.message)
            return redirect("claim-account")
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("The account is yours to see."))
            return redirect("my-gas")
    return render(request, "portal/prove_claim.html", {"form": form, "claim": begun, "place": "my-gas"})


@require_safe
@login_required
@limit("my-data", "20/h/user")
def my_data(request: HttpRequest) -> HttpResponse:
    """Hand over what we keep about whoever asks."""
    response = JsonResponse(own_data_of(request.user), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response
