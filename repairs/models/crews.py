"""Who goes out, where, when, and what is planned for them."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from gasservice.cases.models import Appointment
from gasservice.registry.models import District
from repairs.terms import Skill


class Spell(Func):
    """The time a row takes, end exclusive, as PostgreSQL's tstzrange."""

    function = "tstzrange"
    output_field = DateTimeRangeField()


def one_at_a_time(name: str) -> ExclusionConstraint:
    """Forbid two rows of one crew at the same time."""
    return ExclusionConstraint(
        name=name,
        expressions=[
            ("crew", RangeOperators.EQUAL),
            (Spell(F("starts_at"), F("ends_at"), RangeBoundary()), RangeOperators.OVERLAPS),
        ],
    )


class Crew(models.Model):
    """People who go out together: what they can do, and in which districts."""

    code = models.SlugField(unique=True)
    name_en = models.CharField(max_length=80)
    name_zh_hans = models.CharField(max_length=80)
    name_zh_hant = models.CharField(max_length=80)
    team = models.ForeignKey("users.Team", models.PROTECT, related_name="+")
    skills = ArrayField(models.CharField(max_length=12, choices=Skill))
    districts = models.ManyToManyField(District, related_name="+")
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name_en


class Shift(models.Model):
    """Hours in which a crew is out."""

    crew = models.ForeignKey(Crew, models.CASCADE, related_name="shifts")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            one_at_a_time("one_shift_at_a_time"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="shift_ends_after_start"),
        ]
        indexes = [models.Index(fields=["starts_at", "crew"], name="shift_by_day")]

    def __str__(self) -> str:
        return f"{self.crew_id} {self.starts_at:%Y-%m-%d %H:%M}"


class PlannedJob(models.Model):
    """The time of a crew that an appointment takes, inside the window the customer knows."""

    appointment = models.OneToOneField(Appointment, models.CASCADE, primary_key=True, related_name="+")
    crew = models.ForeignKey(Crew, models.PROTECT, related_name="jobs")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            one_at_a_time("one_job_at_a_time"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="job_ends_after_start"),
        ]
        indexes = [models.Index(fields=["starts_at", "crew"], name="job_by_day")]

    def __str__(self) -> str:
        return f"{self.crew_id} {self.starts_at:%Y-%m-%d %H:%M}"
