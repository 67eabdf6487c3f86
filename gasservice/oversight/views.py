"""The supervisor's dashboard, the cases behind each figure, and what everybody may know."""

from collections.abc import Callable
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
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
from gasservice.oversight.queries import (
    Cut,
    PublicFigures,
    cases_behind,
    figures,
    months_to,
    public_figures,
    whole_of,
)
from gasservice.oversight.responses import csv_response, json_response
from gasservice.oversight.rules import LEAST, Period, period_named
from gasservice.oversight.terms import Figure
from gasservice.oversight.words import say_month
from gasservice.users.models import User
from gasservice.web.paging import count_up_to, page_of

FRESH = 300  # seconds that public figures are kept


@require_safe
@login_required
def dashboard(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    form = DashboardForm(request.GET, teams=teams_overseen(request.user))
    asked = form.cleaned_data if form.is_valid() else {}
    period = period_named(asked.get("period", ""), timezone.localdate(now))
    facts = {"form": form, "period": period, "now": now, "is_narrowed": bool(request.GET)}
    return render(request, "oversight/dashboard.html", facts | panels_of(request.user, form, asked, period, now))


def panels_of(user: User, form: CutForm, asked: dict, period: Period, now: datetime) -> dict[str, object]:
    """Count what the dashboard shows and draw it."""
    whose = whose_work(user, form, asked) | {"at": now}
    found = figures(since=period.since, until=period.until, **whose)
    before = whole_of(since=period.before.since, until=period.before.until, **whose)
    months = months_to(last=period.last, **whose)
    link_to = links(period, door=asked.get("door", ""), team=asked.get("team", ""))
    doors, teams = drawing.doors_named(found.doors), drawing.teams_named(found.teams, form.teams.values())
    return {
        "whole": found.whole,
        "tiles": drawing.tiles_of(found.whole, before, months, link_to),
        "promises_by_month": drawing.months_chart([(line.key, line.promises) for line in months], months[-1].key),
        "satisfaction_by_month": drawing.months_chart(
            [(line.key, line.satisfaction) for line in months], months[-1].key
        ),
        "promises": drawing.promises_bars(doors, "door", link_to) + drawing.promises_bars(teams, "team", link_to),
        "satisfaction": drawing.satisfaction_bars(doors, "door", link_to)
        + drawing.satisfaction_bars(teams, "team", link_to),
        "backlog": drawing.backlog_bars(found.backlog, link_to),
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
    cut = Cut(asked["period"], now, **whose_work(request.user, form, asked))
    behind = cases_behind(asked["figure"], cut, asked["age"])
    cases = behind.filter(pk__in=visible_to(request.user).values("pk"))
    page = page_of(cases.select_related(*SHOWN_WITH), by="-opened_at", cursor=request.GET.get("cursor", ""))
    facts = {"title": Figure(asked["figure"]).label, "period": asked["period"], "now": now, "place": "dashboard"}
    counts = {"count": count_up_to(cases), "hidden": count_up_to(behind.exclude(pk__in=cases.values("pk")))}
    pages = {"earlier_url": page_url(request, page.previous), "later_url": page_url(request, page.next)}
    return render(
        request, "oversight/cases.html", facts | counts | pages | {"rows": queue_rows(page.rows, now), "asked": asked}
    )


@require_safe
def how_we_are_doing(request: HttpRequest) -> HttpResponse:
    found = public_figures_kept(timezone.now())
    months = [(line.key, line.promises) for line in found.months]
    facts = {
        "found": found,
        "least": LEAST,
        "tiles": drawing.public_tiles(found.whole),
        "chart": drawing.months_chart(months, months[-1][0]),
        "columns": drawing.public_columns(),
        "months": [drawing.public_row(say_month(line.key, with_year=True), line) for line in found.months],
        "doors": [drawing.public_row(drawing.door_name(line.key), line) for line in found.doors],
    }
    return render(request, "oversight/how_we_are_doing.html", facts)


@require_safe
def open_figures(request: HttpRequest, form: str) -> HttpResponse:
    answers = {"csv": csv_response, "json": json_response}
    if form not in answers:
        raise Http404
    return answers[form](public_figures_kept(timezone.now()))


def public_figures_kept(now: datetime) -> PublicFigures:
    """Count for everybody at most once in a few minutes."""
    return cache.get_or_set(f"public-figures-{timezone.localdate(now)}", lambda: public_figures(now), FRESH)


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
