"""The clock against somebody who counts minute by minute."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from gasservice.standards.clock import (
    DAY_UNITS,
    Allowance,
    Calendar,
    Span,
    Unit,
    before,
    due_at,
    due_with_pauses,
    working_time,
)

MINUTE = timedelta(minutes=1)
START = datetime(2026, 3, 1, tzinfo=UTC)  # the weeks that follow hold changes of clocks in three of the zones
ZONES = ["Asia/Shanghai", "America/New_York", "Europe/London", "Asia/Kathmandu", "Australia/Lord_Howe"]


@st.composite
def spans(draw) -> tuple[Span, ...]:
    # Hours in which no zone changes its clocks, so that counting minutes has one meaning.
    edges = draw(st.lists(st.integers(5 * 12, 24 * 12), min_size=2, max_size=6, unique=True).map(sorted))
    return tuple(Span(a * 5, b * 5) for a, b in zip(edges[::2], edges[1::2], strict=False))


@st.composite
def calendars(draw) -> Calendar:
    days = draw(st.sets(st.integers(0, 6), min_size=1))
    weekly = {day: draw(spans()) for day in days}
    exceptions = draw(
        st.dictionaries(st.integers(0, 20).map(lambda n: (START + timedelta(days=n)).date()), st.just(()) | spans())
    )
    return Calendar(ZoneInfo(draw(st.sampled_from(ZONES))), weekly, exceptions)


moments = st.integers(0, 14 * 24 * 60).map(lambda minutes: START + minutes * MINUTE)
amounts = st.integers(1, 900)
pauses = st.lists(st.tuples(moments, st.integers(1, 3000)), max_size=4).map(
    lambda rows: [(since, since + length * MINUTE) for since, length in rows]
)


def is_open(moment: datetime, calendar: Calendar) -> bool:
    local = moment.astimezone(calendar.zone)
    minute = local.hour * 60 + local.minute
    return any(span.opens <= minute < span.closes for span in calendar.spans_on(local.date()))


def counted(started: datetime, amount: int, runs) -> datetime:
    moment = started
    while amount:
        amount -= runs(moment)
        moment += MINUTE
    return moment


@settings(max_examples=150, deadline=None)
@given(calendars(), moments, amounts)
def test_a_due_time_is_where_counting_minutes_ends(calendar, started, amount):
    due = due_at(started, Allowance(amount, Unit.WORKING_MINUTES), calendar)

    assert due == counted(started, amount, lambda moment: is_open(moment, calendar))


@settings(max_examples=150, deadline=None)
@given(calendars(), moments, moments)
def test_working_time_is_the_number_of_open_minutes(calendar, since, until):
    minutes = 0
    moment = since
    while moment < until:
        minutes += is_open(moment, calendar)
        moment += MINUTE

    assert working_time(since, until, calendar) == minutes * MINUTE


@settings(max_examples=150, deadline=None)
@given(calendars(), moments, amounts, pauses)
def test_pauses_replay_as_minutes_that_do_not_count(calendar, started, amount, paused):
    due = due_with_pauses(started, Allowance(amount, Unit.WORKING_MINUTES), calendar, paused)

    def runs(moment: datetime) -> bool:
        return is_open(moment, calendar) and not any(since <= moment < until for since, until in paused)

    assert due == counted(started, amount, runs)


@settings(max_examples=100, deadline=None)
@given(moments, amounts, pauses, calendars())
def test_pauses_of_clock_hours_count_every_minute(started, amount, paused, calendar):
    due = due_with_pauses(started, Allowance(amount, Unit.CALENDAR_MINUTES), calendar, paused)

    assert due == counted(started, amount, lambda moment: not any(a <= moment < b for a, b in paused))


@settings(max_examples=150, deadline=None)
@given(calendars(), moments, st.sampled_from(list(Unit)), st.integers(1, 10))
def test_counting_backward_finds_the_latest_start(calendar, moment, unit, amount):
    allowance = Allowance(amount, unit)

    latest = before(moment, allowance, calendar)

    assert due_at(latest, allowance, calendar) <= moment
    later = latest + (MINUTE if unit in DAY_UNITS else timedelta(microseconds=1))
    assert due_at(later, allowance, calendar) > moment


@settings(max_examples=150, deadline=None)
@given(calendars(), moments, moments, st.sampled_from(list(Unit)), st.integers(1, 10))
def test_who_starts_later_is_never_due_earlier(calendar, one, other, unit, amount):
    allowance = Allowance(amount, unit)

    assert due_at(min(one, other), allowance, calendar) <= due_at(max(one, other), allowance, calendar)
