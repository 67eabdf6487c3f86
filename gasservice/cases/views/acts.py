"""Acts on a case: each has an address, a page that asks what must be known, and one action."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gasservice.cases.access import acts_open_to, get_case, visible_to
from gasservice.cases.actions.customer import customer_writes, withdraw_case
from gasservice.cases.actions.handing import assign_case, hand_over_case, name_person, transfer_case
from gasservice.cases.actions.referring import ask_for_work
from gasservice.cases.actions.work import close_case, hold_case, reopen_case, resolve_case, resume_case, take_case
from gasservice.cases.forms.desk import FORMS, ActForm
from gasservice.cases.models import Case
from gasservice.cases.terms import Act
from gasservice.cases.views.leaks import leak_first
from gasservice.web.refusals import Refusal

DO = {
    Act.TAKE: take_case,
    Act.HOLD: hold_case,
    Act.RESUME: resume_case,
    Act.RESOLVE: resolve_case,
    Act.REOPEN: reopen_case,
    Act.CLOSE: close_case,
    Act.ASSIGN: assign_case,
    Act.HAND_OVER: hand_over_case,
    Act.TRANSFER: transfer_case,
    Act.ASK_WORK: ask_for_work,
    Act.NAME_PERSON: name_person,
    Act.WRITE: customer_writes,
    Act.WITHDRAW: withdraw_case,
}


# In these acts the customer's own words are written down.
IN_THEIR_WORDS = (Act.WRITE, Act.REOPEN)


def told_in(request: HttpRequest, reference: str, act: str) -> dict[str, Case] | None:
    if act not in IN_THEIR_WORDS or not (request.user.is_authenticated and request.user.works_cases):
        return None
    return {"told_in": get_case(request.user, reference, to=Act(act))}


@leak_first(told_in)
def act(request: HttpRequest, reference: str, act: str) -> HttpResponse:
    """Ask what the act must know; a POST does it. What is refused is said on the same page, nothing typed is lost."""
    if act not in DO or not (request.user.is_authenticated and request.user.works_cases):
        raise Http404
    case = get_case(request.user, reference, to=Act(act))
    facts = {"case": case, "user": request.user, "day": timezone.localdate()}
    form = FORMS.get(act, ActForm)(request.POST if request.method == "POST" else None, **facts)
    if request.method == "POST" and form.is_valid() and done(request, case, act, form):
        return redirect(where_to(request, case))
    shown = {"case": case, "act": Act(act), "form": form, "place": "desk-queue"}
    return render(request, "cases/desk/act.html", shown)


def done(request: HttpRequest, case: Case, act: str, form: Form) -> bool:
    try:
        DO[act](case=case, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return False
    messages.success(request, _("Done: %(act)s.") % {"act": Act(act).label})
    return True


def where_to(request: HttpRequest, case: Case) -> str:
    """Go back to the case, or to the queue when the act has taken it out of sight."""
    return case.get_absolute_url() if visible_to(request.user).filter(pk=case.pk).exists() else "desk-queue"


def offered_acts(user, case: Case) -> list[Act]:
    """Name the acts that stand as verbs on the case page; reading, noting and replying have their own place there."""
    return [act for act in acts_open_to(user, case) if act in DO]
