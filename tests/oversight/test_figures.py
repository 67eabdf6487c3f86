"""What each figure counts, against rows made by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest

from gasservice.oversight.queries import Cut, cases_behind, figures, kept_last_month, months_to
from gasservice.oversight.rules import Period, Share
from gasservice.oversight.terms import Figure
from tests.oversight.conftest import NOVEMBER, NOW, ago

pytestmark = pytest.mark.django_db


def whole(**asked):
    return figures(**NOVEMBER, at=NOW, **asked).whole


def behind(figure: str, **more) -> list:
    return list(cases_behind(figure, Cut(Period(**NOVEMBER), NOW, **more)))


def test_a_promise_met_at_its_due_time_is_kept(promised):
    promised(ago(days=2), met_at=ago(days=2))

    assert whole().promises == Share(1, 1)


def test_a_promise_met_late_is_not(promised):
    promised(ago(days=2), met_at=ago(days=1), missed_at=ago(days=2))

    assert whole().promises == Share(0, 1)


def test_a_case_that_is_late_and_open_counts_against_us_before_any_sweep(promised):
    late = promised(ago(hours=1))

    assert whole().promises == Share(0, 1)
    assert whole().open_late == 1
    assert behind(Figure.OPEN_LATE) == behind(Figure.MISSED) == [late.case]


def test_a_promise_that_is_not_due_yet_does_not_count(promised):
    promised(NOW + timedelta(hours=1))
    promised(NOW + timedelta(hours=1), met_at=ago(hours=1))

    assert whole().promises == Share(0, 0)


def test_a_promise_whose_clock_stands_does_not_count_unless_it_was_late_before(promised):
    promised(ago(hours=1), paused_at=ago(days=1))
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
    assert len(behind(Figure.UNHAPPY)) == 2
    assert len(behind(Figure.SATISFIED)) == 2
    assert len(behind(Figure.ANSWERS)) == 4


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
    assert (line.first_answer.n, line.first_answer.median) == (5, timedelta(hours=3))
    assert line.first_answer.p90 == timedelta(hours=7.6)
    assert (line.resolution.n, line.resolution.median) == (1, timedelta(hours=5))


def test_a_backlog_has_ages_and_forgets_what_is_over(opened):
    for days in (0.5, 2, 5, 20, 100, 3):
        opened(at=ago(days=days))
    opened(at=ago(days=5), status="closed", closed_at=NOW)

    backlog = figures(**NOVEMBER, at=NOW).backlog
    assert backlog == {"day": 1, "three_days": 1, "week": 2, "month": 1, "older": 1}
    assert len(behind(Figure.BACKLOG)) == 6
    assert len(cases_behind(Figure.BACKLOG, Cut(Period(**NOVEMBER), NOW), "week")) == 2


def test_doors_and_teams_add_up_to_the_whole(promised, rated, teams):
    promised(ago(days=1), team="north", door="billing", met_at=ago(days=2))
    promised(ago(days=1), team="south", door="repairs", missed_at=ago(days=1))
    rated(5, team="south", door="repairs")

    found = figures(**NOVEMBER, at=NOW)

    by_door = {line.key: line.promises for line in found.doors}
    assert by_door == {"billing": Share(1, 1), "repairs": Share(0, 1), "complaints": Share(0, 0)}
    by_team = {line.key: (line.promises, line.answers) for line in found.teams}
    assert by_team == {teams["north"].pk: (Share(1, 1), 0), teams["south"].pk: (Share(0, 1), 1)}
    assert found.whole.promises == Share(1, 2)


def test_a_cut_counts_one_door_and_one_team(promised, teams):
    promised(ago(days=1), team="north", door="billing")
    promised(ago(days=1), team="south", door="billing")

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

    by_month = {line.key: line for line in months_to(last=date(2026, 11, 23), at=NOW)}

    for month in (date(2026, 10, 1), date(2026, 11, 1)):
        line = by_month[month]
        assert (line.kept, line.answers, line.asked, line.opened, line.first_answer.n) == (1, 1, 1, 2, 1)
    assert len(by_month) == 12
    assert whole().kept == 1
    assert kept_last_month(NOW) == Share(1, 1)


def test_the_cases_behind_the_waits_are_those_that_were_answered(promised):
    answered = promised(NOW, "first_answer", met_at=ago(days=1))
    resolved = promised(NOW, "resolution", met_at=ago(days=1))

    assert behind(Figure.FIRST_ANSWER) == [answered.case]
    assert behind(Figure.RESOLUTION) == [resolved.case]
    assert len(behind(Figure.OPENED)) == 2


def test_figures_ask_few_questions_however_much_there_is(promised, rated, django_assert_max_num_queries):
    for _number in range(5):
        promised(ago(days=1), team="south", door="repairs")
        rated(4)

    with django_assert_max_num_queries(8):
        figures(**NOVEMBER, at=NOW)
