"""The dashboard as each role gets it, the cases behind its figures, and the public page."""

import csv
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from gasservice.cases.models import CaseParticipant, Redress
from gasservice.oversight.access import teams_overseen
from gasservice.oversight.measures import DEFINITIONS
from gasservice.oversight.periods import months_over
from gasservice.standards.clock import months_after
from tests.oversight.conftest import count, last_month, last_quarter, noon_in, publish

pytestmark = pytest.mark.django_db


class Reader(Client):
    """Reads pages as they stand once everything is counted."""

    def get(self, *args, **kwargs):
        count()
        return super().get(*args, **kwargs)


@pytest.fixture
def client():
    return Reader()


@pytest.fixture
def signed_in(client, cast, settings):
    settings.STAFF_SECOND_FACTOR = False

    def signed_in(name):
        client.force_login(cast[name])
        return client

    return signed_in


@pytest.fixture
def late(promised):
    """A promise of the north that is a day late, and one of the south."""
    now = timezone.now()
    return {team: promised(now - timedelta(days=1), team=team, started_at=now - timedelta(days=2),
                           missed_at=now - timedelta(days=1)) for team in
            ("north", "south")}  # fmt: skip


def cases_url(figure: str, **asked) -> str:
    first = timezone.localdate().replace(day=1)
    asked = {"figure": figure, "since": months_after(first, -1), "until": months_after(first, 1)} | asked
    return reverse("dashboard-cases") + "?" + "&".join(f"{name}={value}" for name, value in asked.items())


def test_a_visitor_signs_in_first(client):
    assert client.get(reverse("dashboard")).status_code == 302


@pytest.mark.parametrize("name", ["carl", "vera", "fred"])
def test_who_oversees_nothing_finds_nothing(signed_in, name):
    assert signed_in(name).get(reverse("dashboard")).status_code == 404
    assert signed_in(name).get(cases_url("missed")).status_code == 404


@pytest.mark.parametrize(
    ("name", "overseen"),
    [
        ("ann", ["north"]),
        ("lee", ["north", "south"]),
        ("sue", ["south"]),
        ("otto", ["north", "south"]),
        ("olga", ["north", "south"]),
    ],
)
def test_everybody_sees_the_figures_of_their_teams(signed_in, cast, late, name, overseen):
    response = signed_in(name).get(reverse("dashboard"))

    assert response.status_code == 200
    assert [team.code for team in teams_overseen(cast[name])] == overseen
    assert response.context["whole"].open_late == len(overseen)


def test_nobody_reaches_beyond_their_teams_by_the_address(signed_in, late):
    response = signed_in("ann").get(reverse("dashboard"), {"team": "south"})

    assert response.context["form"].errors
    assert response.context["whole"].open_late == 1
    assert signed_in("ann").get(cases_url("missed", team="south")).status_code == 404


def test_a_figure_opens_its_cases(signed_in, late):
    page = signed_in("sue").get(reverse("dashboard"))
    tile = next(tile for tile in page.context["tiles"] if tile.name == "Promises kept")

    cases = signed_in("sue").get(tile.url)

    assert tile.value == "0.0"
    assert late["south"].case.reference in cases.text
    assert late["north"].case.reference not in cases.text
    assert "1 case" in cases.text


def test_a_case_one_is_named_in_is_counted_but_not_shown(signed_in, cast, late):
    CaseParticipant.objects.create(case=late["south"].case, user=cast["sue"], part="named")

    cases = signed_in("sue").get(cases_url("missed"))

    assert late["south"].case.reference not in cases.text
    assert "1 of them is counted but not shown" in cases.text


def test_nonsense_in_the_address_of_a_list_is_not_found(signed_in):
    client = signed_in("otto")
    for asked in ({"figure": "x"}, {"since": "2020-01-01"}, {"since": "soon"}, {"door": "cellar"}):
        assert client.get(cases_url(**({"figure": "missed"} | asked))).status_code == 404


def test_an_empty_office_has_a_dashboard_too(signed_in):
    response = signed_in("otto").get(reverse("dashboard"))

    assert "Nobody has answered in this period." in response.text


def test_a_month_of_three_answers_is_not_drawn_as_all_satisfied(signed_in, rated):
    for _number in range(3):
        rated(5, at=timezone.now())

    page = signed_in("otto").get(reverse("dashboard"))

    assert page.context["satisfaction_by_month"].is_empty
    assert "of 3 answers" in page.text


def test_filters_live_in_the_address(signed_in, late):
    response = signed_in("otto").get(reverse("dashboard"), {"period": "last-12-months", "door": "billing"})

    assert response.context["whole"].promises.of == 0
    assert len(response.context["period"].months) == 12
    assert "· Bills and meters" in response.text


def test_months_are_asked_for_from_one_to_another(signed_in):
    this_month = timezone.localdate().replace(day=1)
    before = months_after(this_month, -4)

    page = signed_in("otto").get(reverse("dashboard"), {"first": f"{before}", "last": f"{this_month}"})
    alone = signed_in("otto").get(reverse("dashboard"), {"last": f"{before}"})
    wrong = signed_in("otto").get(reverse("dashboard"), {"first": f"{this_month}", "last": f"{before}"})

    assert len(page.context["period"].months) == 5
    assert alone.context["period"].months == [before]
    assert "This month lies before the first one." in wrong.text


def test_a_dashboard_is_handed_out_as_csv_within_the_same_bounds(signed_in, late, rated):
    rated(5, at=timezone.now(), team="south", door="billing")

    rows = list(csv.DictReader(signed_in("sue").get(reverse("dashboard-figures", args=["csv"])).text.splitlines()))

    assert [(row["by"], row["key"]) for row in rows][-1] == ("team", "south")
    assert {row["key"] for row in rows} == {"all", "complaints", "billing", "repairs", "south"}
    assert (rows[0]["open_late"], rows[0]["answers"], rows[0]["satisfied_share"]) == ("1", "1", "1.0")
    assert signed_in("carl").get(reverse("dashboard-figures", args=["csv"])).status_code == 404


def test_the_dashboard_asks_few_questions(cast, settings, promised, rated, django_assert_max_num_queries):
    now = timezone.now()
    for team in ("north", "south"):
        for _number in range(4):
            promised(now - timedelta(days=1), team=team, met_at=now)
            rated(4, at=now, team=team)
    count()
    client = Client()
    client.force_login(cast["otto"])

    with django_assert_max_num_queries(14):
        client.get(reverse("dashboard"))
    with django_assert_max_num_queries(14):
        client.get(cases_url("promises"))


def test_the_public_page_hides_what_rests_on_too_few(client, rated):
    for _number in range(3):
        rated(5, at=last_month())
    publish()

    response = client.get(reverse("how-we-are-doing"))

    assert response.context["found"].months[-1].satisfaction is None
    assert response.context["found"].whole.satisfaction is None
    assert "100.0%" not in response.text
    assert "hidden" in response.text


def test_the_public_page_says_what_enough_people_said(client, rated, promised):
    then = last_month()
    for score in [5] * 7 + [1] * 13:
        rated(score, at=then)
    for _number in range(12):
        promised(then - timedelta(hours=1), met_at=then - timedelta(hours=2), started_at=then - timedelta(hours=8))
    publish()

    response = client.get(reverse("how-we-are-doing"))

    assert "35.0%" in response.text
    assert "18.1 to 56.7%" in response.text
    assert "6.0 h" in response.text


def test_the_year_is_the_sum_of_the_months_that_may_be_read(client, rated):
    for answers, period in zip((12, 3, 20), months_over(timezone.localdate(), 3), strict=True):
        for _number in range(answers):
            rated(5, at=noon_in(period))
    publish()

    found = client.get(reverse("how-we-are-doing")).context["found"]

    assert [line.satisfaction and line.satisfaction.of for line in found.months[-3:]] == [12, None, 20]
    assert found.whole.satisfaction.of == 32


def test_open_data_says_the_same_in_two_forms(client, rated, promised):
    then = last_month()
    for _number in range(10):
        rated(5, at=then, door="billing")
    rated(1, at=then, door="repairs")
    publish()

    rows = list(csv.DictReader(client.get(reverse("open-figures", args=["csv"])).text.splitlines()))
    data = client.get(reverse("open-figures", args=["json"])).json()

    assert len(rows) == len(data["rows"]) == 1 + 12 + 3
    for row, same in zip(rows, data["rows"], strict=True):
        assert row == {name: "" if value is None else str(value) for name, value in same.items()}
    assert rows[0]["answers"] == rows[12]["answers"] == "11"
    assert client.get("/how-we-are-doing/figures.xml").status_code == 404


def test_the_public_page_says_what_we_owed(client, promised):
    for _number in range(10):
        missed = promised(last_quarter() - timedelta(days=1))
        Redress.objects.create(commitment=missed, case=missed.case, amount=20, owed_at=last_quarter())
    publish()

    assert "¥200.00" in client.get(reverse("how-we-are-doing")).text


def test_the_public_page_is_read_once_in_a_few_minutes(client, rated, django_assert_num_queries):
    client.get(reverse("how-we-are-doing"))
    client = Client()

    with django_assert_num_queries(0):
        client.get(reverse("how-we-are-doing"))
        client.get(reverse("open-figures", args=["json"]))
    cache.clear()


@pytest.mark.parametrize("language", ["en", "zh-CN", "zh-TW"])
@pytest.mark.parametrize("name", ["dashboard", "how-we-are-doing", "glossary"])
def test_it_opens_in_every_language(signed_in, late, name, language):
    response = signed_in("otto").get(reverse(name), headers={"accept-language": language})

    assert response.status_code == 200


def test_the_first_page_says_how_promises_were_kept_last_month(client, promised):
    assert "Last month" not in client.get(reverse("home")).text

    for kept in [True] * 9 + [False]:
        facts = {"met_at": last_month()} if kept else {"missed_at": last_month()}
        promised(last_month(), **facts)
    publish()
    page = client.get(reverse("home"))

    assert "Last month we kept 90.0% of 10 promises" in page.text
    assert reverse("how-we-are-doing") in page.text


def test_the_first_page_does_not_boast_with_three_of_three(client, promised):
    last_month = timezone.now().replace(day=1, hour=12) - timedelta(days=5)
    for _number in range(3):
        promised(last_month, met_at=last_month)

    assert "Last month" not in client.get(reverse("home")).text


def test_the_glossary_says_what_each_figure_is_and_how_it_is_counted(client):
    page = client.get(reverse("glossary"))

    for definition in DEFINITIONS:
        assert escape(str(definition.name)) in page.text
        assert escape(str(definition.counting)) in page.text
    assert "to within 2.5 percent" in page.text
