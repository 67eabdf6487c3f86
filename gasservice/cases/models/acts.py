"""Acts on a case; each is a row."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gasservice.cases.models.case import Case
from gasservice.cases.models.changed import recounted
from gasservice.cases.models.climbing import StepTaken
from gasservice.cases.models.commitment import Commitment
from gasservice.cases.terms import Finding, WaitingFor
from gasservice.registry.models.outages import OUTAGES_CHANGED
from gasservice.standards.terms import Door


class Assignment(models.Model):
    """A person or team a case was given to, and why."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="assignments")
    team = models.ForeignKey("users.Team", models.PROTECT, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    is_handover = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        triggers = recounted("team_id", "owner_id", "is_handover", "at")

    def __str__(self) -> str:
        return f"{self.case_id} {self.team_id}"


class Hold(models.Model):
    """A time in which a case waits for somebody; clocks are replayed from these rows."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="holds")
    waiting_for = models.CharField(max_length=12, choices=WaitingFor)
    reason = models.CharField(max_length=300)
    held_at = models.DateTimeField()
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    resumed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["held_at"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(resumed_at__isnull=True), name="one_hold_at_a_time"),
            models.CheckConstraint(
                condition=Q(resumed_at__isnull=True) | Q(resumed_at__gte=F("held_at")), name="hold_ends_after_start"
            ),
        ]
        triggers = recounted("waiting_for", "held_at", "resumed_at")

    def __str__(self) -> str:
        return f"{self.case_id} {self.waiting_for}"


class Escalation(StepTaken):
    """A step of the ladder that was taken for a promise, once."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="escalations")
    case = models.ForeignKey(Case, models.CASCADE, related_name="escalations")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commitment", "position"], name="ladder_step_once")]
        indexes = [
            models.Index(fields=["id"], condition=Q(digested_at__isnull=True), name="escalation_to_tell"),
            models.Index(fields=["-at", "-id"], name="escalation_latest"),
        ]
        triggers = recounted("rung", "at")

    def __str__(self) -> str:
        return f"{self.case_id} {self.rung}"


class Resolution(models.Model):
    """What was found and what was done about it; a reopened case gets another."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="resolutions")
    finding = models.CharField(max_length=12, choices=Finding)
    words = models.TextField(help_text=_("why, in words the customer reads"))
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey("users.Team", models.PROTECT, related_name="+")
    resolved_at = models.DateTimeField()
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["resolved_at"]
        indexes = [models.Index(fields=["resolved_at"], name="resolution_latest")]
        triggers = recounted("resolved_at", "reopened_at")

    def __str__(self) -> str:
        return f"{self.case_id} {self.finding}"


class Referral(models.Model):
    """A case that came through the wrong door and moved: number, story and clock carry on."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="referrals")
    from_door = models.CharField(max_length=12, choices=Door)
    to_door = models.CharField(max_length=12, choices=Door)
    from_kind = models.ForeignKey("standards.CaseKind", models.PROTECT, related_name="+")
    to_kind = models.ForeignKey("standards.CaseKind", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.from_door} -> {self.to_door}"


class Redress(models.Model):
    """What we owe because a paying promise was missed, or gas was off for too long; once owed it stays owed.

    It is credited to a bill, or paid out by one of us (`credited_by`) with the reference of that payment.
    """

    commitment = models.OneToOneField(Commitment, models.PROTECT, null=True, blank=True, related_name="redress")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="redresses")
    interruption = models.ForeignKey("registry.Interruption", models.PROTECT, null=True, blank=True, related_name="+")
    gas_account = models.ForeignKey("registry.GasAccount", models.PROTECT, null=True, blank=True, related_name="+")
    amount = models.DecimalField(max_digits=8, decimal_places=2)
    owed_at = models.DateTimeField()
    credited_at = models.DateTimeField(null=True, blank=True)
    credited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    payment_reference = models.CharField(max_length=60, blank=True, default="", db_default="")

    class Meta:
        verbose_name_plural = "redress"
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="redress_is_something"),
            models.CheckConstraint(
                condition=Q(commitment__isnull=False, case__isnull=False, interruption__isnull=True)
                | Q(commitment__isnull=True, interruption__isnull=False, gas_account__isnull=False),
                name="redress_for_one_thing",
            ),
            models.UniqueConstraint(fields=["interruption", "gas_account"], name="redress_of_outage_once"),
            models.CheckConstraint(
                condition=Q(payment_reference="", credited_by__isnull=True)
                | Q(credited_at__isnull=False, credited_by__isnull=False) & ~Q(payment_reference=""),
                name="redress_paid_out_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["owed_at"], name="redress_owed"),
            models.Index(fields=["owed_at", "id"], condition=Q(credited_at__isnull=True), name="redress_to_credit"),
        ]
        triggers = recounted("amount", "owed_at", "credited_at", "gas_account_id", also=f"; {OUTAGES_CHANGED}")

    def __str__(self) -> str:
        return f"{self.case_id or self.gas_account_id} {self.amount}"
