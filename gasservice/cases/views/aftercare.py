"""After the closing: the list of whom it went badly for, and the list of those who are called back."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gasservice.cases.access import (
    OVERLOOKING,
    answers_open_to,
    call_backs_open_to,
    follow_ups_open_to,
    get_call_back,
    get_follow_up,
    may_erase_words,
)
from gasservice.cases.actions.call_backs import record_call_back, take_call_back
from gasservice.cases.actions.follow_ups import record_follow_up
from gasservice.cases.forms.surveys import CallBackForm, FollowUpForm
from gasservice.cases.queries.surveys import CALLED_WITH, answers_in_words, call_backs_counted, said_in, to_call
from gasservice.cases.views.leaks import leak_first
from gasservice.web.asking import is_done, is_pressed
from gasservice.web.paging import page_of


@require_safe
@login_required
def follow_ups(request: HttpRequest) -> HttpResponse:
    """List whom it went badly for and nobody has called yet, the next promise first."""
    if not (request.user.works_cases or request.user.role in OVERLOOKING):
        raise Http404
    rows = follow_ups_open_to(request.user).select_related(*CALLED_WITH)
    page = page_of(rows, by="due_at", cursor=request.GET.get("cursor", ""))
    facts = {"page": page, "rows": to_call(page.rows, timezone.now())}
    return render(request, "cases/aftercare/follow_ups.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@leak_first(lambda request, pk: {"told_in": get_follow_up(request.user, pk).case})
def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Show whom to call and what they said; what was said on the phone keeps the promise."""
    row, now = get_follow_up(request.user, pk), timezone.now()
    form = FollowUpForm(request.POST or None)
    if is_done(request, form, partial(record_follow_up, follow_up=row, by=request.user, at=now)):
        messages.success(request, _("Noted. The promise to call is kept."))
        return redirect("follow-ups")
    crumbs = [(_("Unhappy customers to call"), reverse("follow-ups"))]
    facts = {"called": to_call([row], now)[0], "case": row.case, "form": form, "crumbs": crumbs}
    return render(request, "cases/aftercare/follow_up.html", facts)


@require_safe
@login_required
def call_backs(request: HttpRequest) -> HttpResponse:
    """List the closed cases that somebody else calls about, the longest waiting first."""
    if not request.user.works_cases:
        raise Http404
    now = timezone.now()
    rows = call_backs_open_to(request.user, now).select_related("case__kind", "team", "taken_by")
    page = page_of(rows, by="drawn_at", cursor=request.GET.get("cursor", ""))
    return render(request, "cases/aftercare/call_backs.html", {"page": page, "counted": call_backs_counted(now)})


@require_POST
@login_required
def take_call_back_up(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    row = get_call_back(request.user, pk, now)
    is_taken = is_pressed(request, lambda: take_call_back(call_back=row, by=request.user, at=now))
    return redirect("call-back", pk) if is_taken else redirect("call-backs")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@leak_first(lambda request, pk: {"told_in": get_call_back(request.user, pk, timezone.now()).case})
def call_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the case and the phone to whoever took the call, and take its outcome."""
    now = timezone.now()
    row = get_call_back(request.user, pk, now)
    if row.taken_by_id != request.user.pk:
        return redirect("call-backs")
    form = CallBackForm(request.POST or None)
    if is_done(request, form, partial(record_call_back, call_back=row, by=request.user, at=now)):
        messages.success(request, _("Noted."))
        return redirect("call-backs")
    facts = {"row": row, "case": row.case, "form": form, "crumbs": [(_("Calls to make"), reverse("call-backs"))]}
    return render(request, "cases/aftercare/call_back.html", facts)


@require_safe
@login_required
def survey_answers(request: HttpRequest) -> HttpResponse:
    """List what customers wrote with their judgement, the latest first."""
    if not (request.user.works_cases or request.user.role in OVERLOOKING):
        raise Http404
    readable = answers_open_to(request.user)
    page = page_of(answers_in_words(readable), by="-answered_at", cursor=request.GET.get("cursor", ""))
    facts = {"page": page, "rows": said_in(page.rows, readable), "may_erase": may_erase_words(request.user)}
    return render(request, "cases/aftercare/answers.html", facts)
