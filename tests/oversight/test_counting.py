"""What one case and one outage count for, of stories made by hand."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from gasservice.oversight.counting import (
    Announced,
    Asked,
    Ended,
    Given,
    OutageStory,
    Owed,
    Promised,
    Story,
    facts_of_case,
    facts_of_outage,
)
from gasservice.oversight.histogram import bin_of
from gasservice.oversight.measures import Measure
from gasservice.standards.clock import Calendar, Span

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 11, 23, 1, tzinfo=UTC)  # 09:00 in Shanghai
OFFICE = Calendar(ZONE, {day: (Span(540, 1020),) for day in range(5)}, keeps_holidays=False)
NORTH, SOUTH, ANN, SUE = 1, 2, 11, 12


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


def story(**facts) -> Story:
    return Story("billing", "late-charge", 7, "web", NORTH, MONDAY, **facts)


def counted(of: Story, measure: Measure) -> list[tuple]:
    """Give team, handler, promise, bin and number of what a story counts for by one measure."""
    facts = facts_of_case(of, {1: OFFICE}, ZONE)
    return sorted((c.team, c.handler, c.promise, c.bin, n) for c, n in facts.items() if c.measure == measure)


def promised(**facts) -> Promised:
    moments = dict.fromkeys(("met_at", "missed_at", "ended_at"))
    return Promised(**{"promise": "resolution", "started_at": MONDAY, "due_at": MONDAY + hours(8), "calendar": 1}
                    | moments | facts)  # fmt: skip


def test_a_case_counts_where_it_stands_in_the_month_it_was_opened():
    (cell,) = facts_of_case(story(), {}, ZONE)

    assert cell == (date(2026, 11, 1), "billing", "late-charge", NORTH, 7, "web", 0, "opened", "", 0)


@pytest.mark.parametrize(
    ("moments", "measure"),
    [
        ({"met_at": hours(8)}, Measure.KEPT),
        ({"met_at": hours(9), "missed_at": hours(8)}, Measure.MISSED),
        ({"met_at": hours(9)}, Measure.MISSED),
        ({"ended_at": hours(9), "missed_at": hours(8)}, Measure.MISSED),
        ({"missed_at": hours(8)}, Measure.OPEN_LATE),
        ({"ended_at": hours(2), "missed_at": hours(2)}, Measure.MISSED),
        ({"ended_at": hours(2)}, None),
        ({}, None),
    ],
)
def test_a_promise_is_decided_once_by_its_own_moments(moments, measure):
    one = promised(**{name: MONDAY + after for name, after in moments.items()})
    verdicts = [name for name in ("kept", "missed", "open_late") if counted(story(promised=[one]), name)]

    assert verdicts == ([measure] if measure else [])


def test_it_counts_for_whoever_had_the_case_when_it_was_decided():
    given = [Given(MONDAY + hours(1), NORTH, ANN, False), Given(MONDAY + hours(20), SOUTH, SUE, True)]
    late = promised(met_at=MONDAY + hours(30), missed_at=MONDAY + hours(8))

    of = story(given=given, promised=[late])

    assert counted(of, Measure.MISSED) == [(NORTH, ANN, "resolution", 0, 1)]
    assert counted(of, Measure.WAIT)[0][:2] == (SOUTH, SUE)


def test_working_time_leaves_out_nights_and_pauses():
    one = promised(met_at=MONDAY + hours(26))  # Tuesday at 11: ten open hours, two of them waited for the customer
    pauses = [(MONDAY + hours(2), MONDAY + hours(4))]

    of = story(promised=[one], pauses=pauses)

    assert [row[3] for row in counted(of, Measure.WAIT)] == [bin_of(hours(26))]
    assert [row[3] for row in counted(of, Measure.WORKING_WAIT)] == [bin_of(hours(8))]
    assert counted(story(promised=[one._replace(calendar=None)]), Measure.WORKING_WAIT) == []


def test_a_resolved_case_counts_for_how_it_came_there():
    ended = [Ended(MONDAY + hours(30), True), Ended(MONDAY + hours(200), False)]
    given = [Given(MONDAY + hours(2), SOUTH, SUE, True), Given(MONDAY + hours(3), SOUTH, ANN, False)]

    of = story(ended=ended, given=given, promised=[promised()], replies=[MONDAY + hours(1)])

    numbers = {m: sum(row[-1] for row in counted(of, m)) for m in Measure}
    assert (numbers["resolved"], numbers["reopened"], numbers["resolved_first"], numbers["handovers"]) == (2, 1, 1, 1)
    assert numbers["next_day"] == 1


def test_a_second_reply_is_no_first_contact():
    replies = [MONDAY + hours(1), MONDAY + hours(2)]

    assert counted(story(ended=[Ended(MONDAY + hours(3), False)], replies=replies), Measure.RESOLVED_FIRST) == []


def test_friday_is_followed_by_monday():
    friday = MONDAY + timedelta(days=4)
    on_monday, on_tuesday = (Ended(friday + timedelta(days=days), False) for days in (3, 4))
    of = Story("billing", "x", 7, "web", NORTH, friday, ended=[on_monday, on_tuesday])

    assert sum(row[-1] for row in counted(of, Measure.RESOLVED)) == 2
    assert [row[-1] for row in counted(of, Measure.NEXT_DAY)] == [1]


def test_money_counts_in_fen_when_it_is_owed_and_when_it_is_paid():
    of = story(owed=[Owed(2050, MONDAY, None), Owed(1000, MONDAY, MONDAY + timedelta(days=30))])
    facts = facts_of_case(of, {}, ZONE)

    found = {(cell.month, cell.measure): n for cell, n in facts.items() if "redress" in cell.measure}
    assert found == {(date(2026, 11, 1), "redress_owed"): 3050, (date(2026, 12, 1), "redress_paid"): 1000}


def test_a_rating_counts_for_whom_the_survey_is_about():
    asked = Asked((SOUTH, SUE), MONDAY, MONDAY + hours(2), {Measure.SCORE: 4, Measure.SOLVED: 1})
    silent = Asked((SOUTH, SUE), MONDAY, None, {})
    of = story(asked=[asked, silent], given=[Given(MONDAY, NORTH, ANN, False)])

    assert counted(of, Measure.ASKED) == [(SOUTH, SUE, "", 0, 2)]
    assert counted(of, Measure.REPLIED) == [(SOUTH, SUE, "", 0, 1)]
    assert counted(of, Measure.SCORE) == [(SOUTH, SUE, "", 4, 1)]
    assert counted(of, Measure.SOLVED) == [(SOUTH, SUE, "", 1, 1)]


def told(before: float, starts: datetime = MONDAY, places: tuple = ("A",)) -> Announced:
    return Announced(MONDAY - hours(before), starts, frozenset(places))


@pytest.mark.parametrize(
    ("announced", "in_time"),
    [
        ([told(48)], True),
        ([told(47)], False),
        ([told(72), told(10)], True),
        ([told(72), told(10, MONDAY + hours(5))], True),
        ([told(72), told(10, MONDAY - hours(1))], False),
        ([told(72), told(10, places=("A", "B"))], False),
        ([told(72), told(10, places=())], True),
    ],
)
def test_an_outage_is_announced_in_time_unless_it_came_late_or_was_made_worse_late(announced, in_time):
    facts = facts_of_outage(OutageStory(7, announced), ZONE)

    assert sum(n for cell, n in facts.items() if cell.measure == "planned") == 1
    assert sum(n for cell, n in facts.items() if cell.measure == "in_time") == in_time


def test_an_unplanned_outage_counts_for_what_it_made_us_owe():
    facts = facts_of_outage(OutageStory(0, [], [(7, Owed(500, MONDAY, None)), (8, Owed(300, MONDAY, None))]), ZONE)

    assert {(cell.district, cell.measure): n for cell, n in facts.items()} == {
        (7, "redress_owed"): 500,
        (8, "redress_owed"): 300,
        (7, "times_owed"): 1,
        (8, "times_owed"): 1,
    }


def test_what_people_said_of_an_outage_counts_for_its_team_where_they_live():
    asked = Asked((3, 0), MONDAY, MONDAY + hours(2), {Measure.SCORE: 2})
    facts = facts_of_outage(OutageStory(0, [], asked=[(7, asked), (7, asked._replace(answered_at=None))]), ZONE)

    assert {(cell.team, cell.district, cell.measure, cell.bin): n for cell, n in facts.items()} == {
        (3, 7, "asked", 0): 2,
        (3, 7, "replied", 0): 1,
        (3, 7, "score", 2): 1,
    }
