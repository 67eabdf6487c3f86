"""What other desks asked of the crews: the list, and the answer."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gasservice.cases.actions.referring import answer_work
from gasservice.cases.following import get_followed_case
from gasservice.cases.terms import WorkAsked
from gasservice.cases.views.desk import address_with
from gasservice.cases.views.tracking import answer_with
from gasservice.web.asking import is_done, is_pressed
from gasservice.web.paging import page_of
from repairs.access import get_found_file, get_referral, require, sees_day_plan
from repairs.actions.referrals import answer_with_reading, answer_with_test, open_referred_order
from repairs.forms.meters import FoundForm, ReadAgainForm, TestForm
from repairs.queries.referrals import referrals_to_answer, referred_page

ANSWERS = {
    WorkAsked.METER_READ: (ReadAgainForm, answer_with_reading),
    WorkAsked.METER_TEST: (TestForm, answer_with_test),
    WorkAsked.OTHER: (FoundForm, answer_work),
}


@require_safe
def referred_work(request: HttpRequest) -> HttpResponse:
    """List what waits for an answer, due first."""
    require(sees_day_plan(request.user))
    page = page_of(referrals_to_answer(request.user), by="due_at", cursor=request.GET.get("at", ""))
    shown = {"rows": page.rows, "now": timezone.now(), "place": "day-plan"}
    shown |= {"earlier_url": address_with(request, at=page.previous), "later_url": address_with(request, at=page.next)}
    return render(request, "repairs/meters/inbox.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def referred(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was asked, and take the answer."""
    row = get_referral(request.user, pk)
    form_class, answer = ANSWERS[row.asked]
    form = form_class(request.POST or None, request.FILES or None)
    if is_done(request, form, partial(answer, referral=row, by=request.user, at=timezone.now())):
        messages.success(request, _("Answered. Whoever has the case is told."))
        return redirect("referred-work")
    shown = {"page": referred_page(row), "row": row, "case": row.case, "form": form, "place": "day-plan"}
    return render(request, "repairs/meters/referred.html", shown)


@require_POST
def order_referred(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the work order for it; a time is agreed on next."""
    row = get_referral(request.user, pk)
    if not request.user.works_cases:
        raise Http404
    act = partial(open_referred_order, referral=row, by=request.user, at=timezone.now())
    if is_pressed(request, act, _("The work order is open. Agree on a time with the customer.")):
        return redirect("agree-time", row.case.reference)
    return redirect(row)


@require_safe
def found_file(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Give a photo or a certificate to our people, and to whoever follows the case it belongs to."""
    stored, case, is_seen = get_found_file(request.user, pk, what)
    if not is_seen:
        get_followed_case(request, case.reference)
    return answer_with(request, stored)
