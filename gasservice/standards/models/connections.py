"""The steps of a new connection, and what is checked before gas is opened for the first time."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gasservice.standards.models.calendars import WorkingCalendar
from gasservice.standards.models.dated import Dated, one_version_a_day
from gasservice.standards.terms import (
    AllowanceUnit,
    Mender,
    ProjectKind,
    ProjectParty,
    Severity,
    StepCode,
    say_allowance,
)


class ProjectStep(Dated):
    """A step of new connections of a kind: who does it, what happens, and how long it may take.

    A step without an allowance is the customer's own: no time runs until they have done it.
    """

    project_kind = models.CharField(max_length=10, choices=ProjectKind)
    code = models.CharField(max_length=16, choices=StepCode)
    position = models.PositiveSmallIntegerField()
    party = models.CharField(max_length=12, choices=ProjectParty)
    title_en = models.CharField(max_length=120)
    title_zh_hans = models.CharField(max_length=120)
    title_zh_hant = models.CharField(max_length=120)
    text_en = models.TextField()
    text_zh_hans = models.TextField()
    text_zh_hant = models.TextField()
    allowance = models.PositiveIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=20, choices=AllowanceUnit, blank=True)
    calendar = models.ForeignKey(WorkingCalendar, models.PROTECT, null=True, blank=True, related_name="+")
    warn_minutes = models.PositiveIntegerField(default=0, help_text=_("working minutes before the due time"))

    class Meta:
        verbose_name = _("step of a new connection")
        verbose_name_plural = _("steps of new connections")
        ordering = ["project_kind", "position"]
        constraints = [
            one_version_a_day("project_step_one_version_a_day", "project_kind", "code"),
            models.CheckConstraint(
                condition=Q(allowance__isnull=True, unit="", calendar__isnull=True)
                | Q(allowance__gt=0, calendar__isnull=False) & ~Q(unit=""),
                name="project_step_time_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_kind}/{self.code} ({self.valid_from})"

    def clean(self) -> None:
        if (self.allowance is None) != (self.calendar_id is None) or (self.allowance is None) != (self.unit == ""):
            raise ValidationError(_("Give the time, its unit and its calendar together, or none of them."))

    @property
    def allowance_words(self) -> str:
        """How long it may take, in the reader's words; nothing where no time runs."""
        return say_allowance(self.allowance, self.unit) if self.allowance else ""


class InspectionItem(Dated):
    """Something that is looked at before gas is opened: by which rule, what to mend, and who may mend it."""

    code = models.SlugField()
    position = models.PositiveSmallIntegerField(default=100)
    title_en = models.CharField(max_length=120)
    title_zh_hans = models.CharField(max_length=120)
    title_zh_hant = models.CharField(max_length=120)
    clause_en = models.TextField(help_text=_("what must be so, as the customer reads it"))
    clause_zh_hans = models.TextField()
    clause_zh_hant = models.TextField()
    source_en = models.CharField(max_length=300, help_text=_("the rule it stands in"))
    source_zh_hans = models.CharField(max_length=300)
    source_zh_hant = models.CharField(max_length=300)
    remedy_en = models.TextField(help_text=_("what to mend"))
    remedy_zh_hans = models.TextField()
    remedy_zh_hant = models.TextField()
    mender = models.CharField(max_length=12, choices=Mender, help_text=_("who may mend it"))
    severity = models.CharField(max_length=8, choices=Severity)

    class Meta:
        verbose_name = _("inspection item")
        verbose_name_plural = _("inspection items")
        ordering = ["position", "code"]
        constraints = [one_version_a_day("inspection_item_one_version_a_day", "code")]

    def __str__(self) -> str:
        return f"{self.code} ({self.valid_from})"

    @property
    def stops_gas(self) -> bool:
        return self.severity == Severity.STOPS
