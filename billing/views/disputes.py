"""Disputing lines of a bill: by its holder or for them, and on a case that came another way."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from billing.access import get_bill_to_dispute
from billing.actions.disputes import attach_dispute, facts_of_bill, file_dispute
from billing.forms.disputes import DisputeForm, LinesForm
from billing.models import Bill
from billing.queries.disputes import Disputable, bills_to_dispute, disputable_lines
from billing.queries.standings import standings_of
from billing.telling.bills import title_of
from billing.telling.disputes import told_hold
from gasservice.cases.access import get_case
from gasservice.cases.actions.filing import Filed
from gasservice.cases.following import follow
from gasservice.cases.models import Case
from gasservice.cases.terms import Act, ChannelIn
from gasservice.cases.views.leaks import leak_first
from gasservice.standards.queries import dispute_rule_on
from gasservice.web.limits import limit
from gasservice.web.refusals import Refusal


def told_of(request: HttpRequest, number: str) -> dict:
    """Give whom the bill is addressed to and where they live, for what is written may be about a leak."""
    return facts_of_bill(get_bill_to_dispute(request.user, number), request.user)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limit("dispute", "30/h/user", only_posts=True)
@leak_first(told_of)
def dispute_bill(request: HttpRequest, number: str) -> HttpResponse:
    """Ask which lines are wrong and why, say what stands still, and open the case."""
    bill, now = get_bill_to_dispute(request.user, number), timezone.now()
    if sent := case_sent(bill, request.POST.get("submission", "")):
        return redirect(where_after(request, sent))
    lines = disputable_lines(bill)
    may = [one for one in lines if one.may_be_disputed(by_staff=request.user.works_here)]
    form = DisputeForm(request.POST or None, request.FILES or None, lines=may, chosen=position_in(request))
    if filed := filed_by(request, form, bill):
        return redirect(where_after(request, filed.case))
    shown = {"form": form, "in_dispute": [one for one in lines if one.disputed and one not in may]}
    return render(request, "billing/disputes/new.html", shown | what_it_means(bill, now))


def what_it_means(bill: Bill, now: datetime) -> dict[str, object]:
    """Give what is said beside the form: what stands still and until when, and what stays payable."""
    rule, [standing] = dispute_rule_on(timezone.localdate(now)), standings_of([bill], timezone.localdate(now))
    return {
        "bill": bill,
        "title": title_of(bill, now),
        "standing": standing,
        "told_hold": told_hold(rule.hold_days_after_decision if rule else 0),
        "rule": rule,
        "crumbs": [(_("My gas"), reverse("my-gas")), (bill.number, reverse("bill", args=[bill.number]))],
        "place": "my-gas",
    }


def case_sent(bill: Bill, submission: str) -> Case | None:
    """Give the case that the same form has opened before: its line cannot be chosen any more."""
    try:
        known = Case.objects.filter(submission=UUID(submission))
    except ValueError:
        return None
    return known.filter(pk__in=bill.disputes.values("case")).first()


def position_in(request: HttpRequest) -> int | None:
    typed = request.GET.get("line", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else None


def filed_by(request: HttpRequest, form: DisputeForm, bill: Bill) -> Filed | None:
    """Open the dispute where the form is sent and right; what is refused stands in it."""
    if request.method != "POST" or not form.is_valid():
        return None
    said = form.cleaned_data
    facts = {"lines": said["lines"], "words": said["words"], "submission": said["submission"]}
    channel = ChannelIn.PHONE if request.user.works_here else ChannelIn.WEB
    try:
        return file_dispute(
            bill=bill, uploads=said["photos"], by=request.user, at=timezone.now(), channel=channel, **facts
        )
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return None


def where_after(request: HttpRequest, case: Case) -> str:
    if request.user.works_here:
        return reverse("read-back", args=[case.reference])
    follow(request, case)
    return reverse("case-filed", args=[case.reference])


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def attach(request: HttpRequest, reference: str) -> HttpResponse:
    """Choose the bill that a case is about, and then its lines."""
    if not request.user.works_here:
        raise Http404
    case = get_case(request.user, reference, to=Act.RESOLVE)
    number = request.GET.get("bill", "").strip()
    bill = get_bill_to_dispute(request.user, number) if number else None
    form = LinesForm(request.POST or None, lines=lines_to_choose(bill)) if bill else None
    if form and attached(request, form, case, bill):
        messages.success(request, _("Noted. The amount stands still since the day of the case."))
        return redirect(case)
    now = timezone.now()
    shown = {
        "case": case,
        "bill": bill,
        "form": form,
        "title": title_of(bill, now) if bill else "",
        "bills": [] if bill else [(row, title_of(row, now)) for row in bills_to_dispute(case)],
        "place": "desk-queue",
    }
    return render(request, "billing/disputes/attach.html", shown)


def lines_to_choose(bill: Bill) -> list[Disputable]:
    return [one for one in disputable_lines(bill) if one.may_be_disputed(by_staff=True)]


def attached(request: HttpRequest, form: LinesForm, case: Case, bill: Bill) -> bool:
    if request.method != "POST" or not form.is_valid():
        return False
    facts = {"case": case, "bill": bill, "lines": form.cleaned_data["lines"]}
    try:
        attach_dispute(**facts, by=request.user, at=timezone.now())
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return False
    return True
