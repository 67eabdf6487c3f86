"""What each figure counts, against rows made by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from gasservice.cases.models import Assignment
from gasservice.oversight.actions.recounting import count_accounts
from gasservice.oversight.periods import year_to
from gasservice.oversight.queries.behind import backlog_by_age, cases_behind
from gasservice.oversight.queries.figures import (
    Cut,
    causes_of,
    counted_until,
    figures_by,
    figures_by_month,
    figures_of,
    heat_of,
)
from gasservice.oversight.rules import Mean, Share
from gasservice.oversight.terms import Figure
from tests.oversight.conftest import NOVEMBER, NOW, ago, count

pytestmark = pytest.mark.django_db


def whole(**asked):
    count()
    return figures_of(Cut(NOVEMBER, **asked))


def behind(figure: str, **more) -> list:
    count()
    return list(cases_behind(figure, Cut(NOVEMBER), at=NOW, **more))


def test_a_promise_met_at_its_due_time_is_kept(promised):
    promised(ago(days=2), met_at=ago(days=2))

    assert whole().promises == Share(1, 1)


def test_a_promise_met_late_is_not(promised):
    promised(ago(days=2), met_at=ago(days=1), missed_at=ago(days=2))

    assert whole().promises == Share(0, 1)


def test_a_case_that_is_late_and_open_counts_against_us_once_it_is_marked(promised):
    late = promised(ago(hours=1), missed_at=ago(hours=1))

    assert whole().promises == Share(0, 1)
    assert whole().open_late == 1
    assert behind(Figure.OPEN_LATE) == behind(Figure.MISSED) == [late.case]


def test_a_promise_counts_on_the_day_it_is_decided(promised):
    promised(NOW + timedelta(hours=1))
    promised(NOW + timedelta(days=20), met_at=ago(hours=1))
    promised(ago(days=30), met_at=ago(days=1), missed_at=ago(days=30))

    assert whole().promises == Share(1, 1)


def test_a_promise_whose_clock_stands_does_not_count_unless_it_was_late_before(promised):
    promised(NOW, paused_at=ago(days=1))
    promised(ago(hours=3), paused_at=ago(hours=2), missed_at=ago(hours=3))

    assert whole().promises == Share(0, 1)


def test_a_promise_that_was_no_longer_needed_does_not_count_unless_it_was_late(promised):
    promised(ago(days=1), ended_at=ago(days=2))
    promised(ago(days=2), ended_at=ago(days=1), missed_at=ago(days=2))

    assert whole().promises == Share(0, 1)


def test_four_and_five_are_satisfied(rated):
    for score in (5, 4, 3, 1):
        rated(score)
    rated()

    line = whole()
    assert line.satisfaction == Share(2, 4)
    assert line.response == Share(4, 5)


def test_an_answer_counts_when_it_was_given_and_a_question_when_it_was_asked(rated):
    rated(5, at=ago(days=1), sent=datetime(2026, 10, 30, tzinfo=UTC))

    line = whole()
    assert line.satisfaction == Share(1, 1)
    assert line.response == Share(0, 0)


def test_waits_are_elapsed_time_with_median_and_p90(promised):
    for hours in (1, 2, 3, 4, 10):
        promised(NOW, "first_answer", started_at=ago(hours=20), met_at=ago(hours=20 - hours))
    promised(NOW, "resolution", started_at=ago(hours=20), met_at=ago(hours=15))

    line = whole()
    waits = (line.first_answer.median, line.first_answer.p90, line.resolution.median)
    assert (line.first_answer.n, line.resolution.n) == (5, 1)
    assert [wait / timedelta(hours=1) for wait in waits] == pytest.approx([3, 10, 5], rel=0.025)


def test_a_backlog_has_ages_and_forgets_what_is_over(opened):
    for days in (0.5, 2, 5, 20, 100, 3):
        opened(at=ago(days=days))
    opened(at=ago(days=5), status="closed", closed_at=NOW)

    backlog = backlog_by_age(Cut(NOVEMBER), NOW)
    assert backlog == {"day": 1, "three_days": 1, "week": 2, "month": 1, "older": 1}
    assert len(behind(Figure.BACKLOG)) == 6
    assert len(behind(Figure.BACKLOG, age="week")) == 2
    assert backlog_by_age(Cut(NOVEMBER, door="billing"), NOW)["week"] == 0


def test_doors_and_teams_add_up_to_the_whole(promised, rated, teams):
    promised(ago(days=1), team="north", door="billing", met_at=ago(days=2))
    promised(ago(days=1), team="south", door="repairs", missed_at=ago(days=1))
    rated(5, team="south", door="repairs")

    assert whole().promises == Share(1, 2)
    by_door = {line.key: line.promises for line in figures_by(Cut(NOVEMBER), "door")}
    assert by_door == {"billing": Share(1, 1), "repairs": Share(0, 1)}
    by_team = {line.key: (line.promises, line.answers) for line in figures_by(Cut(NOVEMBER), "team")}
    assert by_team == {teams["north"].pk: (Share(1, 1), 0), teams["south"].pk: (Share(0, 1), 1)}


def test_a_cut_counts_one_door_and_one_team(promised, teams):
    promised(ago(days=1), team="north", door="billing", missed_at=ago(days=1))
    promised(ago(days=1), team="south", door="billing", missed_at=ago(days=1))

    assert whole(door="billing").promises.of == 2
    assert whole(door="repairs").promises.of == 0
    assert whole(teams=frozenset({teams["north"].pk})).promises.of == 1
    assert whole(teams=frozenset()).promises.of == 0


def test_a_month_begins_at_midnight_in_shanghai(promised, rated, opened):
    last_of_october = datetime(2026, 10, 31, 15, 59, 59, tzinfo=UTC)  # 23:59:59 in Shanghai
    first_of_november = last_of_october + timedelta(seconds=1)
    for at in (last_of_october, first_of_november):
        promised(at, met_at=at, case=opened(at=at))
        rated(5, at=at, sent=at, case=opened(at=at))

    count()
    by_month = {line.key: line for line in figures_by_month(Cut(year_to(date(2026, 11, 23))))}

    for month in (date(2026, 10, 1), date(2026, 11, 1)):
        line = by_month[month]
        assert (line.kept, line.answers, line.asked, line.opened, line.first_answer.n) == (1, 1, 1, 2, 1)
    assert len(by_month) == 12
    assert whole().kept == 1


def test_the_cases_behind_the_waits_are_those_that_were_answered(promised):
    answered = promised(NOW, "first_answer", met_at=ago(days=1))
    resolved = promised(NOW, "resolution", met_at=ago(days=1))

    assert behind(Figure.FIRST_ANSWER) == [answered.case]
    assert behind(Figure.RESOLUTION) == [resolved.case]
    assert len(behind(Figure.OPENED)) == 2


def test_each_figure_is_one_question_however_much_there_is(promised, rated, django_assert_num_queries):
    for _number in range(5):
        promised(ago(days=1), team="south", door="repairs")
        rated(4)
    count()

    with django_assert_num_queries(4):
        figures_by_month(Cut(NOVEMBER))
        figures_by(Cut(NOVEMBER), "team")
        figures_by(Cut(NOVEMBER, door="repairs"), "promise")
        figures_of(Cut(NOVEMBER, channel="web"))


def test_a_promise_counts_for_the_team_and_person_that_had_the_case_then(promised, cast, teams):
    late = promised(ago(days=3), missed_at=ago(days=3))
    given = {"case": late.case, "by": cast["ann"]}
    Assignment.objects.create(team=teams["north"], owner=cast["ann"], at=ago(days=5), **given)
    Assignment.objects.create(team=teams["south"], owner=cast["sue"], at=ago(days=2), is_handover=True, **given)
    promised(NOW, "resolution", case=late.case, met_at=ago(days=1))
    count()

    by_team = {line.key: line.promises for line in figures_by(Cut(NOVEMBER), "team")}
    by_person = {line.key: line.promises for line in figures_by(Cut(NOVEMBER), "handler")}
    assert by_team == {teams["north"].pk: Share(0, 1), teams["south"].pk: Share(1, 1)}
    assert (by_person[cast["ann"].pk], by_person[cast["sue"].pk]) == (Share(0, 1), Share(1, 1))


def test_kinds_and_teams_stand_in_a_grid(promised, teams):
    promised(ago(days=1), team="north", door="billing", met_at=ago(days=2))
    promised(ago(days=1), team="south", door="billing", missed_at=ago(days=1))
    count()

    grid = {key: line.promises for key, line in heat_of(Cut(NOVEMBER)).items()}
    assert grid == {
        (("billing", "any"), teams["north"].pk): Share(1, 1),
        (("billing", "any"), teams["south"].pk): Share(0, 1),
    }
    assert [(line.key, line.opened) for line in causes_of(Cut(NOVEMBER))] == [(("billing", "any"), 2)]


def test_cases_are_held_against_the_gas_accounts_of_the_city(opened, account):
    opened()
    count()
    assert figures_of(Cut(NOVEMBER)).per_100_000 == Mean(100_000, 0)

    count_accounts(at=NOW)
    assert figures_of(Cut(NOVEMBER)).per_100_000.value == 100_000
    assert figures_of(Cut(NOVEMBER, door="complaints")).per_100_000.value == 100_000
    assert figures_of(Cut(NOVEMBER, channel="web")).per_100_000 is None
    by_door, by_channel = (figures_by(Cut(NOVEMBER), by, with_accounts=True) for by in ("door", "channel"))
    assert [line.per_100_000.value for line in by_door] == [100_000]
    assert [line.per_100_000 for line in by_channel] == [None]


def test_we_say_up_to_when_all_is_counted(opened):
    opened()
    later = timezone.now() + timedelta(minutes=5)
    assert counted_until(later) < later

    count()
    assert counted_until(later) == later
