"""The supervisor's dashboard and boards, each also as a file."""

from datetime import datetime
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gasservice.oversight import drawing
from gasservice.oversight.access import sees_all, teams_overseen
from gasservice.oversight.actions.summaries import ask_for_summary, decline_summary
from gasservice.oversight.boards.causes import causes_board, causes_rows
from gasservice.oversight.boards.escalations import MOST, Late, escalations_rows
from gasservice.oversight.boards.figures import figures_board, figures_rows
from gasservice.oversight.boards.people import people_board, people_rows
from gasservice.oversight.boards.standards import standards_board, standards_rows
from gasservice.oversight.boards.trying import tried_board
from gasservice.oversight.forms import CausesForm, FiguresForm, PeopleForm, TryForm
from gasservice.oversight.lines import summed
from gasservice.oversight.panels import Look, panels_of
from gasservice.oversight.queries.escalated import rung_rows
from gasservice.oversight.queries.figures import SHOWN, counted_until, figures_by, lines_of_doors
from gasservice.oversight.queries.readers import gets_summary
from gasservice.oversight.responses import dashboard_file, file_of
from gasservice.oversight.views.behind import pages_beside
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
def all_figures(request: HttpRequest) -> HttpResponse:
    look = asked_for_figures(request, timezone.now())
    facts = look.facts | {"counted_at": counted_until(look.now)}
    return render(request, "oversight/figures.html", facts | figures_board(look))


def asked_for_figures(request: HttpRequest, now: datetime) -> Look:
    return Look.asked_by(request, now, partial(FiguresForm, sees_all=sees_all(request.user)))


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
    is_tried = form.is_bound and form.is_valid()
    tried = tried_board(form.cleaned_data, request.GET.urlencode(), look.now) if is_tried else None
    return render(
        request, "oversight/standards.html", look.facts | standards_board(look) | {"trying": form, "tried": tried}
    )


@require_safe
@login_required
def escalations_now(request: HttpRequest) -> HttpResponse:
    late = Late.asked_by(request, timezone.now())
    page = page_of(late.cases, by="next_due_at", cursor=request.GET.get("cursor", ""))
    facts = {"form": late.form, "is_narrowed": bool(request.GET), "now": late.now, "place": "dashboard", "most": MOST}
    rows = rung_rows(page.rows, late.now)
    return render(request, "oversight/escalations.html", facts | pages_beside(request, page) | {"rows": rows})


@require_safe
@login_required
def board_figures(request: HttpRequest, board: str, form: str) -> HttpResponse:
    if board not in FILES:
        raise Http404
    asked_by, rows_of = FILES[board]
    columns, rows = rows_of(asked_by(request, timezone.now()))
    return file_of([dict(zip(columns, row, strict=True)) for row in rows], board, form, columns)


# How each board is asked for, and its rows as data.
FILES = {
    "all": (asked_for_figures, figures_rows),
    "causes": (partial(Look.asked_by, form_class=CausesForm), causes_rows),
    "people": (partial(Look.asked_by, form_class=PeopleForm), people_rows),
    "standards": (Look.asked_by, standards_rows),
    "escalations": (Late.asked_by, escalations_rows),
}
