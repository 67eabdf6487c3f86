"""What stands behind a figure: the cases, ratings and promises that it counts."""

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gasservice.cases.access import answers_open_to, visible_to
from gasservice.cases.models import Case, SurveyInvitation
from gasservice.cases.queries.lists import SHOWN_WITH
from gasservice.cases.queries.queue import queue_rows
from gasservice.cases.queries.surveys import said_in, with_matters
from gasservice.oversight.access import teams_overseen
from gasservice.oversight.boards.standards import day_of, promised_by
from gasservice.oversight.forms import CasesForm, TryForm
from gasservice.oversight.panels import whose_work
from gasservice.oversight.queries.behind import cases_behind, times_counted
from gasservice.oversight.queries.figures import Cut
from gasservice.oversight.queries.named import subjects_named
from gasservice.oversight.queries.rated import RATINGS, Ratings, ratings_behind, readable_by
from gasservice.oversight.queries.tried import tried
from gasservice.oversight.queries.unhappy import answers_with_word
from gasservice.oversight.terms import Figure, Turn
from gasservice.web.paging import Page, page_of


@require_safe
@login_required
def dashboard_cases(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    form = CasesForm(request.GET, teams=teams_overseen(request.user))
    if not form.is_valid():
        raise Http404
    asked, figure = form.cleaned_data, form.cleaned_data["figure"]
    cut = Cut(asked["period"], **whose_work(request.user, form, asked), kind=asked["kind"])
    today = timezone.localdate(now)
    subjects = subjects_named(cut.door, cut.kind, asked["service"], day_of(cut, today))
    facts = {"title": Figure(figure).label, "chosen": form.chosen + subjects}
    facts["period"] = None if figure == Figure.BACKLOG else cut.period
    if figure in RATINGS:
        ratings = ratings_behind(figure, cut)
        ratings = ratings.filter(pk__in=answers_with_word(cut, asked["word"])) if asked["word"] else ratings
        return ratings_page(request, ratings, facts)
    promised = {"promise": asked["promise"]}
    if asked["service"]:
        promised["promised"] = promised_by(asked["service"], cut, today)
    behind = cases_behind(figure, cut, at=now, age=asked["age"], **promised)
    counted = behind.count() if figure == Figure.BACKLOG else times_counted(figure, cut, **promised)
    return cases_page(request, behind, facts | {"counted": counted})


@require_safe
@login_required
def promises_turned(request: HttpRequest, turn: str) -> HttpResponse:
    """Show the cases whose promise would have ended otherwise with the allowance that is tried."""
    teams_overseen(request.user)
    form, now = TryForm(request.GET), timezone.now()
    if turn not in Turn.values or not form.is_valid():
        raise Http404
    found = tried(form.cleaned_data, now)
    cases = found.cases_turning(Turn(turn))
    facts = {"title": Turn(turn).label, "period": found.period, "counted": len(cases), "chosen": form.chosen}
    return cases_page(request, Case.objects.filter(pk__in=cases), facts)


def cases_page(request: HttpRequest, behind: QuerySet[Case], facts: dict[str, object]) -> HttpResponse:
    """Show those of some cases that somebody may read, and say how many more there are."""
    now = timezone.now()
    cases = behind.filter(pk__in=visible_to(request.user).values("pk"))
    page = page_of(cases.select_related(*SHOWN_WITH), by="-opened_at", cursor=request.GET.get("cursor", ""))
    number = behind.count()
    counts = {"number": number, "hidden": number - cases.count()}
    facts |= counts | pages_beside(request, page) | {"rows": queue_rows(page.rows, now), "now": now}
    return render(request, "oversight/cases.html", facts | {"place": "dashboard"})


def ratings_page(request: HttpRequest, ratings: Ratings, facts: dict[str, object]) -> HttpResponse:
    """Show each rating that a figure counts, with its words to who may read them."""
    rows = readable_by(request.user, ratings)
    by = "-sent_at" if rows.model is SurveyInvitation else "-answered_at"
    page = page_of(with_matters(rows), by=by, cursor=request.GET.get("cursor", ""))
    number = ratings.count()
    facts |= {"number": number, "hidden": number - rows.count(), "place": "dashboard"}
    facts |= pages_beside(request, page) | {"rows": said_in(page.rows, answers_open_to(request.user))}
    return render(request, "oversight/ratings.html", facts)


def pages_beside(request: HttpRequest, page: Page) -> dict[str, str]:
    return {"earlier_url": page_url(request, page.previous), "later_url": page_url(request, page.next)}


def page_url(request: HttpRequest, cursor: str) -> str:
    if not cursor:
        return ""
    asked = request.GET.copy()
    asked["cursor"] = cursor
    return f"?{asked.urlencode()}"
