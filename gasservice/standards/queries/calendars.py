"""The calendars that promises are counted on."""

from collections.abc import Iterable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet, prefetch_related_objects

from gasservice.standards import clock
from gasservice.standards.models import WorkingCalendar

LOOK_AHEAD = timedelta(days=90)


def calendars_published() -> QuerySet[WorkingCalendar]:
    """Give the calendars that promises are counted on, with their weeks and published years."""
    used = WorkingCalendar.objects.filter(policies__isnull=False).distinct()
    return used.prefetch_related("spans", "published_years").order_by("code")


def calendar_of(row: WorkingCalendar) -> clock.Calendar:
    """Read a calendar into the clock, in three queries at most."""
    weekly: dict[int, tuple[clock.Span, ...]] = {}
    for span in row.spans.all():
        weekly[span.weekday] = (*weekly.get(span.weekday, ()), clock.Span(span.opens, span.closes))
    exceptions = {
        exception.date: () if exception.works_like is None else weekly.get(exception.works_like, ())
        for exception in row.exceptions.all()
    }
    years = frozenset(published.year for published in row.published_years.all())
    return clock.Calendar(ZoneInfo(row.zone), weekly, exceptions, years, row.keeps_holidays)


def read_calendars(rows: Iterable[WorkingCalendar]) -> dict[int, clock.Calendar]:
    """Read calendars that are loaded into the clock: three queries, however many; none where there is none."""
    distinct = list({row.pk: row for row in rows}.values())
    prefetch_related_objects(distinct, "spans", "exceptions", "published_years")
    return {row.pk: calendar_of(row) for row in distinct}


def unpublished_calendars(day: date) -> list[tuple[WorkingCalendar, list[int]]]:
    """Give the calendars with unknown holidays in the quarter of a year ahead, and the years that are missing."""
    reached = range(day.year, (day + LOOK_AHEAD).year + 1)
    rows = WorkingCalendar.objects.filter(keeps_holidays=True).prefetch_related("published_years").order_by("code")
    lacking = ((row, sorted(set(reached) - {known.year for known in row.published_years.all()})) for row in rows)
    return [(row, years) for row, years in lacking if years]
