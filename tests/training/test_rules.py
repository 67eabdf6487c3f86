"""When a course is suggested, and what before and after come to: tables, without a database."""

from datetime import date

import pytest

from gasservice.oversight.rules import Share
from gasservice.training.rules import (
    BeforeAfter,
    Evidence,
    kind_topic,
    months_around,
    norm_topic,
    share_met,
    suggestions,
)

PLAIN, CARD, FAULT = norm_topic("plain-words"), norm_topic("card"), kind_topic("repairs/fault")


@pytest.mark.parametrize(
    ("verdicts", "share"),
    [
        ({}, Share(0, 0)),
        ({"met": 3}, Share(3, 3)),
        ({"met": 3, "partly": 1, "not_met": 2}, Share(3, 6)),
        ({"met": 3, "not_seen": 9}, Share(3, 3)),
        ({"not_seen": 2}, Share(0, 0)),
    ],
)
def test_partly_is_not_met_and_what_was_not_seen_does_not_count(verdicts, share):
    assert share_met(verdicts) == share


@pytest.mark.parametrize(
    ("own", "team", "asks"),
    [
        (Share(2, 10), Share(80, 100), True),  # up to 51%, below 80%
        (Share(2, 9), Share(80, 100), False),  # one too few
        (Share(5, 10), Share(76, 100), False),  # up to 76.3%: the interval reaches the team
        (Share(5, 10), Share(77, 100), True),
        (Share(10, 10), Share(80, 100), False),
        (Share(0, 10), Share(0, 0), False),
        (Share(0, 40), Share(0, 40), False),
    ],
)
def test_a_course_is_asked_for_where_even_the_upper_end_lies_below_the_team(own, team, asks):
    assert Evidence(PLAIN, own, team).asks_for_a_course is asks


def test_each_course_gets_its_strongest_evidence_and_the_widest_gap_comes_first():
    team = Share(90, 100)
    weak, strong = Evidence(PLAIN, Share(5, 12), team), Evidence(CARD, Share(1, 12), team)
    fine = Evidence(FAULT, Share(11, 12), team)
    courses = {"writing": [PLAIN], "doors": [PLAIN, CARD], "faults": [FAULT]}

    found = suggestions([weak, fine, strong], courses)

    assert list(found.items()) == [("doors", strong), ("writing", weak)]


@pytest.mark.parametrize(
    ("before", "after", "differs", "is_better"),
    [
        (Share(4, 20), Share(18, 20), True, True),
        (Share(18, 20), Share(4, 20), True, False),
        (Share(10, 20), Share(14, 20), False, False),
        (Share(0, 0), Share(20, 20), False, False),
        (Share(20, 20), Share(0, 0), False, False),
    ],
)
def test_before_and_after_differ_only_where_the_intervals_do_not_touch(before, after, differs, is_better):
    change = BeforeAfter(before, after)

    assert (change.differs, change.is_better) == (differs, is_better)


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        (date(2026, 5, 17), (date(2026, 2, 1), date(2026, 5, 1)), (date(2026, 6, 1), date(2026, 9, 1))),
        (date(2026, 12, 31), (date(2026, 9, 1), date(2026, 12, 1)), (date(2027, 1, 1), date(2027, 4, 1))),
        (date(2026, 2, 1), (date(2025, 11, 1), date(2026, 2, 1)), (date(2026, 3, 1), date(2026, 6, 1))),
    ],
)
def test_the_month_of_a_course_is_neither_before_nor_after(day, before, after):
    spans = months_around(day, 3)

    assert [(span.since, span.until) for span in spans] == [before, after]
