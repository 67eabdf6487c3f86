"""The clock by tables: what a clerk with a calendar on the wall would say."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from gasservice.standards.clock import (
    Allowance,
    Calendar,
    CalendarRefused,
    ClockOutOfRange,
    Span,
    Unit,
    before,
    due_at,
    due_with_pauses,
    months_after,
    unpublished_years,
    working_time,
)
from gasservice.standards.terms import AllowanceUnit
from tests.standards.calendars import SHANGHAI, china, week

CHINA = china()
NINE_TO_FIVE = Span(540, 1020)
ALL_DAY = Span(0, 1440)


def here(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("started", "days", "due"),
    [
        ("2025-09-30 10:00", 5, "2025-10-14 17:30"),  # over the golden week; 11 October, a Saturday, is worked
        ("2025-09-25 10:00", 5, "2025-10-09 17:30"),  # through Sunday 28 September, which is worked
        ("2025-12-30 16:00", 3, "2026-01-05 17:30"),  # over the year's end; Sunday 4 January is worked
        ("2026-02-13 09:00", 2, "2026-02-24 17:30"),  # Saturday 14 February is worked, then Spring Festival
        ("2026-11-23 23:59", 1, "2026-11-24 17:30"),
        ("2026-11-21 12:00", 1, "2026-11-23 17:30"),  # received on a Saturday
        ("2025-01-24 18:00", 1, "2025-01-26 17:30"),
        ("2026-05-08 08:00", 1, "2026-05-09 17:30"),
    ],
)
def test_working_days_skip_holidays_and_count_working_weekends(started, days, due):
    assert due_at(here(started), Allowance(days, Unit.WORKING_DAYS), CHINA) == here(due)


@pytest.mark.parametrize(
    ("started", "minutes", "due"),
    [
        ("2026-11-23 09:00", 60, "2026-11-23 10:00"),
        ("2026-11-23 11:30", 60, "2026-11-23 14:00"),  # lunch is not worked
        ("2026-11-23 11:00", 60, "2026-11-23 12:00"),  # a deadline on closing time is closing time
        ("2026-11-23 17:00", 30, "2026-11-23 17:30"),
        ("2026-11-23 17:00", 31, "2026-11-24 08:31"),
        ("2026-11-20 17:30", 1, "2026-11-23 08:31"),  # filed at closing time on Friday
        ("2026-11-22 03:00", 450, "2026-11-23 17:30"),  # a whole day
        ("2026-09-30 17:00", 60, "2026-10-08 09:00"),  # over National Day
    ],
)
def test_working_minutes_run_in_open_hours_only(started, minutes, due):
    assert due_at(here(started), Allowance(minutes, Unit.WORKING_MINUTES), CHINA) == here(due)


def test_hours_of_the_clock_run_through_nights_and_holidays():
    started = here("2026-09-30 20:15")

    assert due_at(started, Allowance(48 * 60, Unit.CALENDAR_MINUTES), CHINA) == here("2026-10-02 20:15")


@pytest.mark.parametrize(
    ("started", "days", "due"),
    [
        ("2026-11-10 10:00", 15, "2026-11-25 17:30"),
        ("2026-11-12 10:00", 2, "2026-11-16 17:30"),  # the last day is a Saturday: Monday (Civil Code 203)
        ("2026-09-28 10:00", 5, "2026-10-08 17:30"),  # the last day lies in the holidays
    ],
)
def test_calendar_days_that_end_on_a_holiday_end_on_the_next_working_day(started, days, due):
    assert due_at(here(started), Allowance(days, Unit.CALENDAR_DAYS), CHINA) == here(due)


def test_a_day_without_business_hours_ends_at_twenty_four():
    calendar = week("Asia/Shanghai", ALL_DAY, weekdays=range(7))

    assert due_at(here("2025-12-31 01:00"), Allowance(1, Unit.WORKING_DAYS), calendar) == here("2026-01-02 00:00")


def test_a_span_may_close_at_midnight_and_the_next_day_open_there():
    calendar = week("Asia/Shanghai", Span(1320, 1440), weekdays=range(7))

    assert due_at(here("2026-11-23 23:30"), Allowance(60, Unit.WORKING_MINUTES), calendar) == here("2026-11-24 22:30")


@pytest.mark.parametrize(
    ("zone", "started", "minutes", "due"),
    [
        # New York puts its clocks forward on 8 March 2026: the night shift is an hour shorter.
        ("America/New_York", "2026-03-07 23:00", 120, "2026-03-08 01:00"),
        ("America/New_York", "2026-03-07 23:00", 240, "2026-03-08 04:00"),
        # and back on 1 November 2026: an hour longer.
        ("America/New_York", "2026-10-31 23:00", 240, "2026-11-01 02:00"),
        ("Europe/London", "2026-03-28 23:00", 180, "2026-03-29 03:00"),
        ("Asia/Shanghai", "2026-03-07 23:00", 240, "2026-03-08 03:00"),
    ],
)
def test_time_is_what_really_passes_where_clocks_change(zone, started, minutes, due):
    calendar = week(zone, ALL_DAY, weekdays=range(7))

    assert due_at(here(started, ZoneInfo(zone)), Allowance(minutes, Unit.WORKING_MINUTES), calendar) == here(
        due, ZoneInfo(zone)
    )


def test_office_hours_follow_the_wall_clock_where_clocks_change():
    new_york = ZoneInfo("America/New_York")
    calendar = week("America/New_York", NINE_TO_FIVE)

    due = due_at(here("2026-03-06 16:00", new_york), Allowance(120, Unit.WORKING_MINUTES), calendar)

    assert due == here("2026-03-09 10:00", new_york)
    assert working_time(here("2026-03-06 16:00", new_york), due, calendar) == timedelta(hours=2)


@pytest.mark.parametrize(
    ("due", "allowance", "latest"),
    [
        ("2026-11-24 09:30", Allowance(120, Unit.WORKING_MINUTES), "2026-11-23 16:30"),
        ("2026-11-24 08:30", Allowance(60, Unit.WORKING_MINUTES), "2026-11-23 16:30"),
        ("2026-10-08 09:00", Allowance(60, Unit.WORKING_MINUTES), "2026-09-30 17:00"),
        ("2026-01-02 06:00", Allowance(48 * 60, Unit.CALENDAR_MINUTES), "2025-12-31 06:00"),
    ],
)
def test_it_counts_backward(due, allowance, latest):
    assert before(here(due), allowance, CHINA) == here(latest)


def test_the_latest_day_to_start_is_the_last_that_still_counts():
    allowance = Allowance(5, Unit.WORKING_DAYS)

    latest = before(here("2025-10-14 17:30"), allowance, CHINA)

    assert latest.astimezone(SHANGHAI).date() == date(2025, 10, 8)  # five working days from the last holiday
    assert due_at(latest, allowance, CHINA) <= here("2025-10-14 17:30")
    assert due_at(latest + timedelta(minutes=1), allowance, CHINA) > here("2025-10-14 17:30")


@pytest.mark.parametrize(
    ("pauses", "due"),
    [
        ([], "2026-11-23 15:30"),
        ([("2026-11-23 10:00", "2026-11-23 11:00")], "2026-11-23 16:30"),
        ([("2026-11-23 12:00", "2026-11-23 13:30")], "2026-11-23 15:30"),  # a pause over lunch costs nothing
        ([("2026-11-23 10:00", "2026-11-25 10:00")], "2026-11-25 15:30"),
        ([("2026-11-23 10:00", "2026-11-23 11:30"), ("2026-11-23 10:30", "2026-11-23 11:00")], "2026-11-23 17:00"),
        ([("2026-11-23 10:00", None)], None),
        ([("2026-11-23 16:00", None)], "2026-11-23 15:30"),  # it was due before the pause began
    ],
)
def test_pauses_are_replayed(pauses, due):
    replayed = due_with_pauses(
        here("2026-11-23 09:00"),
        Allowance(300, Unit.WORKING_MINUTES),
        CHINA,
        [(here(since), here(until) if until else None) for since, until in pauses],
    )

    assert replayed == (here(due) if due else None)


def test_a_pause_moves_a_promise_of_days_by_the_open_time_it_took():
    replayed = due_with_pauses(
        here("2026-11-23 09:00"),
        Allowance(2, Unit.WORKING_DAYS),
        CHINA,
        [(here("2026-11-24 08:30"), here("2026-11-24 17:30"))],
    )

    assert replayed == here("2026-11-26 17:30")


def test_it_names_the_years_whose_holidays_nobody_has_published():
    assert unpublished_years(here("2026-12-30 10:00"), here("2027-01-04 17:30"), CHINA) == (2027,)
    assert unpublished_years(here("2025-12-30 10:00"), here("2026-01-04 17:30"), CHINA) == ()


@pytest.mark.parametrize(
    "weekly",
    [
        {},
        {0: ()},
        {0: (Span(600, 540),)},
        {0: (Span(540, 720), Span(700, 800))},
        {0: (Span(-10, 60),)},
        {0: (Span(600, 1441),)},
    ],
)
def test_it_refuses_a_calendar_on_which_nothing_can_be_counted(weekly):
    with pytest.raises(CalendarRefused):
        Calendar(SHANGHAI, weekly)


def test_it_gives_up_beyond_its_horizon_rather_than_counting_for_ever():
    with pytest.raises(ClockOutOfRange):
        due_at(here("2026-11-23 09:00"), Allowance(10_000_000, Unit.WORKING_MINUTES), CHINA)
    with pytest.raises(ClockOutOfRange):
        due_at(here("2026-11-23 09:00"), Allowance(5_000, Unit.WORKING_DAYS), CHINA)


def test_the_answer_is_in_utc():
    assert due_at(here("2026-11-23 09:00"), Allowance(1, Unit.WORKING_DAYS), CHINA).tzinfo is UTC


def test_the_stored_units_are_the_units_of_the_clock():
    assert set(AllowanceUnit.values) == {unit.value for unit in Unit}


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 30), 24, date(2028, 11, 30)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 1, 15), 0, date(2026, 1, 15)),
        (date(2026, 1, 5), -1, date(2025, 12, 5)),
        (date(2026, 3, 31), -13, date(2025, 2, 28)),
    ],
)
def test_a_month_that_lacks_the_day_ends_on_its_last(day, months, after):
    assert months_after(day, months) == after
