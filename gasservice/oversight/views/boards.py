"""The supervisor's dashboard and boards, and the cases behind each figure."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gasservice.cases.access import visible_to
from gasservice.cases.queries.lists import SHOWN_WITH
from gasservice.cases.queries.queue import queue_rows
from gasservice.oversight import drawing
from gasservice.oversight.access import teams_overseen
from gasservice.oversight.actions.summaries import ask_for_summary, decline_summary
from gasservice.oversight.boards import (
    causes_board,
    causes_rows,
    people_board,
    people_rows,
    standards_board,
    standards_rows,
    tried_board,
)
from gasservice.oversight.forms import CasesForm, CausesForm, DashboardForm, EscalationsForm, PeopleForm, TryForm
from gasservice.oversight.lines import summed
from gasservice.oversight.panels import Look, panels_of, whose_work
from gasservice.oversight.queries.behind import cases_behind
from gasservice.oversight.queries.escalated import cases_escalated, rung_rows
from gasservice.oversight.queries.figures import SHOWN, Cut, counted_until, figures_by
from gasservice.oversight.queries.public import lines_of_doors
from gasservice.oversight.queries.readers import gets_summary
from gasservice.oversight.queries.unhappy import cases_with_word
from gasservice.oversight.responses import dashboard_file, file_of
from gasservice.oversight.terms import Figure
from gasservice.web.paging import page_of


@require_safe
@login_required
def dashboard(request: HttpRequest) -> HttpResponse:
    look = Look.asked_by(request, timezone.now())
    facts = look.facts | {"counted_at": counted_until(look.now), "has_summary": gets_summary(request.user)}
    return render(request, "oversight/dashboard.html", facts | panels_of(look))


@require_POST
@login_required
def weekly_summary(request: HttpRequest) -> HttpResponse:
    """Begin or stop the summary of the week, for whoever sees a dashboard."""
    teams_overseen(request.user)
    if request.POST.get("wanted") == "yes":
        ask_for_summary(by=request.user, at=timezone.now())
        messages.success(request, _("You get a summary every Monday morning, by the ways you chose for messages."))
    else:
        decline_summary(by=request.user)
        messages.success(request, _("No summary is sent to you any more."))
    return redirect("dashboard")


@require_safe
@login_required
def dashboard_figures(request: HttpRequest, form: str) -> HttpResponse:
    look = Look.asked_by(request, timezone.now())
    lines = lines_of_doors(look.cut)
    doors = [("door", str(line.key), line) for line in lines]
    named = drawing.teams_named(figures_by(look.cut, "team", only=SHOWN), look.form.teams.values())
    teams = [("team", one.code, one.line) for one in named]
    return dashboard_file([("all", "all", summed(lines)), *doors, *teams], form)


@require_safe
@login_required
def dashboard_cases(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    form = CasesForm(request.GET, teams=teams_overseen(request.user))
    if not form.is_valid():
        raise Http404
    asked = form.cleaned_data
    cut = Cut(asked["period"], **whose_work(request.user, form, asked))
    behind = cases_behind(asked["figure"], cut, at=now, age=asked["age"], promise=asked["promise"])
    behind = behind & cases_with_word(cut, asked["word"]) if asked["word"] else behind
    cases = behind.filter(pk__in=visible_to(request.user).values("pk"))
    page = page_of(cases.select_related(*SHOWN_WITH), by="-opened_at", cursor=request.GET.get("cursor", ""))
    facts = {"title": Figure(asked["figure"]).label, "period": asked["period"], "now": now, "place": "dashboard"}
    shown = cases.count()
    counts = {"shown": shown, "hidden": behind.count() - shown}
    pages = {"earlier_url": page_url(request, page.previous), "later_url": page_url(request, page.next)}
    return render(
        request, "oversight/cases.html", facts | counts | pages | {"rows": queue_rows(page.rows, now), "asked": asked}
    )


@require_safe
@login_required
def causes(request: HttpRequest) -> HttpResponse:
    look = Look.asked_by(request, timezone.now(), CausesForm)
    return render(request, "oversight/causes.html", look.facts | causes_board(look))


@require_safe
@login_required
def teams_and_people(request: HttpRequest) -> HttpResponse:
    look = Look.asked_by(request, timezone.now(), PeopleForm)
    return render(request, "oversight/people.html", look.facts | people_board(look))


@require_safe
@login_required
def standards_kept(request: HttpRequest) -> HttpResponse:
    look = Look.asked_by(request, timezone.now())
    form = TryForm(request.GET if "allowance" in request.GET else None)
    tried = tried_board(form.cleaned_data, look.now) if form.is_bound and form.is_valid() else None
    return render(
        request, "oversight/standards.html", look.facts | standards_board(look) | {"trying": form, "tried": tried}
    )


@require_safe
@login_required
def escalations_now(request: HttpRequest) -> HttpResponse:
    now, teams = timezone.now(), teams_overseen(request.user)
    form = EscalationsForm(request.GET, teams=teams)
    asked = form.cleaned_data if form.is_valid() else {}
    cases = cases_escalated(whose_work(request.user, form, asked)["teams"], asked.get("rung", ""), at=now)
    cases = cases.filter(pk__in=visible_to(request.user).values("pk")).select_related(*SHOWN_WITH)
    page = page_of(cases, by="next_due_at", cursor=request.GET.get("cursor", ""))
    facts = {"form": form, "is_narrowed": bool(request.GET), "now": now, "place": "dashboard"}
    facts |= {"earlier_url": page_url(request, page.previous), "later_url": page_url(request, page.next)}
    return render(request, "oversight/escalations.html", facts | {"rows": rung_rows(page.rows, now)})


@require_safe
@login_required
def board_figures(request: HttpRequest, board: str, form: str) -> HttpResponse:
    boards = {
        "causes": (CausesForm, causes_rows),
        "people": (PeopleForm, people_rows),
        "standards": (DashboardForm, standards_rows),
    }
    if board not in boards:
        raise Http404
    form_class, rows_of = boards[board]
    columns, rows = rows_of(Look.asked_by(request, timezone.now(), form_class))
    return file_of([dict(zip(columns, row, strict=True)) for row in rows], board, form, columns)


def page_url(request: HttpRequest, cursor: str) -> str:
    if not cursor:
        return ""
    asked = request.GET.copy()
    asked["cursor"] = cursor
    return f"?{asked.urlencode()}"
