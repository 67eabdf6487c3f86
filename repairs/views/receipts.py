"""Who must not be without gas and has learned of an outage: by their own link, or by a call from the desk."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gasservice.web.limits import limit
from gasservice.web.paging import page_of
from gasservice.web.refusals import Refusal
from repairs.access import get_outage
from repairs.actions.receipts import confirm_receipt, note_call
from repairs.forms.outages import CallForm
from repairs.models import NoticeReceipt
from repairs.queries.outage_words import places_of
from repairs.queries.outages import is_being_made, receipt_counts, receipts_of
from repairs.secrets import receipt_in
from repairs.terms import OutageAct

PAGE = 30


@require_safe
@login_required
def calls(request: HttpRequest, reference: str) -> HttpResponse:
    """List who must confirm, whoever has not yet first, with the phone to call."""
    outage = get_outage(request.user, reference, to=OutageAct.ANNOUNCE)
    page = page_of(receipts_of(outage), by="is_done", cursor=request.GET.get("cursor", ""), size=PAGE)
    facts = {"outage": outage, "page": page, "counts": receipt_counts(outage), "form": CallForm()}
    more = {"is_making": is_being_made(outage), "place": "desk-outages"}
    return render(request, "repairs/outages/calls.html", facts | more)


@require_POST
@login_required
def call(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Note how a call ended."""
    outage = get_outage(request.user, reference, to=OutageAct.ANNOUNCE)
    receipt = get_object_or_404(NoticeReceipt, pk=pk, version__interruption=outage)
    form = CallForm(request.POST)
    if form.is_valid():
        try:
            note_call(receipt=receipt, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Call noted."))
    else:
        messages.error(request, _("Say how the call ended."))
    return redirect("outage-calls", reference)


@limit("confirm-receipt", "30/m/ip")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the outage to somebody who must not be without gas, and keep that they know; opening it confirms nothing."""
    rows = NoticeReceipt.objects.select_related("version__interruption__current", "premise")
    receipt = rows.filter(pk=receipt_in(secret)).first()
    if receipt is None:
        raise Http404
    if request.method == "POST":
        confirm_receipt(receipt=receipt, at=timezone.now())
        return redirect("confirm-receipt", secret)
    outage = receipt.version.interruption
    facts = {
        "receipt": receipt,
        "outage": outage,
        "version": outage.current or receipt.version,
        "is_old": outage.current_id != receipt.version_id,
        "places": places_of(receipt.version.areas.select_related("community", "service_point__premise")),
    }
    return render(request, "repairs/outages/confirm.html", facts)
