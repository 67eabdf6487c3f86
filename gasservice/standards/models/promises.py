"""What we publish, the numbers behind it, and who is told when it is missed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gasservice.standards.models.calendars import WorkingCalendar
from gasservice.standards.models.dated import Dated, one_version_a_day
from gasservice.standards.terms import AllowanceUnit, Door, Priority, Promise, Rung, say_promised


class ServiceStandard(Dated):
    """What we publish, in the customer's words; its numbers stand in the SLA policies."""

    code = models.SlugField()
    service_code = models.SlugField(blank=True)
    position = models.PositiveSmallIntegerField(default=100)
    words_en = models.CharField(max_length=300)
    words_zh_hans = models.CharField(max_length=300)
    words_zh_hant = models.CharField(max_length=300)
    basis_en = models.CharField(max_length=300)
    basis_zh_hans = models.CharField(max_length=300)
    basis_zh_hant = models.CharField(max_length=300)

    class Meta:
        verbose_name = _("service standard")
        verbose_name_plural = _("service standards")
        ordering = ["position", "code"]
        constraints = [one_version_a_day("standard_one_version_a_day", "code")]

    def __str__(self) -> str:
        return f"{self.code} ({self.valid_from})"


class SlaPolicy(Dated):
    """The number behind a standard: how long, on which calendar, and what is paid when it is missed.

    An empty `kind_code` or `priority` means any; the most particular valid policy is the one a case gets.
    """

    standard = models.ForeignKey(ServiceStandard, models.PROTECT, related_name="policies")
    door = models.CharField(max_length=12, choices=Door)
    kind_code = models.SlugField(blank=True)
    priority = models.CharField(max_length=10, choices=Priority, blank=True)
    promise = models.CharField(max_length=16, choices=Promise)
    allowance = models.PositiveIntegerField()
    unit = models.CharField(max_length=20, choices=AllowanceUnit)
    calendar = models.ForeignKey(WorkingCalendar, models.PROTECT, related_name="policies")
    warn_minutes = models.PositiveIntegerField(help_text=_("working minutes before the due time"))
    redress = models.DecimalField(max_digits=8, decimal_places=2, default=0, help_text=_("paid when missed"))

    class Meta:
        verbose_name = _("SLA policy")
        verbose_name_plural = _("SLA policies")
        ordering = ["door", "promise", "kind_code", "priority"]
        constraints = [
            one_version_a_day("policy_one_version_a_day", "door", "kind_code", "priority", "promise"),
            models.CheckConstraint(condition=Q(allowance__gt=0, redress__gte=0), name="policy_allows_some_time"),
        ]

    def __str__(self) -> str:
        return f"{self.door}/{self.kind_code or '*'}/{self.priority or '*'} {self.promise}"

    @property
    def allowance_words(self) -> str:
        """How long it may take, in the reader's words."""
        return say_promised(self.promise, self.allowance, self.unit)


class LadderStep(models.Model):
    """Whom a missed promise is told to, and how many working minutes after it was due."""

    policy = models.ForeignKey(SlaPolicy, models.CASCADE, related_name="ladder")
    position = models.PositiveSmallIntegerField()
    rung = models.CharField(max_length=12, choices=Rung)
    after_minutes = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["policy", "position"], name="ladder_position_once")]

    def __str__(self) -> str:
        return f"{self.rung} +{self.after_minutes}"
