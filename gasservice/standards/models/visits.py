"""When we come to people's homes: the windows of a day, how long work takes, and what moving it means."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gasservice.standards.models.calendars import WorkingCalendar
from gasservice.standards.models.dated import Dated, one_version_a_day
from gasservice.standards.terms import Purpose

LONGEST_WINDOW = 240  # minutes


def said_minute(minute: int) -> str:
    """Say a minute of the day as "18:00"."""
    return f"{minute // 60:02}:{minute % 60:02}"


class VisitRule(Dated):
    """The published rule of visits; its numbers stand here and in the windows and lengths below it.

    A minute of the day counts from midnight: 1080 is 18:00.
    """

    code = models.SlugField(default="home-visits")
    calendar = models.ForeignKey(
        WorkingCalendar, models.PROTECT, related_name="+", help_text=_("counts the working day below")
    )
    moves_until = models.PositiveSmallIntegerField(
        validators=[MaxValueValidator(1440)],
        help_text=_("minute of the day before until which customers move or cancel by themselves"),
    )
    notice_days = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1)],
        help_text=_("whole working days of notice that we give; with less, our change counts as a missed visit"),
    )
    remind_minutes = ArrayField(
        models.PositiveIntegerField(), help_text=_("minutes before the window at which we remind")
    )
    usual_minutes = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(5), MaxValueValidator(LONGEST_WINDOW)],
        help_text=_("how long work takes that is not named below"),
    )

    doubt_is_ours = models.BooleanField(
        default=True,
        help_text=_("where nobody can tell whether we came, it counts as a missed visit and is paid for"),
    )

    class Meta:
        verbose_name = _("rule of visits")
        verbose_name_plural = _("rules of visits")
        ordering = ["code", "valid_from"]
        constraints = [one_version_a_day("visit_rule_one_version_a_day", "code")]

    def __str__(self) -> str:
        return f"{self.code} ({self.valid_from})"

    @property
    def moves_until_words(self) -> str:
        return said_minute(self.moves_until)

    def minutes_for(self, purpose: str) -> int:
        """Say how long work takes; reads `lengths`, so prefetch them."""
        lengths = {length.purpose: length.minutes for length in self.lengths.all()}
        return lengths.get(purpose, self.usual_minutes)


class VisitWindow(models.Model):
    """A window that customers may choose, in minutes of the local day; nobody waits longer than four hours."""

    rule = models.ForeignKey(VisitRule, models.CASCADE, related_name="windows")
    position = models.PositiveSmallIntegerField()
    opens = models.PositiveSmallIntegerField(validators=[MaxValueValidator(1439)])
    closes = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(1440)])

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens__lt=F("closes"), opens__gte=F("closes") - LONGEST_WINDOW, closes__lte=1440),
                name="window_at_most_four_hours",
            ),
            models.UniqueConstraint(fields=["rule", "position"], name="window_position_once"),
        ]

    def __str__(self) -> str:
        return f"{said_minute(self.opens)}–{said_minute(self.closes)}"

    @property
    def minutes(self) -> int:
        return self.closes - self.opens


class VisitLength(models.Model):
    """How many minutes a kind of work takes, the way there included."""

    rule = models.ForeignKey(VisitRule, models.CASCADE, related_name="lengths")
    position = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=16, choices=Purpose)
    minutes = models.PositiveSmallIntegerField(validators=[MinValueValidator(5), MaxValueValidator(LONGEST_WINDOW)])

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gt=0, minutes__lte=LONGEST_WINDOW), name="work_fits_a_window"),
            models.UniqueConstraint(fields=["rule", "position"], name="length_position_once"),
            models.UniqueConstraint(fields=["rule", "purpose"], name="length_of_purpose_once"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.minutes}"
