"""A charge and its receipt: the desk's page with what may be done to it, and the customer's."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gasservice.cases.following import get_followed_case
from gasservice.registry.queries import receipt_of
from gasservice.web.refusals import Refusal
from repairs.access import get_charge, may_withdraw_charges
from repairs.actions.charges import record_payment, withdraw_charge
from repairs.forms.orders import PaymentForm, WithdrawForm
from repairs.queries.fees import charges_on


@require_safe
def charge(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the receipt, and what may be done while nothing was paid."""
    row = get_charge(request.user, reference)
    shown = {
        "charge": row,
        "receipt": receipt_of(row),
        "may_pay": request.user.works_cases and row.is_owed,
        "may_withdraw": may_withdraw_charges(request.user) and row.is_owed,
        "place": "desk-queue",
    }
    return render(request, "repairs/charge.html", shown)


def pay(request: HttpRequest, reference: str) -> HttpResponse:
    """Note a payment."""
    row = get_charge(request.user, reference)
    if not request.user.works_cases:
        raise PermissionDenied
    return act(request, row, PaymentForm, record_payment, _("The payment is noted."), "repairs/pay_charge.html")


def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """Take a charge back, for a reason."""
    row = get_charge(request.user, reference)
    if not may_withdraw_charges(request.user):
        raise PermissionDenied
    return act(
        request, row, WithdrawForm, withdraw_charge, _("The charge is withdrawn."), "repairs/withdraw_charge.html"
    )


def act(request: HttpRequest, row, shape, do, done: str, template: str) -> HttpResponse:
    form = shape(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            do(charge=row, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            messages.success(request, done)
            return redirect("charge", row.reference)
    return render(request, template, {"charge": row, "form": form, "place": "desk-queue"})


@require_safe
@never_cache
def case_receipt(request: HttpRequest, reference: str, receipt: str) -> HttpResponse:
    """Show a receipt to the customer of its case."""
    case = get_followed_case(request, reference)
    row = get_object_or_404(
        charges_on(case.reference).select_related("premise", "gas_account", "fee"), reference=receipt
    )
    return render(request, "repairs/receipt.html", {"case": case, "receipt": receipt_of(row), "place": "track"})
