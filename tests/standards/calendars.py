"""The calendars that the clock's tests count on."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from gasservice.standards.clock import Calendar, Span

SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICE_DAY = (Span(510, 720), Span(810, 1050))  # 08:30-12:00 and 13:30-17:30

# Closed periods (both ends closed) and working weekends, as announced by the State Council.
CLOSED = [
    ("2025-01-01", "2025-01-01"), ("2025-01-28", "2025-02-04"), ("2025-04-04", "2025-04-06"),
    ("2025-05-01", "2025-05-05"), ("2025-05-31", "2025-06-02"), ("2025-10-01", "2025-10-08"),
    ("2026-01-01", "2026-01-03"), ("2026-02-15", "2026-02-23"), ("2026-04-04", "2026-04-06"),
    ("2026-05-01", "2026-05-05"), ("2026-06-19", "2026-06-21"), ("2026-09-25", "2026-09-27"),
    ("2026-10-01", "2026-10-07"),
]  # fmt: skip
WORKING_WEEKENDS = [
    "2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11",
    "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10",
]  # fmt: skip


def china(spans: tuple[Span, ...] = OFFICE_DAY) -> Calendar:
    exceptions: dict[date, tuple[Span, ...]] = {}
    for first, last in CLOSED:
        day = date.fromisoformat(first)
        while day <= date.fromisoformat(last):
            exceptions[day] = ()
            day += timedelta(days=1)
    exceptions |= {date.fromisoformat(day): spans for day in WORKING_WEEKENDS}
    return Calendar(SHANGHAI, dict.fromkeys(range(5), spans), exceptions, frozenset({2025, 2026}))


def week(zone: str, *spans: Span, weekdays=range(5)) -> Calendar:
    return Calendar(ZoneInfo(zone), dict.fromkeys(weekdays, spans))
