"""What happens with a bill that is late, wrong or not paid: the published rules."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from billing.queries.tariffs import late_charge_rule_on
from gasservice.standards.queries import rules_of_bills


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    facts = {"rules": rules_of_bills(today), "late": late_charge_rule_on(today), "place": "services"}
    return render(request, "billing/rules.html", facts)
