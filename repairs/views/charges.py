"""A charge and its receipt: the desk's page with what may be done to it, and the customer's with their credit notes."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gasservice.cases.following import get_followed_case
from gasservice.registry.queries import receipt_of, refunds_on
from gasservice.web.refusals import Refusal
from repairs import quoting
from repairs.access import charges_visible_to, get_charge, may_let_money_go
from repairs.actions.charges import pay_back, record_payment, withdraw_charge
from repairs.forms.orders import PaymentForm, RefundForm, WithdrawForm
from repairs.queries.accounts import case_of_charge, owed_back_to_all, owed_back_with
from repairs.queries.fees import charges_on


@require_safe
def charge(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the receipt, and what may be done with the charge."""
    row = get_charge(request.user, reference)
    answers = may_let_money_go(request.user)
    shown = {
        "charge": row,
        "receipt": receipt_of(row),
        "back": quoting.sum_of(part.amount for part in owed_back_with(row, case_of_charge(row))),
        "may_pay": request.user.works_cases and row.is_owed,
        "may_withdraw": answers and not row.is_void,
        "may_pay_back": answers,
        "place": "desk-queue",
    }
    return render(request, "repairs/charge.html", shown)


@require_safe
def owed_back(request: HttpRequest) -> HttpResponse:
    """List what is still to be paid back, what is owed longest first."""
    if not may_let_money_go(request.user):
        raise Http404
    rows = owed_back_to_all(charges_visible_to(request.user))
    shown = {"rows": rows, "total": quoting.sum_of(row.amount for row in rows), "place": "work-orders"}
    return render(request, "repairs/owed_back.html", shown)


def pay(request: HttpRequest, reference: str) -> HttpResponse:
    """Note a payment."""
    row = get_charge(request.user, reference)
    if not request.user.works_cases:
        raise PermissionDenied
    form = PaymentForm(request.POST or None)
    return act(request, row, form, record_payment, _("The payment is noted."), "repairs/pay_charge.html")


def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """Take a charge back, for a reason."""
    row = charge_let_go(request, reference)
    form = WithdrawForm(request.POST or None)
    return act(request, row, form, withdraw_charge, _("The charge is withdrawn."), "repairs/withdraw_charge.html")


def refund(request: HttpRequest, reference: str) -> HttpResponse:
    """Note that all we owe back on the case of a charge was paid back."""
    row = charge_let_go(request, reference)
    parts = owed_back_with(row, case_of_charge(row))
    owed = quoting.sum_of(part.amount for part in parts)
    form = RefundForm(request.POST or None, initial={"amount": owed})
    said = _("Noted. The customer is told and has a credit note.")
    return act(request, row, form, pay_back, said, "repairs/refund.html", parts=parts, owed=owed)


def charge_let_go(request: HttpRequest, reference: str):
    """Load a charge for whoever may let money go."""
    row = get_charge(request.user, reference)
    if not may_let_money_go(request.user):
        raise PermissionDenied
    return row


def act(request: HttpRequest, row, form, do, done: str, template: str, **shown) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            do(charge=row, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            messages.success(request, done)
            return redirect("charge", row.reference)
    return render(request, template, {"charge": row, "form": form, "place": "desk-queue"} | shown)


@require_safe
@never_cache
def case_receipt(request: HttpRequest, reference: str, receipt: str) -> HttpResponse:
    """Show a receipt to the customer of its case."""
    case = get_followed_case(request, reference)
    row = get_object_or_404(
        charges_on(case.reference).select_related("premise", "gas_account", "fee"), reference=receipt
    )
    return render(request, "repairs/receipt.html", {"case": case, "receipt": receipt_of(row), "place": "track"})


@require_safe
@never_cache
def case_credit_note(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """Show the credit note of what was paid back to the customer of the case."""
    case = get_followed_case(request, reference)
    note = get_object_or_404(refunds_on(case.reference), number=number)
    lines = note.lines.select_related("charge__fee", "charge__premise")
    return render(request, "repairs/credit_note.html", {"case": case, "note": note, "lines": lines, "place": "track"})
