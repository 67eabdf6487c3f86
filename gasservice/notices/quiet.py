"""Quiet hours: when something that can wait may go out."""

from datetime import datetime, time, timedelta, tzinfo

Span = tuple[int, int]


def after_quiet_hours(at: datetime, quiet: Span, zone: tzinfo) -> datetime:
    """Give `at`, or the end of the quiet hours it falls into; they are from and until in minutes of the local day."""
    start, end = quiet
    local = at.astimezone(zone)
    minute = local.hour * 60 + local.minute
    if not is_quiet(minute, start, end):
        return at
    day = local.date() + timedelta(days=minute >= end)
    return datetime.combine(day, time(*divmod(end, 60)), tzinfo=zone)


def is_quiet(minute: int, start: int, end: int) -> bool:
    """Say whether a minute of the day is quiet; a span may pass midnight."""
    return start <= minute < end if start <= end else minute >= start or minute < end
