"""Whether those who must not be without gas have really learned of an outage."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from gasservice.registry.models import Customer, InterruptionVersion, Premise
from repairs.terms import CallOutcome


class NoticeReceipt(models.Model):
    """Somebody with a priority need, or a critical site, who has to say that they know of a version.

    They confirm by their own link, or somebody at the desk does for them (`confirmed_by`) after a call.
    """

    version = models.ForeignKey(InterruptionVersion, models.PROTECT, related_name="+", db_index=False)
    premise = models.ForeignKey(Premise, models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "premise", "customer"], name="receipt_once"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | Q(confirmed_at__isnull=False), name="receipt_confirmed_has_time"
            ),
        ]
        indexes = [
            models.Index(fields=["version", "id"], condition=Q(confirmed_at__isnull=True), name="receipt_missing"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.premise_id}"


class ReceiptCall(models.Model):
    """A call from the desk to somebody who has not confirmed yet."""

    receipt = models.ForeignKey(NoticeReceipt, models.CASCADE, related_name="calls")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=CallOutcome)
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(outcome__in=CallOutcome.values), name="call_outcome_known")]

    def __str__(self) -> str:
        return f"{self.receipt_id} {self.outcome}"
