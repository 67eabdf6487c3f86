"""Debts at the desk: which step comes next for whom, and one debt with all its steps."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from billing.access import decides_on_arrears, get_arrears
from billing.actions.arrears_ends import hold_arrears, withdraw_arrears
from billing.forms.arrears import ArrearsFilterForm, BecauseForm, HoldArrearsForm
from billing.models import Arrears
from billing.queries.arrears import arrears_on_show
from billing.queries.arrears_page import arrears_page, earlier_arrears
from gasservice.registry.access import acts_on_premises
from gasservice.standards.queries.billing import arrears_rule_on
from gasservice.web.asking import is_done
from gasservice.web.paging import page_of


@require_safe
@login_required
def arrears_desk(request: HttpRequest) -> HttpResponse:
    """List debts for which steps are taken, the first due first; at first only those that nothing bars."""
    if not acts_on_premises(request.user):
        raise Http404
    form = ArrearsFilterForm(request.GET if "barred" in request.GET else {"barred": "no"})
    asked = form.cleaned_data if form.is_valid() else {}
    page = page_of(arrears_on_show(**asked), by="earliest_on", cursor=request.GET.get("cursor", ""))
    facts = {"page": page, "form": form, "is_narrowed": "barred" in request.GET, "today": timezone.localdate()}
    return render(request, "billing/arrears/desk.html", facts)


@require_safe
@login_required
def arrears(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one debt with every step, its day, whether it arrived, and what bars the next."""
    return drawn(request, get_arrears(request.user, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Let no step be taken until a day."""
    row, form = get_to_decide(request, pk), HoldArrearsForm(request.POST or None, today=timezone.localdate())
    if is_done(request, form, partial(hold_arrears, row=row, by=request.user, at=timezone.now())):
        messages.success(request, _("Until that day no step is taken."))
        return redirect(row)
    return asked(request, row, form, _("Hold the steps"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take all steps back."""
    row, form = get_to_decide(request, pk), BecauseForm(request.POST or None)
    if is_done(request, form, partial(withdraw_arrears, row=row, by=request.user, at=timezone.now())):
        messages.success(request, _("Withdrawn. What was ordered is taken back."))
        return redirect(row)
    return asked(request, row, form, _("Withdraw all steps"))


def get_to_decide(request: HttpRequest, pk: int) -> Arrears:
    row = get_arrears(request.user, pk)
    if not (decides_on_arrears(request.user) and row.is_open):
        raise Http404
    return row


def drawn(request: HttpRequest, row: Arrears) -> HttpResponse:
    today = timezone.localdate()
    rule = arrears_rule_on(today)
    shown = arrears_page(row, rule, today) if rule and row.is_open else None
    may_decide = decides_on_arrears(request.user) and row.is_open
    facts = {"row": row, "shown": shown, "earlier": earlier_arrears(row), "may_decide": may_decide, "crumbs": crumbs()}
    return render(request, "billing/arrears/ladder_page.html", facts)


def asked(request: HttpRequest, row: Arrears, form, title: str) -> HttpResponse:
    trail = [*crumbs(), (row.gas_account.number, row.get_absolute_url())]
    return render(request, "billing/arrears/ask.html", {"row": row, "form": form, "title": title, "crumbs": trail})


def crumbs() -> list[tuple[str, str]]:
    return [(_("Arrears"), reverse("arrears-desk"))]
