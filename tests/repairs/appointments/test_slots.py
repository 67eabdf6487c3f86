"""Windows and free time: arithmetic that holds whatever the shifts, the jobs and the order of bookings."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from repairs.slots import Span, free_time, place_job, windows_of
from tests.repairs.appointments.conftest import MONDAY, hour

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOURS = [(480, 720), (720, 960), (960, 1200)]
START = datetime(2026, 11, 23, tzinfo=UTC)
FOUR_HOURS = timedelta(hours=4)


def span(since: int, until: int) -> Span:
    return Span(START + timedelta(minutes=since), START + timedelta(minutes=until))


@st.composite
def spans(draw, most: int = 6):
    """Draw spans of one day that do not overlap, as the database keeps shifts and jobs."""
    edges = sorted(draw(st.sets(st.integers(0, 1440), max_size=2 * most)))
    return [span(since, until) for since, until in zip(edges[::2], edges[1::2], strict=False)]


windows = st.tuples(st.integers(0, 1200), st.integers(5, 240)).map(lambda drawn: span(drawn[0], sum(drawn)))
lengths = st.integers(5, 240)


def test_the_windows_of_a_day_are_in_its_local_time():
    first, *_, last = windows_of(MONDAY, HOURS, SHANGHAI)

    assert first == Span(hour(8), hour(12))
    assert last == Span(hour(16), hour(20))


def test_a_window_may_end_at_midnight():
    assert windows_of(MONDAY, [(1320, 1440)], SHANGHAI)[0].length == timedelta(hours=2)


def test_work_is_placed_before_between_or_after_jobs_as_early_as_it_fits():
    window, shift = span(480, 720), [span(420, 900)]
    taken = {60: [span(500, 620)], 20: [span(500, 620)], 110: [span(500, 620)]}

    assert place_job(window, shift, taken[20], 20) == span(480, 500)
    assert place_job(window, shift, taken[60], 60) == span(620, 680)
    assert place_job(window, shift, taken[110], 110) is None


def test_nothing_is_placed_where_the_shift_ends_too_early():
    assert place_job(span(480, 720), [span(480, 520)], [], 60) is None


@given(windows, spans(), spans())
def test_free_time_lies_in_the_window_and_the_shift_and_beside_the_jobs(window, shifts, jobs):
    for free in free_time(window, shifts, jobs):
        assert free.within(window) == free
        assert any(free.within(shift) == free for shift in shifts)
        assert not any(free.overlaps(job) for job in jobs)


@given(windows, spans(), spans())
def test_free_time_forgets_no_minute(window, shifts, jobs):
    free = free_time(window, shifts, jobs)
    minutes = [span(n, n + 1) for n in range(0, 1440, 7)]

    for minute in minutes:
        is_free = any(minute.within(stretch) == minute for stretch in free)
        is_out = minute.within(window) == minute and any(minute.within(shift) == minute for shift in shifts)
        assert is_free == (is_out and not any(minute.overlaps(job) for job in jobs))


@given(windows, spans(), st.lists(st.tuples(lengths, st.booleans()), max_size=12))
def test_whatever_the_order_of_bookings_and_cancellations_jobs_never_meet(window, shifts, wishes):
    jobs: list[Span] = []

    for minutes, cancels in wishes:
        if cancels and jobs:
            jobs.pop(len(jobs) // 2)
        place = place_job(window, shifts, jobs, minutes)
        if place is None:
            assert all(free.length < timedelta(minutes=minutes) for free in free_time(window, shifts, jobs))
            continue
        assert place.length == timedelta(minutes=minutes)
        assert place.within(window) == place
        assert place.length <= FOUR_HOURS
        assert not any(place.overlaps(job) for job in jobs)
        jobs.append(place)

    assert sum((job.length for job in jobs), timedelta()) <= window.length
