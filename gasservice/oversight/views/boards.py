"""The supervisor's dashboard, and the cases behind each figure."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from gasservice.cases.access import visible_to
from gasservice.cases.queries.lists import SHOWN_WITH
from gasservice.cases.queries.queue import queue_rows
from gasservice.oversight import drawing
from gasservice.oversight.access import sees_all, teams_overseen
from gasservice.oversight.forms import CasesForm, CutForm, DashboardForm
from gasservice.oversight.lines import summed
from gasservice.oversight.periods import Period, period_named, year_to
from gasservice.oversight.queries.behind import backlog_by_age, cases_behind
from gasservice.oversight.queries.figures import ELAPSED, Cut, counted_until, figures_by, figures_by_month, figures_of
from gasservice.oversight.queries.public import lines_of_doors
from gasservice.oversight.responses import dashboard_csv_response
from gasservice.oversight.terms import Figure
from gasservice.users.models import User
from gasservice.web.paging import page_of


@require_safe
@login_required
def dashboard(request: HttpRequest) -> HttpResponse:
    look = Look.asked_by(request, timezone.now())
    facts = {"form": look.form, "period": look.cut.period, "is_narrowed": bool(request.GET)}
    facts |= {"counted_at": counted_until(look.now), "now": look.now}
    csv_url = f"{reverse('dashboard-csv')}?{request.GET.urlencode()}"
    return render(request, "oversight/dashboard.html", facts | panels_of(look) | {"csv_url": csv_url})


@require_safe
@login_required
def dashboard_csv(request: HttpRequest) -> HttpResponse:
    look = Look.asked_by(request, timezone.now())
    lines = lines_of_doors(look.cut)
    doors = [("door", str(line.key), line) for line in lines]
    named = drawing.teams_named(figures_by(look.cut, "team", only=ELAPSED), look.form.teams.values())
    return dashboard_csv_response(
        [("all", "all", summed(lines)), *doors, *(("team", one.code, one.line) for one in named)]
    )


@dataclass(frozen=True)
class Look:
    """What a dashboard was asked for, by whom: a form that is wrong shows the default period, and says so."""

    form: DashboardForm
    asked: dict
    cut: Cut
    now: datetime

    @classmethod
    def asked_by(cls, request: HttpRequest, now: datetime) -> "Look":
        today = timezone.localdate(now)
        form = DashboardForm(request.GET, teams=teams_overseen(request.user), today=today)
        asked = form.cleaned_data if form.is_valid() else {}
        period = asked.get("months") or period_named(asked.get("period", ""), today)
        return cls(form, asked, Cut(period, **whose_work(request.user, form, asked)), now)


def panels_of(look: Look) -> dict[str, object]:
    """Read what the dashboard shows and draw it."""
    period, this_month = look.cut.period, timezone.localdate(look.now).replace(day=1)
    before = figures_of(replace(look.cut, period=period.before), only=ELAPSED)
    months = figures_by_month(replace(look.cut, period=year_to(period.last)), only=ELAPSED)
    lines = lines_of_doors(look.cut)
    whole = summed(lines)
    link_to = links(period, door=look.asked.get("door", ""), team=look.asked.get("team", ""))
    doors = drawing.doors_named(lines)
    teams = drawing.teams_named(figures_by(look.cut, "team", only=ELAPSED), look.form.teams.values())
    return {
        "whole": whole,
        "tiles": drawing.tiles_of(whole, before, months, link_to),
        "shortcuts": drawing.shortcuts(whole, link_to),
        "promises_by_month": drawing.months_chart([(line.key, line.promises) for line in months], this_month),
        "satisfaction_by_month": drawing.months_chart(drawing.rated_months(months), this_month),
        "load_by_month": drawing.load_chart(months),
        "promises_by_door": drawing.promises_bars(doors, "door", link_to),
        "promises_by_team": drawing.promises_bars(teams, "team", link_to),
        "satisfaction_by_door": drawing.satisfaction_bars(doors, "door", link_to),
        "satisfaction_by_team": drawing.satisfaction_bars(teams, "team", link_to),
        "backlog": drawing.backlog_bars(backlog_by_age(look.cut, look.now), link_to),
        "bar_columns": drawing.bar_columns(),
        "table": drawing.table_of(doors + teams),
    }


@require_safe
@login_required
def dashboard_cases(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    form = CasesForm(request.GET, teams=teams_overseen(request.user))
    if not form.is_valid():
        raise Http404
    asked = form.cleaned_data
    cut = Cut(asked["period"], **whose_work(request.user, form, asked))
    behind = cases_behind(asked["figure"], cut, at=now, age=asked["age"])
    cases = behind.filter(pk__in=visible_to(request.user).values("pk"))
    page = page_of(cases.select_related(*SHOWN_WITH), by="-opened_at", cursor=request.GET.get("cursor", ""))
    facts = {"title": Figure(asked["figure"]).label, "period": asked["period"], "now": now, "place": "dashboard"}
    shown = cases.count()
    counts = {"shown": shown, "hidden": behind.count() - shown}
    pages = {"earlier_url": page_url(request, page.previous), "later_url": page_url(request, page.next)}
    return render(
        request, "oversight/cases.html", facts | counts | pages | {"rows": queue_rows(page.rows, now), "asked": asked}
    )


def whose_work(user: User, form: CutForm, asked: dict) -> dict[str, object]:
    """Narrow to the door and team asked for, and never beyond the teams somebody oversees."""
    chosen = form.teams.get(asked.get("team", ""))
    overseen = None if sees_all(user) else frozenset(team.pk for team in form.teams.values())
    return {"door": asked.get("door", ""), "teams": frozenset({chosen.pk}) if chosen else overseen}


def links(period: Period, **narrowed: str) -> Callable[..., str]:
    """Give the way from a figure to its cases."""

    def link_to(figure: Figure, **more: str) -> str:
        asked = {"figure": figure, "since": period.since, "until": period.until} | narrowed | more
        return f"{reverse('dashboard-cases')}?{urlencode({name: value for name, value in asked.items() if value})}"

    return link_to


def page_url(request: HttpRequest, cursor: str) -> str:
    if not cursor:
        return ""
    asked = request.GET.copy()
    asked["cursor"] = cursor
    return f"?{asked.urlencode()}"
