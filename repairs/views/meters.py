"""The exchange of a meter, on a phone."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gasservice.standards.terms import Purpose
from gasservice.web.asking import is_done
from repairs.access import get_order, require
from repairs.actions.meters import exchange_on_order
from repairs.forms.meters import ExchangeForm
from repairs.queries.meters import exchange_of, hanging_meter, holds_on
from repairs.terms import WorkAct


@require_http_methods(["GET", "HEAD", "POST"])
def exchange(request: HttpRequest, reference: str) -> HttpResponse:
    """Write down which meter hangs in the place of which, and what both show."""
    order = get_order(request.user, reference, to=WorkAct.VISIT)
    require(order.kind == Purpose.METER_EXCHANGE)
    done, form = exchange_of(order), ExchangeForm(request.POST or None)
    meter = None if done else hanging_meter(order.case)
    act = partial(exchange_on_order, order=order, meter=meter, by=request.user, at=timezone.now())
    if meter and is_done(request, form, act):
        messages.success(request, _("Both meters are in the books."))
        return redirect("exchange-meter", reference)
    shown = {"order": order, "case": order.case, "done": done, "meter": meter, "holds": holds_on(meter), "form": form}
    return render(request, "repairs/meters/exchange.html", shown | {"place": "work-orders"})
