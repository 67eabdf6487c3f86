"""Dropping late charges: the customer's page, the desk's list and answer, and the figures of all of them."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from billing.access import get_bill_to_waive, get_waiver, is_at_desk, sees_waivers, waivers_open_to
from billing.actions.waivers import ask_waiver, decide_waiver
from billing.forms.waivers import DecideWaiverForm, WaiverForm
from billing.models import LateWaiver
from billing.queries.waiver_figures import COLUMNS, waiver_figures, waiver_rows
from billing.queries.waivers import SHOWN_WITH, standing_on, waiver_facts, waivers_decided, waivers_of
from billing.telling.late import told_late
from billing.telling.waivers import figure_tables, told_facts, told_reason, told_why
from billing.views.bills import crumbs_to
from gasservice.files.responses import file_response
from gasservice.oversight.responses import csv_of
from gasservice.standards.queries import waiver_limit_of, waiver_limits_on, waiver_rules_on
from gasservice.web.asking import is_done
from gasservice.web.limits import limit
from gasservice.web.paging import page_of
from gasservice.web.say import say_money


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limit("ask-waiver", "20/h/user", only_posts=True)
def waive(request: HttpRequest, number: str) -> HttpResponse:
    """Show what paying a bill late has cost and when we drop it, and take a request in."""
    bill, now, kept = get_bill_to_waive(request.user, number), timezone.now(), []
    rules = waiver_rules_on(timezone.localdate(now))
    form = WaiverForm(request.POST or None, request.FILES or None, rules=rules)
    ask = partial(ask_waiver, bill=bill, by=request.user, at=now)
    if is_done(request, form, lambda **said: kept.append(ask(**said))):
        say_answer(request, kept[0])
        return redirect("waive-late-charge", number)
    standing, asked = standing_on(bill, timezone.localdate(now)), waivers_of(bill)
    facts = {
        "bill": bill,
        "standing": standing,
        "late": told_late(standing, now),
        "asked": [(row, told_reason(row.reason)) for row in asked],
        "may_ask": standing.late_amount and not any(not row.is_decided and row.case.is_live for row in asked),
        "limits": waiver_limits_on(timezone.localdate(now)),
        "form": form,
        "crumbs": [*crumbs_to(bill.gas_account), (bill.number, reverse("bill", args=[bill.number]))],
        "place": "my-gas",
    }
    return render(request, "billing/waive_late_charge.html", facts)


def say_answer(request: HttpRequest, row: LateWaiver) -> None:
    if row.is_decided:
        words = _("Dropped: %(amount)s. What accrues from tomorrow on is owed.")
        messages.success(request, words % {"amount": say_money(row.granted)})
    else:
        words = _("One of us looks at it and answers you; your case is %(reference)s.")
        messages.success(request, words % {"reference": row.case.reference})


@require_safe
@login_required
def to_decide(request: HttpRequest) -> HttpResponse:
    """List the requests that wait for a person, the longest waiting first."""
    if not is_at_desk(request.user):
        raise Http404
    rows = waivers_open_to(request.user).select_related(*SHOWN_WITH)
    page = page_of(rows, by="asked_at", cursor=request.GET.get("cursor", ""))
    return render(request, "billing/waivers_desk.html", {"page": page, "sees_all": sees_waivers(request.user)})


@require_safe
@login_required
def decided(request: HttpRequest) -> HttpResponse:
    """List every request that was answered, the last answer first."""
    if not sees_waivers(request.user):
        raise Http404
    page = page_of(waivers_decided(), by="-decided_at", cursor=request.GET.get("cursor", ""))
    crumbs = [(_("Late charges that we dropped"), reverse("waiver-figures"))]
    return render(request, "billing/waivers_decided.html", {"page": page, "crumbs": crumbs})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a request with what our books say of it, and answer it."""
    waiver, now = get_waiver(request.user, pk), timezone.now()
    standing = standing_on(waiver.bill, timezone.localdate(now))
    form = DecideWaiverForm(request.POST or None, initial={"granted": waiver.agreed or standing.late_amount})
    act = partial(decide_waiver, waiver=waiver, by=request.user, at=now)
    done: list[LateWaiver] = []
    if is_done(request, form, lambda **said: done.append(act(**said))):
        is_over = done[0].is_decided
        messages.success(request, _("Decided.") if is_over else _("Noted. Another supervisor has to decide it too."))
        return redirect("waivers-to-decide")
    return render(request, "billing/decide_waiver.html", facts_to_decide(waiver, form, standing, request.user, now))


def facts_to_decide(waiver: LateWaiver, form: DecideWaiverForm, standing, user, now) -> dict[str, object]:
    asked_on = timezone.localdate(waiver.asked_at)
    found = waiver_facts(waiver.bill, waiver.reason, waiver.evidence_id is not None, waiver.asked_at)
    return {
        "waiver": waiver,
        "reason": told_reason(waiver.reason),
        "why": told_why(waiver, waiver_rules_on(asked_on), found),
        "found": told_facts(found, now),
        "standing": standing,
        "late": told_late(standing, now),
        "limit": waiver_limit_of(user.role, timezone.localdate(now)),
        "form": form,
        "crumbs": [(_("Late charges to decide"), reverse("waivers-to-decide"))],
    }


@require_safe
@login_required
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the paper that was sent with a request."""
    return file_response(get_waiver(request.user, pk).evidence)


@require_safe
@login_required
def figures(request: HttpRequest) -> HttpResponse:
    """Show every request of twelve months, counted by month, by reason and by who answered."""
    if not sees_waivers(request.user):
        raise Http404
    counted = waiver_figures(timezone.localdate())
    return render(request, "billing/waiver_figures.html", {"whole": counted.whole, "tables": figure_tables(counted)})


@require_safe
@login_required
@limit("waivers-csv", "60/h/user")
def figures_csv(request: HttpRequest) -> HttpResponse:
    """Hand the same counts over as data."""
    if not sees_waivers(request.user):
        raise Http404
    rows = [row | {"month": f"{row['month']:%Y-%m}"} for row in waiver_rows(timezone.localdate())]
    return csv_of(rows, "late-charges-dropped.csv", COLUMNS)
