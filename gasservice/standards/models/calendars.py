"""When an office is open."""

from itertools import groupby

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _


class WorkingCalendar(models.Model):
    """When an office is open: a zone, spans of the week and dated exceptions."""

    code = models.SlugField(unique=True)
    name_en = models.CharField(max_length=80)
    name_zh_hans = models.CharField(max_length=80)
    name_zh_hant = models.CharField(max_length=80)
    zone = models.CharField(max_length=40, default="Asia/Shanghai")
    keeps_holidays = models.BooleanField(default=True, help_text=_("off: public holidays change nothing"))

    class Meta:
        verbose_name = _("working calendar")
        verbose_name_plural = _("working calendars")

    def __str__(self) -> str:
        return self.name_en

    @property
    def week(self) -> "list[tuple[str, str, str]]":
        """The open hours as first day, last day and spans; reads `spans`, so prefetch them."""
        hours = {day: ", ".join(str(span) for span in self.spans.all() if span.weekday == day) for day in range(7)}
        runs = [list(days) for _spans, days in groupby(range(7), key=hours.get)]
        return [(str(WEEKDAYS[run[0]]), str(WEEKDAYS[run[-1]]), hours[run[0]]) for run in runs if hours[run[0]]]


class OpeningSpan(models.Model):
    """One open span of a weekday, in minutes of the local day; 1440 is 24:00."""

    calendar = models.ForeignKey(WorkingCalendar, models.CASCADE, related_name="spans")
    weekday = models.PositiveSmallIntegerField(validators=[MaxValueValidator(6)], help_text=_("0 is Monday"))
    opens = models.PositiveSmallIntegerField(validators=[MaxValueValidator(1439)])
    closes = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(1440)])

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__lte=6, closes__lte=1440, opens__lt=F("closes")), name="span_in_a_day"
            ),
            models.UniqueConstraint(fields=["calendar", "weekday", "opens"], name="span_once"),
        ]

    def __str__(self) -> str:
        return f"{self.opens // 60:02}:{self.opens % 60:02}–{self.closes // 60:02}:{self.closes % 60:02}"


class CalendarException(models.Model):
    """A day that differs from its weekday: closed, or open like the weekday it stands in for."""

    calendar = models.ForeignKey(WorkingCalendar, models.CASCADE, related_name="exceptions")
    date = models.DateField()
    works_like = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(6)], help_text=_("empty: closed; 0 is Monday")
    )
    reason_en = models.CharField(max_length=80)
    reason_zh_hans = models.CharField(max_length=80)
    reason_zh_hant = models.CharField(max_length=80)

    class Meta:
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["calendar", "date"], name="exception_once")]

    def __str__(self) -> str:
        return f"{self.date} {self.reason_en}"


class PublishedYear(models.Model):
    """A year whose holidays are known; a due date in any other year carries a warning."""

    calendar = models.ForeignKey(WorkingCalendar, models.CASCADE, related_name="published_years")
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["calendar", "year"], name="published_year_once")]

    def __str__(self) -> str:
        return str(self.year)
