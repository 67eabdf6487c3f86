"""Gas to stop and gas to open again, on a phone."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gasservice.registry.access import acts_on_premises
from gasservice.registry.actions.stops import execute_stop, note_stop_attempt, restore_supply
from gasservice.web.asking import is_done, is_pressed
from gasservice.web.paging import page_of
from repairs.access import get_stop, require
from repairs.forms.stops import CouldNotStopForm
from repairs.queries.stops import stop_page, stops_to_carry_out, supplies_to_restore


@require_safe
def supply_stops(request: HttpRequest) -> HttpResponse:
    """List the gas that has to flow again, then the gas to stop, each due first."""
    require(acts_on_premises(request.user))
    asked = request.GET
    shown = {
        "restores": page_of(supplies_to_restore(request.user), by="restore_due_at", cursor=asked.get("restores", "")),
        "stops": page_of(stops_to_carry_out(request.user), by="not_before", cursor=asked.get("stops", "")),
        "today": timezone.localdate(),
        "now": timezone.now(),
        "place": "day-plan",
    }
    return render(request, "repairs/meters/stops.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def supply_stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an order to stop gas with all that decides at the door; a form says why it could not be done."""
    row, now, form = get_stop(request.user, pk), timezone.now(), CouldNotStopForm(request.POST or None)
    if is_done(request, form, partial(note_stop_attempt, stop=row, by=request.user, at=now)):
        messages.success(request, _("Noted. The order stands until it is withdrawn."))
        return redirect("supply-stops")
    shown = {"page": stop_page(row, now), "stop": row, "form": form, "now": now, "place": "day-plan"}
    return render(request, "repairs/meters/stop.html", shown)


@require_POST
def stopped(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the gas is stopped, unless something forbids it at this moment."""
    row = get_stop(request.user, pk)
    is_pressed(request, partial(execute_stop, stop=row, by=request.user, at=timezone.now()), _("The gas is stopped."))
    return redirect(row)


@require_POST
def restored(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that gas flows again."""
    row = get_stop(request.user, pk)
    is_pressed(request, partial(restore_supply, stop=row, by=request.user, at=timezone.now()), _("Gas flows again."))
    return redirect(row)
