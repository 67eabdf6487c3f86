"""One reading at the desk: what stood there before, and the right figure in its place."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gasservice.portal.forms import CorrectionForm
from gasservice.registry.access import get_account, get_reading
from gasservice.registry.actions.readings import correct_reading
from gasservice.registry.queries import corrected_to
from gasservice.web.asking import is_done


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def reading(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    account = get_account(request.user, number)
    row, form = get_reading(request.user, account, pk), CorrectionForm(request.POST or None)
    if is_done(request, form, partial(correct_reading, reading=row, by=request.user, at=timezone.now())):
        messages.success(request, _("Corrected. What stood there before is kept."))
        return redirect("gas-account", number)
    facts = {
        "reading": row,
        "later": row.corrected_by if hasattr(row, "corrected_by") else None,
        "earlier": corrected_to(row),
        "form": form,
        "account": account,
        "crumbs": [(account.number, reverse("gas-account", args=[number]))],
    }
    return render(request, "portal/reading.html", facts)
