"""The list behind each figure holds what the figure counts, whatever happened."""

import random
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gasservice.cases.models import (
    CaseParticipant,
    Commitment,
    Escalation,
    Redress,
    SurveyInvitation,
    SurveyResponse,
)
from gasservice.cases.terms import Occasion
from gasservice.oversight.access import teams_overseen
from gasservice.oversight.forms import CasesForm
from gasservice.oversight.lines import Line
from gasservice.oversight.measures import Measure
from gasservice.oversight.panels import Look, panels_of, whose_work
from gasservice.oversight.periods import year_to
from gasservice.oversight.queries.behind import times_counted
from gasservice.oversight.queries.figures import Cut, figures_of
from gasservice.oversight.queries.rated import RATINGS, ratings_behind
from gasservice.oversight.rules import Share
from gasservice.oversight.terms import Figure
from gasservice.oversight.words import say_share
from gasservice.registry.models import Customer
from gasservice.standards.terms import Door, Rung
from gasservice.users.models import Team, User
from gasservice.web.escaping import Linked
from gasservice.web.say import say_number
from tests.oversight.conftest import NOW, ago, count
from tests.oversight.history import History, build_office
from tests.registry.conftest import outage_in

pytestmark = pytest.mark.django_db
FIGURES = {
    Figure.PROMISES: lambda line: line.promises.of,
    Figure.KEPT: lambda line: line.kept,
    Figure.LATE: lambda line: line.missed,
    Figure.MISSED: lambda line: line.missed + line.open_late,
    Figure.OPEN_LATE: lambda line: line.open_late,
    Figure.ANSWERS: lambda line: line.answers,
    Figure.SATISFIED: lambda line: line.satisfied,
    Figure.UNHAPPY: lambda line: line.answers - line.satisfied,
    Figure.ASKED: lambda line: line.asked,
    Figure.SOLVED: lambda line: line.solved.of,
    Figure.EASE: lambda line: line.ease.of,
    Figure.RECOMMEND: lambda line: line.nps.of,
    Figure.FIRST_ANSWER: lambda line: line.first_answer.n,
    Figure.RESOLUTION: lambda line: line.resolution.n,
    Figure.OPENED: lambda line: line.opened,
    Figure.FIRST_CONTACT: lambda line: line.first_contact.part,
    Figure.NEXT_DAY: lambda line: line.next_day.part,
    Figure.RESOLVED: lambda line: line.resolved,
    Figure.REOPENED: lambda line: line.reopened.part,
    Figure.HANDED_OVER: lambda line: line.handovers_per_case.sum,
    Figure.REPEATED: lambda line: line.repeated.part,
    Figure.REDRESS: lambda line: line.sums[Measure.TIMES_OWED],
    Figure.REDRESS_PAID: lambda line: line.sums[Measure.TIMES_PAID],
    Figure.ESCALATED: lambda line: line.escalated,
}


@pytest.fixture
def outage_rated(garden, account):
    """Somebody asked about an outage, and perhaps what they said."""
    customer = Customer.objects.create(code="K9", name="Lin")
    outage = outage_in(garden, starts_at=ago(days=3))

    def outage_rated(number: int, team: Team, at=NOW, **said) -> SurveyInvitation:
        about = {"interruption": outage, "gas_account": account, "customer": customer, "team": team}
        when = {"sent_at": at - timedelta(hours=2), "expires_at": at + timedelta(days=14)}
        asked = SurveyInvitation.objects.create(occasion=Occasion.OUTAGE, secret_hash=f"o{number}", **about, **when)
        if said:
            SurveyResponse.objects.create(invitation=asked, answered_at=at, **said)
        return asked

    return outage_rated


@pytest.fixture
def much(garden, outage_rated):
    """What chance had people do in two months, and what they said of it and of an outage."""
    build_office(garden, NOW)
    History(7, NOW - timedelta(days=60)).go_on(300)
    chance = random.Random(5)
    for answer in SurveyResponse.objects.order_by("pk"):
        answer.ease, answer.recommend = chance.choice([None, 3, 7]), chance.choice([None, 0, 10])
        answer.is_solved = chance.choice([None, True, False])
        answer.save()
    Redress.objects.update(credited_at=ago(days=1))
    for late in Commitment.objects.filter(missed_at__isnull=False):
        Escalation.objects.create(commitment=late, case=late.case, position=9, rung=Rung.HEAD, at=ago(days=2))
    for number in range(12):
        said = {"score": chance.randrange(1, 6), "ease": chance.choice([None, 5])} if number % 3 else {}
        outage_rated(number, Team.objects.get(code=chance.choice(["t0", "t1"])), ago(days=chance.randrange(40)), **said)
    count()
    return garden


def counted_behind(figure: str, cut: Cut) -> int:
    return ratings_behind(figure, cut).count() if figure in RATINGS else times_counted(figure, cut)


def test_every_figure_that_can_be_opened_is_held_against_its_list():
    assert set(FIGURES) == set(Figure) - {Figure.BACKLOG}


def test_each_list_is_as_long_as_its_figure_says(much):
    period = year_to(timezone.localdate(NOW))
    teams = dict(Team.objects.values_list("code", "pk"))
    cuts = [
        {},
        *({"door": door} for door in Door.values),
        {"door": "complaints", "kind": "one"},
        {"teams": frozenset({teams["t0"]})},
        {"channel": "web"},
        {"district": much.district_id},
        {"door": "repairs", "teams": frozenset({teams["t1"]})},
    ]
    found: dict[str, int] = {}
    for cut in (Cut(period, **asked) for asked in cuts):
        line: Line = figures_of(cut)
        for figure, figure_of in FIGURES.items():
            assert counted_behind(figure, cut) == figure_of(line), (figure, cut)
            found[figure] = max(found.get(figure, 0), figure_of(line))
    assert [figure for figure, most in found.items() if not most] == []


# The shares that a list is the counted part of, and what they are shares of.
WHOLES = {Figure.KEPT: Figure.PROMISES, Figure.SATISFIED: Figure.ANSWERS}
PARTS = {whole: part for part, whole in WHOLES.items()}


def figure_and_cut(url: str, user: User) -> tuple[Figure, Cut]:
    """Read an address as its page does."""
    form = CasesForm(QueryDict(urlsplit(url).query), teams=teams_overseen(user))
    assert form.is_valid(), (url, form.errors)
    asked = form.cleaned_data
    return Figure(asked["figure"]), Cut(asked["period"], **whose_work(user, form, asked))


def said_of(figure: Figure, cut: Cut, *, is_share: bool) -> str:
    """Give what a number should say, from the list behind it."""
    if not is_share:
        return say_number(counted_behind(figure, cut))
    whole = WHOLES.get(figure, figure)
    return say_share(Share(*(counted_behind(one, cut) for one in (PARTS[whole], whole))))


def linked_in(rows) -> Iterator[Linked]:
    return (cell for row in rows for cell in row if isinstance(cell, Linked) and cell.url)


def numbers_shown(shown: dict) -> list[Linked]:
    """Give each number of a dashboard with the way to its list; waits open as many as they are of, and say another."""
    found = [*linked_in(shown["table"]["rows"]), *linked_in(shown["load_by_month"].rows)]
    for name in ("promises", "satisfaction"):
        found += [Linked(f"{cell.words}%", cell.url) for cell in linked_in(shown[f"{name}_by_month"].rows)]
        bars = [*shown[f"{name}_by_door"], *shown[f"{name}_by_team"]]
        found += [Linked(bar.value, bar.url) for bar in bars]
    found += [Linked(count, url) for _title, count, url in shown["shortcuts"]]
    return [Linked(say_number(shown["whole"].asked), line.url) for line in linked_in([shown["tiles"][0].lines])] + found


@pytest.fixture
def some(opened, promised, rated, outage_rated, teams):
    """What two teams did in two months, behind two doors: each figure of a dashboard counts some of it."""
    for number in range(24):
        of = {"team": "north" if number % 3 else "south", "door": "complaints" if number % 2 else "repairs"}
        at = ago(days=number * 2)
        case = opened(at=at - timedelta(days=3), resolved_at=at if number % 4 else None, **of)
        for promise in ("first_answer", "resolution"):
            how = {"met_at": at} if number % 4 else {"missed_at": at}
            promised(at - timedelta(days=1) if number % 6 == 1 else at, promise, case=case, **how)
        rated(number % 5 + 1 if number % 5 else None, at=at, case=case)
    for number in range(12):
        outage_rated(number, teams["north"], ago(days=number), score=number % 2 * 3 + 1)
    count()


@pytest.mark.parametrize("asked", [{}, {"door": "complaints"}, {"team": "south", "period": "last-month"}])
def test_every_number_of_a_dashboard_opens_as_many_as_it_says(some, cast, settings, rf, client, asked):
    settings.STAFF_SECOND_FACTOR = False
    request = rf.get("/", asked)
    request.user = cast["otto"]
    shown = panels_of(Look.asked_by(request, NOW))
    by_figure: dict[Figure, str] = {}

    for number in numbers_shown(shown):
        figure, cut = figure_and_cut(number.url, cast["otto"])
        by_figure[figure] = number.url
        if figure in (Figure.FIRST_ANSWER, Figure.RESOLUTION):
            assert counted_behind(figure, cut) > 0
        else:
            assert said_of(figure, cut, is_share="%" in f"{number.words}") == f"{number.words}", number.url
    assert len(by_figure) >= 10
    client.force_login(cast["otto"])
    for url in [*by_figure.values(), *(tile.url for tile in shown["tiles"] if tile.url)]:
        assert client.get(url).status_code == 200


def test_each_mark_of_a_month_opens_what_its_cell_opens(some, cast, rf):
    request = rf.get("/")
    request.user = cast["otto"]
    shown = panels_of(Look.asked_by(request, NOW))

    for name, least in (("promises", 2), ("satisfaction", 1), ("load", 4)):
        chart = shown[f"{name}_by_month"]
        assert [strip.way.url for strip in chart.strips] == [cell.url for cell in linked_in(chart.rows)]
        assert len(chart.strips) >= least
    way = shown["promises_by_month"].strips[-1].way
    assert way.words.startswith("Nov: ")
    assert "figure=promises&since=2026-11-01&until=2026-12-01" in way.url


def test_ratings_of_outages_stand_in_rows_of_their_own(client, cast, settings, rated, outage_rated, teams):
    settings.STAFF_SECOND_FACTOR = False
    now = timezone.now()
    hidden = rated(2, at=now, team="south")
    rated(5, at=now, team="south")
    about = outage_rated(1, teams["south"], now, score=1, recommend=3, words="停了一整天")
    CaseParticipant.objects.create(case=hidden.case, user=cast["sue"], part="named")
    count()
    month = year_to(timezone.localdate(now))
    asked = {"figure": "answers", "since": month.since, "until": month.until, "team": "south"}

    client.force_login(cast["sue"])
    page = client.get(reverse("dashboard-cases"), asked)
    client.force_login(cast["otto"])
    unhappy = client.get(reverse("dashboard-cases"), asked | {"figure": "unhappy"})

    assert "3 in all" in page.text
    assert "1 of them is counted but not shown" in page.text
    assert [row.response.score for row in page.context["rows"] if row.invitation.is_about_outage] == [1]
    assert about.interruption.reference in page.text
    assert "停了一整天" in page.text
    assert "would recommend us: 3 of 10" in page.text
    assert "2 in all" in unhappy.text


def test_words_are_read_by_who_leads_the_team_alone(client, cast, settings, outage_rated, teams):
    settings.STAFF_SECOND_FACTOR = False
    now = timezone.now()
    outage_rated(1, teams["north"], now, score=1, words="停了一整天")
    count()
    month = year_to(timezone.localdate(now))
    client.force_login(cast["ann"])

    page = client.get(reverse("dashboard-cases"), {"figure": "unhappy", "since": month.since, "until": month.until})

    assert "1 of 5" in page.text
    assert "停了一整天" not in page.text


def test_more_ratings_do_not_cost_more_queries(client, cast, settings, rated, outage_rated, teams):
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(cast["otto"])
    now = timezone.now()
    month = year_to(timezone.localdate(now))
    asked, queries = {"figure": "asked", "since": month.since, "until": month.until}, []
    for number in range(6):
        rated(4 if number % 2 else None, at=now)
        outage_rated(number, teams["north"], now, score=2, words="冷")
        with CaptureQueriesContext(connection) as seen:
            page = client.get(reverse("dashboard-cases"), asked)
        queries.append(len(seen))

    assert len(page.context["rows"]) == 12
    assert queries[1] == queries[-1]
