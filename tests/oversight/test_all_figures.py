"""The board of every figure: each beside the period before, told apart, opening its cases, and as a file."""

import csv
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gasservice.oversight.boards.figures import OPENS, figure_row
from gasservice.oversight.lines import Line
from gasservice.oversight.measures import DEFINITIONS, Measure
from gasservice.oversight.periods import months_over
from gasservice.oversight.rules import Mean, NetScore, Share, Waits
from gasservice.oversight.values import counts, data_in, say, say_sure
from tests.oversight.conftest import count, noon_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(client, cast, settings):
    """Read the board as somebody; everything is counted first."""
    settings.STAFF_SECOND_FACTOR = False

    def board(name="otto", **asked):
        count()
        client.force_login(cast[name])
        return client.get(reverse("all-figures"), asked)

    return board


def row_of(page, code: str):
    return next(row for row in page.context["figures"] if row.definition.code == code)


def test_every_figure_of_the_glossary_stands_there(board):
    page = board()

    assert [row.definition for row in page.context["figures"]] == list(DEFINITIONS)
    assert {row.now.words for row in page.context["figures"]} <= {"–", "0", "¥0.00"}
    assert not any(row.now.url for row in page.context["figures"])


def test_a_figure_stands_beside_the_month_before(board, rated):
    before, last = (noon_in(period) for period in months_over(timezone.localdate(), 2))
    for score, at, number in ((5, last, 30), (1, before, 30), (5, before, 2)):
        for _number in range(number):
            rated(score, at=at)

    row = row_of(board(period="last-month"), "satisfaction")

    assert (row.now.words, row.before, row.trend) == ("100.0%", "6.2%", "better")
    assert row.sure == "88.6 to 100.0% · n 30"
    assert row.change == "+93.8 points on the period before"


def test_that_more_cases_are_reopened_is_worse():
    definition = next(one for one in DEFINITIONS if one.code == "reopened")

    was, now = (
        Line("", {(Measure.RESOLVED, ""): {0: 100}, (Measure.REOPENED, ""): {0: reopened}}) for reopened in (5, 40)
    )

    row = figure_row(definition, now, was, lambda figure: figure)
    assert (row.now.words, row.before, row.trend) == ("40.0%", "5.0%", "worse")


@pytest.mark.parametrize("by", ["door", "kind", "team", "district", "channel", "month"])
def test_told_apart_every_number_opens_as_much_as_it_says(board, client, rated, promised, garden, by):
    now = timezone.now()
    for team, door, score in (("north", "billing", 5), ("south", "repairs", 2), ("south", "repairs", 4)):
        invitation = rated(score, at=now, team=team, door=door)
        invitation.case.community = garden
        invitation.case.save()
        promised(now - timedelta(days=1), case=invitation.case, met_at=now - timedelta(days=2))

    page = board(by=by, period="this-month")

    rows = page.context["parts"]
    names = page.context["part_columns"]
    assert rows and all(len(row) == len(names) for row in rows)
    opened = [dict(zip(names, row, strict=True))["Cases opened"] for row in rows]
    assert sum(int(number.words) for number in opened) == 3
    for number in opened:
        assert f"{number.words} case" in client.get(number.url).text


def test_three_columns_together_are_refused_beside_the_field(board):
    page = board(by="district", door="billing", channel="web")
    narrow = board("sue", by="district", door="billing")

    for answer in (page, narrow):
        assert answer.status_code == 200
        assert "At most two of door, kind, team, district and channel" in answer.text
    assert "At most two of door" not in board("sue", by="kind").text


def test_who_oversees_a_team_sees_that_team_alone(board, opened):
    now = timezone.now()
    opened("north", at=now)
    opened("south", at=now)

    assert row_of(board("otto", period="this-month"), "opened").now.words == "2"
    assert row_of(board("sue", period="this-month"), "opened").now.words == "1"
    assert board("carl").status_code == 404


def test_it_is_handed_out_whole(board, client, rated):
    rated(5, at=timezone.now(), door="billing")
    board()

    rows = list(
        csv.DictReader(client.get(reverse("board-figures", args=["all", "csv"]), {"by": "door"}).text.splitlines())
    )

    assert [(row["by"], row["key"]) for row in rows] == [("all", "all"), ("door", "billing")]
    assert (rows[0]["satisfaction"], rows[0]["satisfaction_of"], rows[1]["satisfaction_part"]) == ("1.0", "1", "1")
    assert {"resolution_median_hours", "redress_owed_yuan", "nps_error", "per_100_000"} <= rows[0].keys()


@pytest.mark.parametrize(
    ("value", "words", "sure", "is_some"),
    [
        (Share(7, 20), "35.0%", "18.1 to 56.7% · n 20", True),
        (Share(0, 0), "–", "", False),
        (Waits(), "–", "", False),
        (Waits(3, timedelta(hours=6), timedelta(days=3)), "6.0 h", "nine in ten within 3.0 days · n 3", True),
        (NetScore(50, 20, 100), "+30", "give or take 16, n 100", True),
        (NetScore(0, 0, 0), "–", "", False),
        (Mean(11, 2), "5.50", "n 2", True),
        (Mean(0, 4), "0.00", "n 4", False),
        (12, "12", "", True),
    ],
)
def test_a_value_is_said_with_how_sure_it_is(value, words, sure, is_some):
    assert (say(value), say_sure(value), counts(value)) == (words, sure, is_some)
    assert all(ending == "" or ending.startswith("_") for ending in data_in(value))


def test_whatever_has_cases_can_be_opened():
    assert {definition.code for definition in DEFINITIONS} - OPENS.keys() == {"notices_in_time"}
