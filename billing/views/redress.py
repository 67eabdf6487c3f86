"""Redress that no bill takes: a supervisor names the account, or notes that it was paid out."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from billing.access import answers_for_money, get_redress
from billing.forms.payments import AccountOfRedressForm, RedressPaidForm
from billing.queries.redress import accounts_for, redress_of_nobody
from gasservice.cases.actions.redress import name_redress_account, pay_redress_out
from gasservice.web.asking import is_done
from gasservice.web.paging import page_of


@require_safe
@login_required
def owed(request: HttpRequest) -> HttpResponse:
    """List redress that no bill takes, what is owed longest first."""
    if not answers_for_money(request.user):
        raise Http404
    page = page_of(redress_of_nobody(timezone.localdate()), by="owed_at", cursor=request.GET.get("cursor", ""))
    return render(request, "billing/redress_owed.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show redress, and name its account or note that it was paid out."""
    redress, now = get_redress(request.user, pk), timezone.now()
    accounts = accounts_for(redress, timezone.localdate(now))
    names = AccountOfRedressForm(sent(request, "account"), accounts=accounts)
    pays = RedressPaidForm(sent(request, "payment_reference"))
    for form, act in ((names, name_redress_account), (pays, pay_redress_out)):
        if form.is_bound and is_settled(request, form, partial(act, redress=redress, by=request.user, at=now)):
            return redirect("redress-owed")
    crumbs = [(_("Redress to settle"), reverse("redress-owed"))]
    facts = {"redress": redress, "accounts": accounts, "names": names, "pays": pays, "crumbs": crumbs}
    return render(request, "billing/redress.html", facts)


def sent(request: HttpRequest, field: str):
    """Give what was sent of the form that has this field."""
    return request.POST if field in request.POST else None


def is_settled(request: HttpRequest, form, act: Callable) -> bool:
    if not is_done(request, form, act):
        return False
    messages.success(request, _("Noted."))
    return True
