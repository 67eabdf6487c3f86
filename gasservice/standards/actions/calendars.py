"""Loading the working calendars and the published holidays."""

from collections.abc import Iterator
from datetime import date, timedelta

from gasservice.standards.actions.keeping import Loading
from gasservice.standards.catalogue import Entry, Fault, entries_of
from gasservice.standards.models import CalendarException, OpeningSpan, PublishedYear, WorkingCalendar

MONDAY = 0


def load_calendars(content: dict, loading: Loading) -> None:
    """Load each calendar with its week and, where it keeps holidays, the years whose holidays are published."""
    for entry in entries_of(content, "calendars"):
        calendar = loading.keep(entry, WorkingCalendar, ("code",), "weekdays", "spans")
        if calendar is None:
            continue
        keep_week(calendar, entry)
        if calendar.keeps_holidays:
            for year, facts in content["holidays"].items():
                keep_year(calendar, year, facts, content["working_weekend"], loading)


def keep_week(calendar: WorkingCalendar, entry: Entry) -> None:
    spans = [(minute_of(opens), minute_of(closes)) for opens, closes in entry.facts["spans"]]
    wanted = {(weekday, opens, closes) for weekday in entry.facts["weekdays"] for opens, closes in spans}
    held = {(span.weekday, span.opens, span.closes): span.pk for span in calendar.spans.all()}
    calendar.spans.filter(pk__in=[pk for span, pk in held.items() if span not in wanted]).delete()
    OpeningSpan.objects.bulk_create(
        OpeningSpan(calendar=calendar, weekday=weekday, opens=opens, closes=closes)
        for weekday, opens, closes in sorted(wanted - held.keys())
    )


def keep_year(calendar: WorkingCalendar, year: int, facts: dict, weekend: dict, loading: Loading) -> None:
    """Write the holidays of one year; days that people added by hand stay."""
    place = Entry(f"calendars.yaml: {calendar.code} › {year}", {"year": year, "source": facts["source"]})
    loading.keep(place, PublishedYear, ("calendar", "year"), calendar=calendar)
    for day, works_like, reason in days_of(facts, weekend):
        exception = place.part("day", day, {"date": day, "works_like": works_like, "reason": reason})
        loading.keep(exception, CalendarException, ("calendar", "date"), calendar=calendar)


def days_of(facts: dict, weekend: dict) -> Iterator[tuple[date, int | None, dict]]:
    """Give each day that differs: what weekday it works like, or None when closed, and why."""
    for period in facts["closed"]:
        day = period["from"]
        reason = {name: text for name, text in period.items() if name not in ("from", "to")}
        while day <= period["to"]:
            yield day, None, reason
            day += timedelta(days=1)
    for day in facts["working_weekends"]:
        yield day, MONDAY, weekend


def minute_of(clock: str) -> int:
    """Read "08:30" as minutes of the day; raises Fault for anything else."""
    hour, colon, minute = str(clock).partition(":")
    if not (colon and hour.isdigit() and minute.isdigit()):
        raise Fault(f"calendars.yaml: “{clock}” is not a time of day like 08:30")
    return int(hour) * 60 + int(minute)
