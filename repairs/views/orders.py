"""Work orders: the list, an order with all that a crew wants to know, opening and cancelling one."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gasservice.cases.access import get_case
from gasservice.cases.following import get_followed_case
from gasservice.cases.terms import Act
from gasservice.cases.views.desk import address_with, works_here
from gasservice.cases.views.tracking import answer_with
from gasservice.web.paging import page_of
from gasservice.web.refusals import Refusal
from repairs.access import get_job, get_order, get_work_file, may_let_money_go, may_work, orders_visible_to
from repairs.actions.orders import open_order
from repairs.actions.visits import begin_visit, cancel_order
from repairs.filters import OrderFilter
from repairs.forms.orders import OpenOrderForm
from repairs.forms.visits import ArrivalForm
from repairs.queries.orders import appointment_for, order_page
from repairs.terms import WorkAct

PAGE = 50
LISTED_WITH = ("case__premise", "case__community", "case__team")


@require_safe
def orders(request: HttpRequest) -> HttpResponse:
    """List the work that somebody may see, the latest first; what stands in the filters lives in the address."""
    works_here(request)
    narrowed = OrderFilter(request.GET, queryset=orders_visible_to(request.user))
    rows = narrowed.qs.select_related(*LISTED_WITH)
    page = page_of(rows, by="-opened_at", cursor=request.GET.get("at", ""), size=PAGE)
    shown = {
        "rows": page.rows,
        "filter": narrowed.form,
        "is_narrowed": bool(narrowed.form.changed_data),
        "earlier_url": address_with(request, at=page.previous),
        "later_url": address_with(request, at=page.next),
        "may_pay_back": may_let_money_go(request.user),
        "place": "work-orders",
    }
    return render(request, "repairs/orders.html", shown)


@require_safe
@never_cache
def order(request: HttpRequest, reference: str) -> HttpResponse:
    """Show an order: where, who, what for, and the way to the visit."""
    row = get_order(request.user, reference)
    shown = {
        "order": row,
        "case": row.case,
        "page": order_page(row, timezone.now()),
        "arrival": ArrivalForm(),
        "may_visit": may_work(request.user, WorkAct.VISIT),
        "may_open": may_work(request.user, WorkAct.OPEN),
        "place": "work-orders",
    }
    return render(request, "repairs/order.html", shown)


@require_safe
def job_order(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Lead from a job of the day to its work order."""
    appointment = get_job(request.user, uid).appointment
    rows = orders_visible_to(request.user).filter(case=appointment.case_id, kind=appointment.purpose)
    row = rows.order_by("-opened_at", "-pk").first()
    if row is None:
        raise Http404
    return redirect(row)


@require_POST
def begin(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that the crew is at the door."""
    row, form, now = get_order(request.user, reference, to=WorkAct.VISIT), ArrivalForm(request.POST), timezone.now()
    sent = form.cleaned_data["submission"] if form.is_valid() else None
    appointment = appointment_for(row, now)
    try:
        visit = begin_visit(order=row, appointment=appointment, by=request.user, at=now, submission=sent)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect(row)
    return redirect(visit)


@require_POST
def cancel(request: HttpRequest, reference: str) -> HttpResponse:
    row = get_order(request.user, reference, to=WorkAct.OPEN)
    try:
        cancel_order(order=row, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Cancelled. Nobody goes for it."))
    return redirect(row)


def open_new(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask what somebody is to go for, and open the order."""
    if not (request.user.is_authenticated and may_work(request.user, WorkAct.OPEN)):
        raise Http404
    case = get_case(request.user, reference, to=Act.NOTE)
    form = OpenOrderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = open_order(case=case, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Work order %(number)s is open.") % {"number": row.reference})
        return redirect(row)
    return render(request, "repairs/open_order.html", {"case": case, "form": form, "place": "desk-queue"})


@require_safe
def work_file(request: HttpRequest, file: UUID) -> HttpResponse:
    """Give a photo or signature to whoever may read the order or follows the case it belongs to."""
    stored, case, is_seen = get_work_file(request.user, file)
    if not is_seen:
        get_followed_case(request, case.reference)
    return answer_with(request, stored)
