"""What was paid for an account, the receipt of each payment, and taking one in at the counter."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from billing.access import bills_visible_to, get_account_at_counter, get_payment, is_at_desk, payments_in
from billing.actions.payments import take_at_counter
from billing.forms.payments import CounterForm
from billing.printing import payment_paper
from billing.queries.bills import receipt_of_payment
from billing.queries.payments import standings_to_pay
from billing.rating import NOTHING
from billing.telling.payments import told_share
from billing.views.bills import crumbs_to, pdf_of
from gasservice.registry.access import get_account, periods_visible
from gasservice.web.asking import is_done
from gasservice.web.limits import limit
from gasservice.web.paging import page_of

PAYMENTS_SHOWN = 24


@require_safe
@login_required
def account_payments(request: HttpRequest, number: str) -> HttpResponse:
    """Show what was paid for an account, of the time one may see."""
    account = get_account(request.user, number)
    rows = payments_in(account, periods_visible(request.user, account))
    page = page_of(rows, by="-paid_at", cursor=request.GET.get("cursor", ""), size=PAYMENTS_SHOWN)
    facts = {"account": account, "page": page, "crumbs": crumbs_to(account), "place": "my-gas"}
    return render(request, "billing/payments.html", facts)


@require_safe
@login_required
def payment(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the receipt of a payment: how much, when, how, and what it paid."""
    row = get_payment(request.user, reference)
    account, receipt = row.gas_account, receipt_of_payment(row, bills_visible_to(request.user))
    facts = {
        "receipt": receipt,
        "shares": [(share, told_share(share, timezone.now())) for share in receipt.shares],
        "crumbs": [*crumbs_to(account), (_("Payments"), reverse("account-payments", args=[account.number]))],
        "is_at_desk": is_at_desk(request.user),
        "place": "my-gas",
    }
    return render(request, "billing/payment.html", facts)


@require_safe
@login_required
@limit("bill-paper", "60/h/user")
def payment_as_paper(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the receipt of a payment as a PDF in the reader's language."""
    row = get_payment(request.user, reference)
    sheets = payment_paper(receipt_of_payment(row, bills_visible_to(request.user)), at=timezone.now())
    return pdf_of(sheets, f"payment-{row.pk}.pdf")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def take(request: HttpRequest, number: str) -> HttpResponse:
    """Take a payment in, and show what it paid."""
    account, now = get_account_at_counter(request.user, number), timezone.now()
    standings = standings_to_pay(account, timezone.localdate(now))
    form, taken = CounterForm(request.POST or None, standings=standings), []
    act = partial(take_at_counter, account=account, by=request.user, at=now)
    if is_done(request, form, lambda **said: taken.append(act(**said))):
        return redirect("payment", taken[0].reference)
    facts = {
        "account": account,
        "standings": standings,
        "payable": sum((one.payable for one in standings), NOTHING),
        "form": form,
        "crumbs": crumbs_to(account),
    }
    return render(request, "billing/take_payment.html", facts)
