"""Debts that were shared out: the statement of each holder, and what belongs to nobody."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from billing.access import decides_on_arrears, get_bill, get_statement, get_unowned
from billing.actions.shares import agree_on_share, apportion_bill, assign_share, decline_share, write_off_share
from billing.forms.arrears import AssignShareForm, BecauseForm
from billing.models import ArrearsShare
from billing.queries.shares import bills_across_hands, shares_unowned
from gasservice.files.actions import keep_upload
from gasservice.files.responses import file_response
from gasservice.registry.access import acts_on_premises
from gasservice.web.asking import is_done, is_pressed
from gasservice.web.paging import page_of

PAGE = 25


@require_safe
@login_required
def unowned(request: HttpRequest) -> HttpResponse:
    """List bills whose days fell to several hands, and shares that belong to nobody."""
    if not decides_on_arrears(request.user):
        raise Http404
    asked = request.GET
    facts = {
        "shares": page_of(shares_unowned(), by="made_at", cursor=asked.get("cursor", ""), size=PAGE),
        "bills": page_of(bills_across_hands(), by="due_on", cursor=asked.get("bills", ""), size=PAGE),
        "crumbs": crumbs()[:1],
    }
    return render(request, "billing/arrears/unowned.html", facts)


@require_safe
@login_required
def share(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a share that belongs to nobody, with what may become of it."""
    return drawn(request, get_unowned(request.user, pk))


def drawn(request: HttpRequest, row: ArrearsShare, *, assigning=None, letting_go=None) -> HttpResponse:
    facts = {
        "share": row,
        "is_open": row.tenure_id is None and row.written_off_at is None,
        "assigning": assigning or AssignShareForm(account=row.gas_account_id),
        "letting_go": letting_go or BecauseForm(),
        "may_agree": row.is_proposed and row.proposed_by_id != request.user.pk,
        "crumbs": crumbs(),
    }
    return render(request, "billing/arrears/share.html", facts)


@require_POST
@login_required
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Place a share with somebody who held the account, by a paper."""
    row, at = get_unowned(request.user, pk), timezone.now()

    def do(evidence, **said) -> None:
        stored = keep_upload(upload=evidence, by=request.user, at=at)
        assign_share(share=row, evidence=stored, by=request.user, at=at, **said)

    form = AssignShareForm(request.POST, request.FILES, account=row.gas_account_id)
    if is_done(request, form, do):
        return noted(request, row)
    return drawn(request, row, assigning=form)


@require_POST
@login_required
def write_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a share go."""
    row, form = get_unowned(request.user, pk), BecauseForm(request.POST)
    if is_done(request, form, partial(write_off_share, share=row, by=request.user, at=timezone.now())):
        return noted(request, row)
    return drawn(request, row, letting_go=form)


def noted(request: HttpRequest, row: ArrearsShare) -> HttpResponse:
    row.refresh_from_db()
    messages.success(request, _("Noted; another of us has to agree.") if row.is_proposed else _("Noted."))
    return redirect("unowned-share", row.pk)


@require_POST
@login_required
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_unowned(request.user, pk)
    is_pressed(request, partial(agree_on_share, share=row, by=request.user, at=timezone.now()), _("Agreed."))
    return redirect("unowned-share", pk)


@require_POST
@login_required
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_unowned(request.user, pk)
    is_pressed(request, partial(decline_share, share=row, by=request.user, at=timezone.now()), _("Declined."))
    return redirect("unowned-share", pk)


@require_safe
@login_required
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    return file_response(get_unowned(request.user, pk).evidence)


@require_POST
@login_required
def share_out(request: HttpRequest, number: str) -> HttpResponse:
    """Share a bill out by the hands that hold its days."""
    if not decides_on_arrears(request.user):
        raise Http404
    bill = get_bill(request.user, number)
    act = partial(apportion_bill, bill=bill, by=request.user, at=timezone.now())
    is_pressed(request, act, _("Shared out: each holder has a statement."))
    return redirect("unowned-arrears")


@require_safe
@login_required
def statement(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a holder their share of a debt: whose days, what was used in them, and what it comes to."""
    row = get_statement(request.user, pk)
    acts = acts_on_premises(request.user)
    others = ArrearsShare.objects.filter(source=row.source, reference=row.reference) if acts else []
    return render(request, "billing/arrears/statement.html", {"share": row, "others": others, "acts": acts})


def crumbs() -> list[tuple[str, str]]:
    return [(_("Arrears"), reverse("arrears-desk")), (_("Debts of several, and of nobody"), reverse("unowned-arrears"))]
