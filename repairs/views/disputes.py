"""Finding out about a visit of which the customer says that nobody came."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gasservice.cases.actions.disputes import rule_on_visit
from gasservice.web.asking import is_done
from repairs.access import get_dispute
from repairs.forms.times import RulingForm
from repairs.queries.disputes import dispute_page


def rule_on(request: HttpRequest, reference: str) -> HttpResponse:
    """Show both sides of a disputed visit, and take what is found."""
    visit, now = get_dispute(request.user, reference), timezone.now()
    page = dispute_page(visit)
    form = RulingForm(request.POST or None, is_doubt_ours=page.is_doubt_ours)
    if is_done(request, form, partial(rule_on_visit, appointment=visit, by=request.user, at=now)):
        messages.success(request, _("Decided. The customer and the crew are told."))
        return redirect(visit.case)
    shown = {"page": page, "visit": visit, "case": visit.case, "form": form, "now": now, "place": "day-plan"}
    return render(request, "repairs/desk/dispute.html", shown)
