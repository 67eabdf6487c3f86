"""How near a visit may be when it is changed: by the customer freely, by us without breaking a promise."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gasservice.cases.rules import is_its_day, is_short_notice, movable_until
from tests.standards.calendars import SHANGHAI, china

OFFICE = china()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


moments = st.integers(0, 349 * 1440).map(lambda minutes: at("2026-01-05T00:00") + timedelta(minutes=minutes))


def test_a_customer_moves_a_visit_until_the_evening_before():
    assert movable_until(at("2026-11-25T08:00"), 1080, OFFICE) == at("2026-11-24T18:00")


@pytest.mark.parametrize(
    ("visit", "told", "is_short"),
    [
        ("2026-11-25T08:00", "2026-11-23T16:00", False),  # Tuesday lies between
        ("2026-11-25T08:00", "2026-11-24T08:00", True),
        ("2026-11-30T08:00", "2026-11-27T10:00", True),  # a weekend is no notice
        ("2026-11-30T08:00", "2026-11-26T10:00", False),
        ("2026-10-08T08:00", "2026-09-30T09:00", True),  # nor are holidays
        ("2026-10-11T08:00", "2026-10-09T09:00", False),  # a working Saturday is
    ],
)
def test_a_whole_working_day_has_to_lie_between_our_word_and_the_visit(visit, told, is_short):
    assert is_short_notice(at(visit), at(told), 1, OFFICE) == is_short


@given(moments, st.integers(0, 20_000), st.integers(0, 20_000))
def test_what_is_short_notice_stays_so_as_time_passes(visit, before, later):
    told = visit - timedelta(minutes=before)

    if is_short_notice(visit, told, 1, OFFICE):
        assert is_short_notice(visit, told + timedelta(minutes=later), 1, OFFICE)


@given(moments, st.integers(0, 20_000))
def test_more_days_of_notice_never_make_it_less_short(visit, before):
    told = visit - timedelta(minutes=before)

    assert is_short_notice(visit, told, 2, OFFICE) >= is_short_notice(visit, told, 1, OFFICE)


def test_its_day_begins_at_midnight_here():
    visit = at("2026-11-25T08:00")

    assert is_its_day(visit, at("2026-11-25T00:00"), OFFICE)
    assert not is_its_day(visit, at("2026-11-24T23:59"), OFFICE)
