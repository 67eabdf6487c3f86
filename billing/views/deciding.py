"""A dispute at the desk: all its facts, what the crews are asked, the decision, and the second pair of eyes."""

from datetime import datetime
from decimal import Decimal
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from billing.access import get_dispute, get_proposal
from billing.actions.checking import ask_about_meter, rebill_bad_meter
from billing.actions.deciding import approve_decision, decide_dispute, send_decision_back
from billing.disputing import shared_out
from billing.forms.disputes import AnswerProposalForm, AskMeterForm, DecideForm, TryForm
from billing.models import Dispute
from billing.queries.disputes import DisputeFacts, dispute_file, facts_of_dispute
from billing.queries.looking import gas_owed, look_into, rated_anew
from billing.rating import Rating
from billing.telling.bills import title_of
from billing.telling.disputes import told_disputed_line, told_standing, told_test, usual_alternatives
from billing.terms import LineKind
from gasservice.cases.access import acts_open_to
from gasservice.cases.terms import Act
from gasservice.users.models import User
from gasservice.users.terms import Role
from gasservice.web.asking import is_done, is_pressed


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def dispute(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a dispute with the bill beside our rating, and have the meter read again or tested."""
    asks = {"to": Act.ASK_WORK} if request.method == "POST" else {}
    row, now, form = get_dispute(request.user, reference, **asks), timezone.now(), AskMeterForm(request.POST or None)
    if is_done(request, form, partial(ask_about_meter, dispute=row, by=request.user, at=now)):
        messages.success(request, _("Our crews are asked."))
        return redirect("dispute", reference)
    file = dispute_file(row, timezone.localdate(now))
    acts = acts_open_to(request.user, row.case) if row.is_open else []
    shown = facts_shown(file.facts, now) | {
        "file": file,
        "tests": [told_test(one.test, now, is_wrong=one.is_wrong) for one in file.tests],
        "form": form,
        "may_ask": Act.ASK_WORK in acts,
        "may_decide": Act.RESOLVE in acts and not row.waits_for_second,
        "may_approve": approves(request.user, row),
        "wrong_test": file.wrong_test if Act.RESOLVE in acts or request.user.role == Role.SUPERVISOR else None,
    }
    return render(request, "billing/disputes/dispute.html", shown)


def approves(user: User, row: Dispute) -> bool:
    return user.role == Role.SUPERVISOR and row.waits_for_second and row.proposed_by_id != user.pk


def facts_shown(found: DisputeFacts, now: datetime) -> dict[str, object]:
    """Give what every page of a dispute shows at the desk."""
    row = found.dispute
    return {
        "dispute": row,
        "case": row.case,
        "title": title_of(row.bill, now),
        "lines": [(line, told_disputed_line(line)) for line in found.lines],
        "standing": told_standing(found, now),
        "place": "desk-queue",
    }


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def decide(request: HttpRequest, reference: str) -> HttpResponse:
    """Decide a dispute; what the meter should have shown proposes what to credit."""
    row, now = get_dispute(request.user, reference, to=Act.RESOLVE), timezone.now()
    if not row.is_open or row.waits_for_second:
        return redirect("dispute", reference)
    found, beside = facts_of_dispute(row, timezone.localdate(now)), look_into(row.bill)
    trying = TryForm(request.GET if "try" in request.GET else None, stretches=beside.stretches)
    rating = rated_anew(row.bill, beside.stretches, trying.ends()) if trying.is_bound else beside.rating
    with translation.override(row.case.language):
        ways = usual_alternatives()
    facts = {"initial": {"alternatives": ways}, "proposed": proposed(found, rating)}
    form = DecideForm(request.POST or None, lines=found.lines, **facts)
    if is_done(request, form, partial(decide_dispute, dispute=row, by=request.user, at=now)):
        messages.success(request, done_words(row))
        return redirect(row.case)
    shown = facts_shown(found, now) | {"form": form, "trying": trying, "rating": rating, "beside": beside}
    return render(request, "billing/disputes/decide.html", shown)


def proposed(found: DisputeFacts, rating: Rating | None) -> dict[int, Decimal]:
    """Propose what to credit of each line of gas: what it comes to more than it should, the last line first."""
    if rating is None:
        return {}
    gas = [(row.pk, row.amount) for row in found.lines if row.line.kind == LineKind.GAS]
    return shared_out(gas_owed(found.dispute.bill) - rating.amount, gas)


def done_words(row: Dispute) -> str:
    row.refresh_from_db(fields=["decided_at"])
    return _("Decided. The customer is told.") if row.decided_at else _("Proposed. Another person has to approve it.")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def answer_proposal(request: HttpRequest, reference: str) -> HttpResponse:
    """Let a proposed decision hold, or send it back."""
    row, now, form = get_proposal(request.user, reference), timezone.now(), AnswerProposalForm(request.POST or None)
    if is_done(request, form, partial(answer_with, dispute=row, by=request.user, at=now)):
        messages.success(request, _("Noted."))
        return redirect(row.case)
    shown = facts_shown(facts_of_dispute(row, timezone.localdate(now)), now) | {"form": form}
    return render(request, "billing/disputes/answer.html", shown)


def answer_with(*, dispute: Dispute, answer: str, because: str, by: User, at: datetime) -> None:
    if answer == AnswerProposalForm.APPROVE:
        approve_decision(dispute=dispute, by=by, at=at)
    else:
        send_decision_back(dispute=dispute, because=because, by=by, at=at)


@require_POST
@login_required
def rebill(request: HttpRequest, reference: str) -> HttpResponse:
    """Correct the bills of a meter that was found wrong; a supervisor who did not write the test down approves it."""
    supervises = request.user.role == Role.SUPERVISOR
    row, now = get_dispute(request.user, reference, to=Act.READ if supervises else Act.RESOLVE), timezone.now()
    test = dispute_file(row, timezone.localdate(now)).wrong_test
    if test is None:
        raise Http404
    is_second = supervises and test.recorded_by_id != request.user.pk
    people = {"by": test.recorded_by, "approved_by": request.user} if is_second else {"by": request.user}
    act = partial(rebill_bad_meter, test=test, at=now, **people)
    is_pressed(request, act, _("The bills of this meter are corrected."))
    return redirect("dispute", reference)
