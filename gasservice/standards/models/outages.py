"""What the law and our own rules ask of whoever turns the gas off."""

from datetime import time

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gasservice.standards.models.calendars import WorkingCalendar
from gasservice.standards.models.dated import Dated, one_version_a_day
from gasservice.standards.terms import AllowanceUnit, say_allowance


class OutageRule(Dated):
    """What one jurisdiction asks of outages; of several that hold on a day the strictest counts.

    An empty limit is one that the rule does not set. Minutes of the day are local: 1320 is 22:00.
    """

    code = models.SlugField(help_text=_("the jurisdiction; JURISDICTIONS names those that hold here"))
    position = models.PositiveSmallIntegerField(default=100)
    name_en = models.CharField(max_length=120)
    name_zh_hans = models.CharField(max_length=120)
    name_zh_hant = models.CharField(max_length=120)
    basis_en = models.CharField(max_length=300)
    basis_zh_hans = models.CharField(max_length=300)
    basis_zh_hant = models.CharField(max_length=300)
    lead = models.PositiveIntegerField(help_text=_("how long before a planned outage people are told"))
    lead_unit = models.CharField(max_length=20, choices=AllowanceUnit)
    calendar = models.ForeignKey(WorkingCalendar, models.PROTECT, related_name="outage_rules")
    night_from = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(1439)], help_text=_("homes are not restored from here")
    )
    night_until = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(1439)], help_text=_("until here")
    )
    long_minutes = models.PositiveIntegerField(
        null=True, blank=True, help_text=_("longer than this asks for a contingency plan and a report")
    )
    many_households = models.PositiveIntegerField(
        null=True, blank=True, help_text=_("more households than this ask for the same")
    )
    redress_minutes = models.PositiveIntegerField(
        null=True, blank=True, help_text=_("gas off for longer than this is paid for")
    )
    redress = models.DecimalField(max_digits=8, decimal_places=2, default=0, help_text=_("for each gas account"))

    class Meta:
        verbose_name = _("outage rule")
        verbose_name_plural = _("outage rules")
        ordering = ["position", "code", "valid_from"]
        constraints = [
            one_version_a_day("outage_rule_one_version_a_day", "code"),
            models.CheckConstraint(condition=Q(lead__gt=0), name="outage_rule_gives_some_time"),
            models.CheckConstraint(
                condition=Q(night_from__isnull=True, night_until__isnull=True)
                | Q(night_from__lt=1440, night_until__lt=1440),
                name="outage_rule_night_has_both_ends",
            ),
            models.CheckConstraint(
                condition=Q(redress_minutes__isnull=True, redress=0) | Q(redress_minutes__isnull=False, redress__gt=0),
                name="outage_rule_pays_after_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.valid_from})"

    @property
    def night(self) -> tuple[time, time] | None:
        """The local hours in which homes are not restored."""
        if self.night_from is None:
            return None
        return time(*divmod(self.night_from, 60)), time(*divmod(self.night_until, 60))

    @property
    def lead_words(self) -> str:
        """How long before, in the reader's words."""
        return say_allowance(self.lead, self.lead_unit)
