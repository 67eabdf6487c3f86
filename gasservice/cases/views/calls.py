"""Taking somebody in at the phone or the counter: find them, see what is open, file, read back."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gasservice.cases.access import get_case
from gasservice.cases.actions.filing import open_case
from gasservice.cases.forms.calls import CallForm
from gasservice.cases.models import Case
from gasservice.cases.queries.callers import caller_found
from gasservice.cases.queries.lists import SHOWN_WITH, cases_found
from gasservice.cases.queries.queue import queue_rows
from gasservice.cases.queries.tracked import tracked_page
from gasservice.cases.secrets import secret_for
from gasservice.cases.terms import EventKind
from gasservice.cases.views.leaks import leak_first, smells_now
from gasservice.standards.terms import Priority
from gasservice.web.refusals import Refusal

OPEN_SHOWN = 10


def works_cases(request: HttpRequest) -> dict:
    """The desk does not exist for whoever works no cases."""
    if not (request.user.is_authenticated and request.user.works_cases):
        raise Http404
    return {}


@leak_first(works_cases, opens=False)
def take_call(request: HttpRequest) -> HttpResponse:
    """Find a caller by phone, account or address, and file for them."""
    works_cases(request)
    typed, now = request.GET.get("q", "").strip(), timezone.now()
    caller = caller_found(typed, request.GET, timezone.localdate(now))
    form = CallForm(request.POST or None, initial=caller.known, day=timezone.localdate(now))
    if request.method == "POST" and form.is_valid() and (case := taken_in(request, form)):
        return redirect("read-back", case.reference)
    cases = (
        cases_found(request.user, typed).select_related(*SHOWN_WITH).order_by("-opened_at")
        if typed
        else Case.objects.none()
    )
    shown = {"form": form, "query": typed, "caller": caller, "rows": queue_rows(cases[:OPEN_SHOWN], now)}
    return render(request, "cases/desk/call.html", shown)


def taken_in(request: HttpRequest, form: CallForm) -> Case | None:
    said = form.cleaned_data
    raised = {"priority": Priority.EMERGENCY} if smells_now(request) else {}
    try:
        return open_case(
            kind=said["kind"],
            words=said["words"],
            by=request.user,
            at=timezone.now(),
            submission=said["submission"],
            **form.facts(),
            **raised,
        ).case
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return None


def read_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Show number, code and promise to whoever has just taken the caller in, to be read out."""
    works_cases(request)
    case = get_case(request.user, reference)
    if not case.events.filter(kind=EventKind.OPENED, by=request.user).exists():
        raise Http404(_("Only who has taken the case in reads back its code."))
    facts = {"case": case, "secret": secret_for(case.submission), "page": tracked_page(case, timezone.now())}
    return render(request, "cases/desk/read_back.html", facts | {"place": "take-call"})
