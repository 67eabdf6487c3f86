"""Warnings to judge, the evidence of each, and the accounts that are watched."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gasservice.keyaccounts.access import (
    get_key_account,
    get_warning,
    get_warning_to_judge,
    looks_at_key_accounts,
    may_judge,
    may_mark_key_accounts,
)
from gasservice.keyaccounts.actions.judging import judge_warning, note_follow_up
from gasservice.keyaccounts.actions.marking import give_key_account, mark_key_account, unmark_key_account
from gasservice.keyaccounts.drawing import (
    draw_sign,
    false_alarm_chart,
    false_alarm_table,
    false_alarm_tile,
    score_row,
)
from gasservice.keyaccounts.forms import ManagerForm, MarkForm, OutcomeForm, UnmarkForm, VerdictForm
from gasservice.keyaccounts.models import EarlyWarning
from gasservice.keyaccounts.queries.pages import (
    LISTS,
    holders_on,
    judged_by_month,
    key_accounts_listed,
    signs_of_warning,
    warnings_before,
    warnings_listed,
)
from gasservice.standards.queries import key_account_rule_on
from gasservice.users.models import User
from gasservice.web.asking import is_done
from gasservice.web.paging import page_of, views_at


@require_safe
@login_required
def warnings(request: HttpRequest) -> HttpResponse:
    """List the warnings that wait for a verdict, the heaviest first; or those held back, or judged."""
    let_in(request.user)
    now, name = timezone.now(), request.GET.get("list", "to-judge")
    if name not in LISTS:
        raise Http404
    rows, by = warnings_listed(request.user, name)
    page = page_of(rows, by=by, cursor=request.GET.get("cursor", ""))
    holders = holders_on([row.key_account.gas_account for row in page.rows], now)
    shown = [(row, holders.get(row.key_account.gas_account_id)) for row in page.rows]
    tile = false_alarm_tile(judged_by_month(request.user, now), reverse("false-alarms"))
    facts = {"page": page, "rows": shown, "tile": tile, "list": name, "place": "early-warnings"}
    return render(request, "keyaccounts/warnings.html", facts | {"views": views_of(name)})


def let_in(user: User) -> None:
    if not looks_at_key_accounts(user):
        raise Http404


def views_of(current: str) -> list[dict[str, object]]:
    titles = {"to-judge": _("To be judged"), "held-back": _("Held back"), "judged": _("Judged")}
    return views_at(reverse("early-warnings"), titles, current)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def warning(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a warning with its evidence, and take the verdict on it."""
    row, now = get_warning(request.user, pk), timezone.now()
    is_mine = may_judge(request.user, row)
    if request.method == "POST" and not is_mine:
        raise Http404
    form = VerdictForm(request.POST or None, initial={"seen_on": row.looked_on})
    if is_done(request, form, partial(judge_warning, warning=row, by=request.user, at=now)):
        messages.success(request, _("Judged. It is kept with your reason."))
        return redirect("early-warning", pk)
    return render(request, "keyaccounts/warning.html", warning_facts(row, now) | {"form": form, "may_judge": is_mine})


def warning_facts(row: EarlyWarning, now) -> dict[str, object]:
    signs, account = signs_of_warning(row), row.key_account.gas_account
    return {
        "warning": row,
        "account": account,
        "holder": holders_on([account], now).get(account.pk),
        "drawn": [draw_sign(sign, now) for sign in signs],
        "score": [score_row(sign) for sign in signs],
        "before": warnings_before(row),
        "outcome_form": OutcomeForm(),
        "crumbs": crumbs_here(),
        "place": "early-warnings",
    }


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """Note how the follow-up of a confirmed warning went."""
    row, form = get_warning_to_judge(request.user, pk), OutcomeForm(request.POST or None)
    if is_done(request, form, partial(note_follow_up, warning=row, by=request.user, at=timezone.now())):
        messages.success(request, _("Noted."))
        return redirect("early-warning", pk)
    crumbs = [*crumbs_here(), (row.key_account.gas_account.number, row.get_absolute_url())]
    facts = {"warning": row, "form": form, "crumbs": crumbs, "place": "early-warnings"}
    return render(request, "keyaccounts/outcome.html", facts)


@require_safe
@login_required
def false_alarms(request: HttpRequest) -> HttpResponse:
    """Show how many warnings were false alarms, month by month."""
    let_in(request.user)
    months = judged_by_month(request.user, timezone.now())
    facts = {"chart": false_alarm_chart(months), "table": false_alarm_table(months)}
    facts |= {"tile": false_alarm_tile(months, ""), "crumbs": crumbs_here()}
    return render(request, "keyaccounts/false_alarms.html", facts | {"place": "early-warnings"})


@require_safe
@login_required
def key_accounts(request: HttpRequest) -> HttpResponse:
    """List the accounts that are watched, the last marked first."""
    let_in(request.user)
    page = page_of(key_accounts_listed(request.user), by="-pk", cursor=request.GET.get("cursor", ""))
    holders = holders_on([row.gas_account for row in page.rows], timezone.now())
    facts = {"page": page, "rows": [(row, holders.get(row.gas_account_id)) for row in page.rows]}
    facts |= {"may_mark": may_mark_key_accounts(request.user), "rule": key_account_rule_on(timezone.localdate())}
    facts |= {"crumbs": crumbs_here(), "place": "early-warnings"}
    return render(request, "keyaccounts/key_accounts.html", facts)


def crumbs_here() -> list[tuple[str, str]]:
    return [(_("Early warnings"), reverse("early-warnings"))]


def crumbs_of_accounts() -> list[tuple[str, str]]:
    return [*crumbs_here(), (_("Key accounts"), reverse("key-accounts"))]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def mark(request: HttpRequest) -> HttpResponse:
    """Mark an account by hand."""
    if not may_mark_key_accounts(request.user):
        raise Http404
    form = MarkForm(request.POST or None)
    if is_done(request, form, partial(mark_key_account, by=request.user, at=timezone.now())):
        messages.success(request, _("Marked. It is looked at each morning from now on."))
        return redirect("key-accounts")
    facts = {"form": form, "crumbs": crumbs_of_accounts(), "place": "early-warnings"}
    return render(request, "keyaccounts/mark.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def key_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a key account, and say who looks after it."""
    row = get_key_account(request.user, pk)
    form = ManagerForm(request.POST or None, initial={"manager": row.manager_id})
    if is_done(request, form, partial(give_key_account, key_account=row)):
        messages.success(request, _("Kept."))
        return redirect("key-accounts")
    holder = holders_on([row.gas_account], timezone.now()).get(row.gas_account_id)
    facts = {"key_account": row, "holder": holder, "form": form, "crumbs": crumbs_of_accounts()}
    return render(request, "keyaccounts/key_account.html", facts | {"place": "early-warnings"})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def unmark(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an account off the watched ones, with a reason."""
    row, form = get_key_account(request.user, pk), UnmarkForm(request.POST or None)
    act = partial(unmark_key_account, key_account=row, by=request.user, at=timezone.now())
    if is_done(request, form, act):
        messages.success(request, _("It is watched no longer."))
        return redirect("key-accounts")
    here = (row.gas_account.number, reverse("key-account", args=[row.pk]))
    facts = {"key_account": row, "form": form, "crumbs": [*crumbs_of_accounts(), here], "place": "early-warnings"}
    return render(request, "keyaccounts/unmark.html", facts)
