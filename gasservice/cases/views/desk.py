"""The desk's queue and the page of a case."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gasservice.cases.access import acts_open_to, get_case, may
from gasservice.cases.actions.work import note_internally, reply_to_customer
from gasservice.cases.filters import QueueFilter
from gasservice.cases.forms.desk import REPLY, ReplyForm
from gasservice.cases.models import Case
from gasservice.cases.panels import panels_of
from gasservice.cases.queries.lists import (
    SHOWN_WITH,
    VIEWS,
    cases_found,
    cases_in_view,
    counts_of_views,
    of_own_teams,
)
from gasservice.cases.queries.page import case_page
from gasservice.cases.queries.queue import queue_rows
from gasservice.cases.terms import Act
from gasservice.cases.views.acts import offered_acts
from gasservice.users.models import User
from gasservice.users.terms import Role
from gasservice.web.paging import Count, page_of
from gasservice.web.refusals import Refusal

PAGE = 50


def works_here(request: HttpRequest) -> None:
    """The desk does not exist for whoever does not work here."""
    if not (request.user.is_authenticated and request.user.works_here):
        raise Http404


def queue(request: HttpRequest) -> HttpResponse:
    """List cases, the next promise first; search finds by number, phone, account, address or words."""
    works_here(request)
    user, now, typed = request.user, timezone.now(), request.GET.get("q", "").strip()
    view = request.GET.get("view") or first_view(user)
    closed_too = request.GET.get("closed") == "1"
    own_teams = of_own_teams(user)
    in_view = cases_in_view(user, view, own_teams, now)
    cases = cases_found(user, typed, is_open_only=not closed_too) if typed else in_view
    narrowed = QueueFilter(request.GET, queryset=cases)
    page = page_of(
        narrowed.qs.select_related(*SHOWN_WITH), by="next_due_at", cursor=request.GET.get("at", ""), size=PAGE
    )
    shown = {
        "rows": queue_rows(page.rows, now),
        "views": views_of(view if not typed else "", counts_of_views(user, own_teams, now)),
        "filter": narrowed.form,
        "query": typed,
        "closed_too": closed_too,
        "is_narrowed": bool(narrowed.form.changed_data),
        "earlier_url": address_with(request, at=page.previous),
        "later_url": address_with(request, at=page.next),
        "view": view,
        "title": next((saved.title for saved in VIEWS if saved.code == view), ""),
    }
    template = "cases/desk/rows.html" if request.htmx and not request.htmx.boosted else "cases/desk/queue.html"
    return render(request, template, shown)


def first_view(user: User) -> str:
    """An agent starts with their own cases, a supervisor with the team's, whoever only reads with all."""
    if user.role == Role.SUPERVISOR:
        return "team"
    return "mine" if user.works_cases else "all"


def views_of(current: str, counts: dict[str, Count]) -> list[dict[str, object]]:
    return [
        {
            "title": view.title,
            "url": f"{reverse('desk-queue')}?view={view.code}",
            "count": counts[view.code],
            "state": view.state if counts[view.code].number else "",
            "is_current": view.code == current,
        }
        for view in VIEWS
    ]


def address_with(request: HttpRequest, at: str) -> str:
    """Give this page's address with another cursor; nothing when there is no such page."""
    if not at:
        return ""
    kept = {name: value for name, value in request.GET.items() if name != "at" and value}
    return f"?{urlencode(kept | {'at': at})}"


def case(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a case: its story, what decides it, and the box to answer in."""
    works_here(request)
    case = get_case(request.user, reference)
    form = reply_form(request, case)
    if request.method == "POST" and form.is_valid() and sent(request, case, form):
        return redirect(f"{case.get_absolute_url()}#reply")
    shown = {
        "case": case,
        "page": case_page(case, request.user, timezone.now()),
        "panels": panels_of(case, request.user),
        "acts": offered_acts(request.user, case),
        "may_place": Act.PLACE in acts_open_to(request.user, case),
        "form": form if may(request.user, Act.NOTE, case) else None,
        "place": "desk-queue",
    }
    return render(request, "cases/desk/case.html", shown)


def reply_form(request: HttpRequest, case: Case) -> ReplyForm:
    facts = {"case": case, "may_reply": may(request.user, Act.REPLY, case) and not case.is_over}
    return ReplyForm(request.POST or None, initial={"seen": case.last_event_id}, **facts)


def sent(request: HttpRequest, case: Case, form: Form) -> bool:
    """Send the reply or keep the note; what arrived meanwhile stops a reply, and its words stay in the box."""
    said, now = form.cleaned_data, timezone.now()
    act = Act.REPLY if said["audience"] == REPLY else Act.NOTE
    if not may(request.user, act, case):
        raise PermissionDenied
    try:
        if act == Act.REPLY:
            reply_to_customer(case=case, words=said["body"], seen_event=said["seen"], by=request.user, at=now)
            messages.success(request, _("Sent to the customer."))
        else:
            note_internally(case=case, words=said["body"], by=request.user, at=now)
            messages.success(request, _("Note kept. The customer never sees it."))
    except Refusal as refusal:
        form.add_error("body", refusal.message)
        form.data = form.data.copy()
        form.data["seen"] = get_case(request.user, case.reference).last_event_id
        return False
    return True
