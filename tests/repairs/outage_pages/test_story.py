"""How far an outage is, how long ahead it was told, what a version changed: without a database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repairs.outage_story import (
    Change,
    Course,
    Part,
    Progress,
    Told,
    changes_between,
    lead_of,
    newly_in,
    progress_of,
)

NINE = datetime(2026, 11, 26, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
ALL, THIRD, FIFTH = Part(1), Part(1, "3"), Part(1, "5")


def course(**moments) -> Course:
    return Course(**{"is_planned": True, "starts_at": NINE, "ends_at": NINE + 6 * HOUR} | moments)


def told(number: int, ahead: int, *area: Part, starts_at: datetime = NINE, **facts) -> Told:
    """A version published `ahead` hours before nine."""
    usual = {"ends_at": starts_at + 6 * HOUR, "area": frozenset(area)}
    return Told(number, NINE - ahead * HOUR, starts_at, **usual | facts)


@pytest.mark.parametrize(
    ("moments", "hours", "progress"),
    [
        ({}, -1, Progress.ANNOUNCED),
        ({}, 1, Progress.DUE),
        ({"is_planned": False}, 1, Progress.GOING_ON),
        ({"started_at": NINE}, 1, Progress.GOING_ON),
        ({"started_at": NINE - HOUR}, -0.5, Progress.GOING_ON),
        ({"started_at": NINE}, 7, Progress.LATE),
        ({"started_at": NINE, "restored_at": NINE + 8 * HOUR}, 9, Progress.RESTORED),
        ({"started_at": NINE, "restored_at": NINE + HOUR, "cleared_at": NINE + 2 * HOUR}, 3, Progress.CLEAR),
        ({"cancelled_at": NINE - HOUR}, 9, Progress.CANCELLED),
    ],
)
def test_it_says_how_far_an_outage_is(moments, hours, progress):
    assert progress_of(course(**moments), NINE + hours * HOUR) == progress


def test_notice_counts_from_the_publication():
    assert lead_of([told(1, 50, ALL)]) == 50 * HOUR


def test_a_later_start_keeps_the_notice_that_people_had():
    later = NINE + 24 * HOUR

    assert lead_of([told(1, 50, ALL), told(2, 10, ALL, starts_at=later)]) == 74 * HOUR


def test_an_earlier_start_counts_from_the_version_that_said_so():
    assert lead_of([told(1, 90, ALL, starts_at=NINE + HOUR), told(2, 20, ALL)]) == 20 * HOUR


def test_who_is_newly_in_the_area_counts_from_when_they_were_told():
    assert lead_of([told(1, 90, THIRD), told(2, 30, THIRD, FIFTH)]) == 30 * HOUR


def test_a_smaller_area_takes_nobody_s_notice_away():
    assert lead_of([told(1, 90, ALL), told(2, 30, THIRD)]) == 90 * HOUR


def test_who_left_and_came_back_counts_from_coming_back():
    assert lead_of([told(1, 90, ALL), told(2, 80, THIRD), told(3, 30, ALL)]) == 30 * HOUR


def test_gas_that_was_cut_early_counts_from_then():
    assert lead_of([told(1, 49, ALL)], began_at=NINE - 2 * HOUR) == 47 * HOUR


def test_it_names_what_a_version_changed():
    before = told(1, 90, THIRD, reason="Pipes")
    after = told(2, 60, FIFTH, starts_at=NINE - HOUR, ends_at=NINE + 9 * HOUR, reason="Regulator")

    changes = changes_between(before, after)

    assert changes == [Change.EARLIER, Change.LATER_OVER, Change.ADDED, Change.TAKEN_OUT, Change.REASON]


def test_a_building_of_a_community_that_is_in_whole_is_not_new():
    assert newly_in(told(1, 90, ALL), told(2, 60, THIRD)) == frozenset()


PARTS = st.builds(Part, st.integers(1, 3), st.sampled_from(["", "1", "2"]))


@given(
    st.lists(
        st.tuples(st.integers(0, 200), st.integers(-50, 50), st.frozensets(PARTS, min_size=1)), min_size=1, max_size=5
    )
)
def test_nobody_s_notice_is_longer_than_from_the_first_or_shorter_than_from_the_last(drawn):
    drawn = sorted(drawn, key=lambda row: -row[0])
    versions = [
        told(number, ahead, *area, starts_at=NINE + later * HOUR)
        for number, (ahead, later, area) in enumerate(drawn, 1)
    ]

    lead = lead_of(versions)

    last = versions[-1]
    assert last.starts_at - last.published_at <= lead <= last.starts_at - versions[0].published_at
