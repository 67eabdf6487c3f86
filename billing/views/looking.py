"""Bills in which something does not fit: the list of those that wait, and deciding about one."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from billing.access import get_bill_to_look_at, is_at_desk
from billing.actions.releasing import decide_bill
from billing.forms.bills import LookAtBillForm
from billing.queries.looking import bills_to_look_at, look_into
from billing.telling.bills import title_of
from billing.telling.doubts import told_doubts
from billing.terms import BillDoubt
from gasservice.web.asking import is_done
from gasservice.web.paging import page_of


@require_safe
@login_required
def to_look_at(request: HttpRequest) -> HttpResponse:
    if not is_at_desk(request.user):
        raise Http404
    page = page_of(bills_to_look_at(), by="made_at", cursor=request.GET.get("cursor", ""))
    rows = [(bill, [BillDoubt(doubt).label for doubt in bill.doubts]) for bill in page.rows]
    return render(request, "billing/bills_desk.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def look(request: HttpRequest, number: str) -> HttpResponse:
    """Put a bill beside our own rating, and let it out, corrected or not, or take it back."""
    row, now, form = get_bill_to_look_at(request.user, number), timezone.now(), LookAtBillForm(request.POST or None)
    if is_done(request, form, partial(decide_bill, bill=row, by=request.user, at=now)):
        messages.success(request, _("Noted."))
        return redirect("bills-to-look-at")
    waiting = look_into(row)
    facts = {
        "bill": row,
        "waiting": waiting,
        "doubts": told_doubts(waiting, now),
        "title": title_of(row, now),
        "form": form,
        "crumbs": [(_("Bills to look at"), reverse("bills-to-look-at"))],
    }
    return render(request, "billing/look_at_bill.html", facts)
