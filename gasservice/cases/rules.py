"""Until when a customer moves a visit alone, when our moving it breaks a promise, and which day is its day."""

from datetime import datetime, timedelta

from gasservice.standards import clock

DAY = timedelta(days=1)


def movable_until(window_from: datetime, minute: int, calendar: clock.Calendar) -> datetime:
    """Say until when customers move a visit by themselves: a minute of the day before it."""
    return calendar.at(calendar.day_of(window_from) - DAY, minute)


def is_short_notice(window_from: datetime, at: datetime, days: int, calendar: clock.Calendar) -> bool:
    """Whether fewer than so many whole working days lie between `at` and the visit."""
    return at > clock.before(window_from, clock.Allowance(days, clock.Unit.WORKING_DAYS), calendar)


def is_its_day(window_from: datetime, at: datetime, calendar: clock.Calendar) -> bool:
    """Whether the day of the visit has come: who says that they are there the day before is mistaken."""
    return calendar.day_of(at) >= calendar.day_of(window_from)
