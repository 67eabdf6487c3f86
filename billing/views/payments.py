"""Taking a payment in at the counter, and what it paid."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from billing.access import get_account_at_counter, get_payment
from billing.actions.payments import take_at_counter
from billing.forms import CounterForm
from billing.queries.payments import shares_of, standings_to_pay
from billing.rating import NOTHING
from gasservice.registry.models import GasAccount
from gasservice.web.asking import is_done


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def take(request: HttpRequest, number: str) -> HttpResponse:
    """Take a payment in, and show what it paid."""
    account, now = get_account_at_counter(request.user, number), timezone.now()
    standings = standings_to_pay(account, timezone.localdate(now))
    form, taken = CounterForm(request.POST or None, standings=standings), []
    act = partial(take_at_counter, account=account, by=request.user, at=now)
    if is_done(request, form, lambda **said: taken.append(act(**said))):
        return redirect("payment", taken[0].pk)
    facts = {
        "account": account,
        "standings": standings,
        "payable": sum((one.payable for one in standings), NOTHING),
        "form": form,
        "crumbs": [crumb_of(account)],
    }
    return render(request, "billing/take_payment.html", facts)


@require_safe
@login_required
def payment(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a payment and what it pays."""
    row = get_payment(request.user, pk)
    facts = {"payment": row, "shares": shares_of(row), "crumbs": [crumb_of(row.gas_account)]}
    return render(request, "billing/payment.html", facts)


def crumb_of(account: GasAccount) -> tuple[str, str]:
    words = _("Account %(number)s") % {"number": account.number}
    return words, reverse("gas-account", args=[account.number])
