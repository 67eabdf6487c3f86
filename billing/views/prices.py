"""What everybody may know of bills: the price list, and how a bill comes about."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from billing.forms.prices import EstimateForm, LateForm
from billing.queries.tariffs import late_charge_rule_on, tariffs_after, tariffs_before, tariffs_on
from gasservice.web.limits import limit


@require_safe
@limit("gas-prices", "60/m/ip")
def prices(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    tariffs = list(tariffs_on(today))
    asked = request.GET if "volume_m3" in request.GET else None
    form = EstimateForm(asked, tariffs=tariffs, today=today)
    late_form = LateForm(request.GET if "owed" in request.GET else None)
    facts = {
        "tariffs": tariffs,
        "coming": tariffs_after(today),
        "earlier": tariffs_before(today),
        "late": late_charge_rule_on(today),
        "form": form,
        "rating": form.rating if form.is_valid() else None,
        "late_form": late_form,
        "charge": late_form.charge if late_form.is_valid() else None,
        "place": "services",
    }
    return render(request, "billing/prices.html", facts)
