"""Choosing, moving and calling off a time: by the customer, and at the desk for whoever calls."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from gasservice.cases.access import get_case
from gasservice.cases.following import get_followed_case, who
from gasservice.cases.models import Appointment, Case
from gasservice.cases.terms import Act
from gasservice.users.models import User
from gasservice.web.asking import is_done
from repairs.actions.booking import book_visit, cancel_visit, rebook_visit
from repairs.forms.times import US, CancelForm, DeskTimeForm, TimeForm
from repairs.models import WorkOrder
from repairs.queries.slots import slots_for
from repairs.queries.visits import order_to_visit, visit_ahead_of


@never_cache
def choose_time(request: HttpRequest, reference: str) -> HttpResponse:
    """Let a customer choose when we come, or choose again; what was taken meanwhile is said beside the choice."""
    case, now = get_followed_case(request, reference), timezone.now()
    order, visit = work_to_agree(case)
    form = TimeForm(request.POST or None, slots=slots_for(order=order, at=now), at=now)
    if is_done(request, form, agreement(order, visit, who(request), now)):
        messages.success(request, _("Agreed. You find it here, and we remind you of it."))
        return redirect("tracked-case", case.reference)
    shown = {"case": case, "order": order, "visit": visit, "form": form, "now": now, "place": "track"}
    return render(request, "repairs/visits/choose.html", shown)


def agree_for_customer(request: HttpRequest, reference: str) -> HttpResponse:
    """Agree on a time with a customer on the phone."""
    case, now = case_at_desk(request, reference), timezone.now()
    order, visit = work_to_agree(case)
    slots = slots_for(order=order, at=now)
    form = DeskTimeForm(request.POST or None, slots=slots, at=now, is_move=visit is not None)
    if is_done(request, form, agreement(order, visit, request.user, now)):
        messages.success(request, _("Agreed. The customer is told."))
        return redirect(case.get_absolute_url())
    shown = {"case": case, "order": order, "visit": visit, "form": form, "now": now, "place": "desk-queue"}
    return render(request, "repairs/desk/choose.html", shown)


def call_off_for_customer(request: HttpRequest, reference: str) -> HttpResponse:
    """Call a visit off at the desk, and say at whose wish."""
    case, now = case_at_desk(request, reference), timezone.now()
    visit, form = visit_ahead_of(case), CancelForm(request.POST or None)
    if visit is None:
        raise Http404
    cancel = partial(cancel_visit, appointment=visit, by=request.user, at=now)
    if is_done(request, form, lambda reason, wish: cancel(reason=reason, is_ours=wish == US)):
        messages.success(request, _("Called off. The customer is told."))
        return redirect(case.get_absolute_url())
    shown = {"case": case, "visit": visit, "form": form, "now": now, "place": "desk-queue"}
    return render(request, "repairs/desk/call_off.html", shown)


def case_at_desk(request: HttpRequest, reference: str) -> Case:
    """Load a case for whoever works cases; for others there is no such page."""
    if not (request.user.is_authenticated and request.user.works_cases):
        raise Http404
    return get_case(request.user, reference, to=Act.WRITE)


def work_to_agree(case: Case) -> tuple[WorkOrder, Appointment | None]:
    """Give the work that a time is chosen for, and the visit that is ahead; 404 where nothing waits for one."""
    visit = visit_ahead_of(case)
    order = order_to_visit(case, visit)
    if order is None or case.is_over:
        raise Http404
    return order, visit


def agreement(order: WorkOrder, visit: Appointment | None, by: User | None, at: datetime) -> Callable:
    """Give what agrees on a window: it books a visit, or moves the one ahead, at whose wish the desk says."""
    if visit is None:
        return partial(book_visit, order=order, by=by, at=at)
    move = partial(rebook_visit, appointment=visit, by=by, at=at)
    return lambda window_from, wish="": move(window_from=window_from, is_ours=wish == US)
