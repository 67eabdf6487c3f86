"""Moments, money, numbers and durations in the reader's language and in our own time zone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from babel.dates import format_date, format_datetime, format_skeleton, format_timedelta
from babel.numbers import format_decimal
from django.utils import timezone

from gasservice.web.languages import language_named

Number = int | float | Decimal


@dataclass(frozen=True)
class Speech:
    """The patterns of one language, in CLDR's letters."""

    locale: str
    day: str
    day_of_year: str
    day_of_every_year: str
    comma: str
    hours: str
    minutes: str
    gap: str
    just_now: str


SPEECHES = {
    "en": Speech("en", "EEE d MMM", "EEE d MMM y", "d MMMM", ", ", "{} h", "{} min", " ", "just now"),
    "zh-hans": Speech("zh_Hans", "M月d日（EEE）", "y年M月d日", "M月d日", "", "{}小时", "{}分钟", "", "刚刚"),
    "zh-hant": Speech("zh_Hant", "M月d日（EEE）", "y年M月d日", "M月d日", "", "{}小時", "{}分鐘", "", "剛剛"),
}


def speech_of(language: str | None = None) -> Speech:
    return SPEECHES[language_named(language).code]


def say_when(at: datetime, *, now: datetime, language: str | None = None) -> str:
    """Say a moment as "Tue 24 Nov, 17:00"; with its year when that is not the year of `now`."""
    day = say_day(at, now=now, language=language)
    return f"{day}{speech_of(language).comma}{say_time(at, language=language)}"


def say_day(on: date | datetime, *, now: datetime, language: str | None = None) -> str:
    """Say a day as "Tue 24 Nov"; with its year when that is not the year of `now`."""
    speech = speech_of(language)
    day = timezone.localdate(on) if isinstance(on, datetime) else on
    pattern = speech.day if day.year == timezone.localdate(now).year else speech.day_of_year
    return format_date(day, pattern, locale=speech.locale)


def say_date(on: date, *, language: str | None = None) -> str:
    """Say a day with its year, whatever year it is."""
    speech = speech_of(language)
    return format_date(on, speech.day_of_year, locale=speech.locale)


def say_window(since: datetime, until: datetime, *, now: datetime, language: str | None = None) -> str:
    """Say a window of one day as "Tue 24 Nov, 08:00–12:00"."""
    return f"{say_when(since, now=now, language=language)}–{say_time(until, language=language)}"


def say_month(day: date, *, language: str | None = None) -> str:
    """Say the month of a day as "Nov"."""
    return format_date(day, "LLL", locale=speech_of(language).locale)


def say_month_of_year(day: date, *, language: str | None = None) -> str:
    """Say the month of a day with its year as "November 2026"."""
    speech = speech_of(language)
    return format_skeleton("yMMMM", day, locale=speech.locale)


def say_day_of_every_year(day: date, *, language: str | None = None) -> str:
    """Say a day that comes every year as "15 November"."""
    speech = speech_of(language)
    return format_date(day, speech.day_of_every_year, locale=speech.locale)


def say_time(at: datetime, *, language: str | None = None) -> str:
    """Say the time of day as "17:00"."""
    return format_datetime(timezone.localtime(at), "HH:mm", locale=speech_of(language).locale)


def say_ago(at: datetime, *, now: datetime, language: str | None = None) -> str:
    """Say how far a moment lies from `now`: "2 hours ago", "in 3 days"."""
    speech = speech_of(language)
    if abs(at - now).total_seconds() < 60:
        return speech.just_now
    return format_timedelta(at - now, add_direction=True, locale=speech.locale)


def say_money(amount: Number, *, language: str | None = None) -> str:
    """Say an amount of yuan as "¥1,234.50"."""
    return format_decimal(amount, "¥#,##0.00", locale=speech_of(language).locale)


def say_unit_price(price: Number, *, language: str | None = None) -> str:
    """Say a price of one unit as "¥2.19", with a further digit or two where it has them."""
    return format_decimal(price, "¥#,##0.00##", locale=speech_of(language).locale)


def say_range(low: Number, high: Number, *, language: str | None = None) -> str:
    """Say from how much to how much: "¥55 – ¥165"; one amount where both are the same."""
    least, most = say_money(low, language=language), say_money(high, language=language)
    return least if least == most else f"{least} – {most}"


def say_number(number: Number, *, places: int = 0, language: str | None = None) -> str:
    """Say a number with its thousands apart, and so many places at least, that a column of them stands in line."""
    if isinstance(number, int) and not places:
        return f"{number:,}"  # as every language of ours writes it, and a page has hundreds
    pattern = f"#,##0.{'0' * places}{'#' * (3 - places)}"
    return format_decimal(number, pattern, locale=speech_of(language).locale)


def say_sentences(sentences: Iterable[str], *, language: str | None = None) -> str:
    """Say one sentence after the other; Chinese leaves nothing between them."""
    return speech_of(language).gap.join(sentences)


def say_working(minutes: int, *, language: str | None = None) -> str:
    """Say a length of working time as "2 h 30 min"; it never turns into days, whose length depends on the calendar."""
    speech = speech_of(language)
    hours, rest = divmod(int(minutes), 60)
    parts = [speech.hours.format(hours)] if hours else []
    if rest or not hours:
        parts.append(speech.minutes.format(rest))
    return speech.gap.join(parts)
