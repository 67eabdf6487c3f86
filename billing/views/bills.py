"""One's bills: all of them, those of an account, and each with every line explained."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from billing.access import bills_visible_to, get_bill, own_bills
from billing.printing import bill_paper
from billing.queries.bills import bill_list, state_of
from billing.queries.explaining import explained
from billing.queries.redress import redress_credited_to
from billing.queries.tariffs import year_in_tiers
from billing.telling.bills import told
from gasservice.oversight.responses import csv_of
from gasservice.registry.access import get_account, periods_visible
from gasservice.registry.models import GasAccount
from gasservice.registry.queries import usage_by_month
from gasservice.web.limits import limit

BILLS_GIVEN = 10_000
BILL_COLUMNS = (
    "number", "issued_on", "due_on", "since", "until", "volume_m3", "is_estimated", "amount", "adjusted", "paid",
    "late_paid",
)  # fmt: skip


@require_safe
@login_required
def my_bills(request: HttpRequest) -> HttpResponse:
    """Show the bills of all the accounts somebody holds or held."""
    found = bill_list(own_bills(request.user), timezone.localdate(), request.GET.get("cursor", ""))
    facts = {"found": found, "crumbs": [(_("My gas"), reverse("my-gas"))], "place": "my-gas"}
    return render(request, "billing/my_bills.html", facts)


@require_safe
@login_required
def account_bills(request: HttpRequest, number: str) -> HttpResponse:
    """Show the bills of an account, of the time one may see, and how far its year is."""
    account, today = get_account(request.user, number), timezone.localdate()
    bills = bills_visible_to(request.user).filter(gas_account=account)
    periods = periods_visible(request.user, account)
    usage = usage_by_month({account: periods}, today)[account.pk]
    facts = {
        "account": account,
        "found": bill_list(bills, today, request.GET.get("cursor", "")),
        "year": year_in_tiers(account, periods, usage, today),
        "crumbs": crumbs_to(account),
        "place": "my-gas",
    }
    return render(request, "billing/account_bills.html", facts)


def crumbs_to(account: GasAccount) -> list[tuple[str, str]]:
    return [(_("My gas"), reverse("my-gas")), (account.number, reverse("gas-account", args=[account.number]))]


@require_safe
@login_required
@limit("bills-csv", "60/h/user")
def bills_csv(request: HttpRequest, number: str) -> HttpResponse:
    """Hand over what an account was billed, of the time one may see, the first bill first."""
    account = get_account(request.user, number)
    rows = bills_visible_to(request.user).filter(gas_account=account, released_at__isnull=False)
    rows = rows.order_by("issued_on", "pk").values(*BILL_COLUMNS)[:BILLS_GIVEN]
    return csv_of(list(rows), f"bills-{account.number}.csv", BILL_COLUMNS)


@require_safe
@login_required
def bill(request: HttpRequest, number: str) -> HttpResponse:
    """Show a bill with every line explained, what was paid of it, and what it comes to today."""
    row, now = get_bill(request.user, number), timezone.now()
    whole = explained(row, timezone.localdate(now))
    account = row.gas_account
    facts = {
        "bill": row,
        "whole": whole,
        "told": told(whole, now),
        "state": state_of(whole.standing, timezone.localdate(now)),
        "credits": redress_credited_to(row) if whole.has_redress else [],
        "crumbs": [*crumbs_to(account), (_("Bills"), reverse("account-bills", args=[account.number]))],
        "place": "my-gas",
    }
    return render(request, "billing/bill.html", facts)


@require_safe
@login_required
@limit("bill-paper", "60/h/user")
def bill_as_paper(request: HttpRequest, number: str) -> HttpResponse:
    """Give a bill as a PDF in the reader's language."""
    row, now = get_bill(request.user, number), timezone.now()
    if not row.is_issued:  # a paper can be handed on, and nobody owes it yet
        raise Http404
    return pdf_of(bill_paper(explained(row, timezone.localdate(now)), at=now), f"bill-{row.pk}.pdf")


def pdf_of(sheets: bytes, name: str) -> HttpResponse:
    named = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(sheets, content_type="application/pdf", headers=named)
