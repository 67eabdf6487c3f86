"""What was paid, of which bills, and which late charges were dropped."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from billing.models.bills import Bill, never_changed
from billing.terms import PaymentMethod
from gasservice.registry.models import GasAccount
from gasservice.standards.terms import WaiverCriterion


class Payment(models.Model):
    """Money that came in for an account, once by its reference; what is not shared out yet stands to its credit."""

    reference = models.CharField(max_length=60, unique=True)
    gas_account = models.ForeignKey(GasAccount, models.PROTECT, related_name="+")
    bill = models.ForeignKey(Bill, models.PROTECT, null=True, blank=True, related_name="+")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    shared = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    method = models.CharField(max_length=10, choices=PaymentMethod)
    redress = models.OneToOneField("cases.Redress", models.PROTECT, null=True, blank=True, related_name="+")
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)  # of the form at the counter
    paid_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ["-paid_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_is_something"),
            models.CheckConstraint(condition=~Q(reference=""), name="payment_has_reference"),
            models.CheckConstraint(condition=Q(shared__gte=0, shared__lte=F("amount")), name="payment_shared_once"),
            models.CheckConstraint(
                condition=Q(method=PaymentMethod.REDRESS, redress__isnull=False)
                | ~Q(method=PaymentMethod.REDRESS) & Q(redress__isnull=True),
                name="redress_pays_as_redress",
            ),
        ]
        indexes = [
            models.Index(fields=["gas_account", "-paid_at", "-id"], name="payment_of_account"),
            models.Index(fields=["gas_account"], condition=Q(shared__lt=F("amount")), name="payment_in_credit"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def left(self) -> Decimal:
        """What of it pays nothing yet, in yuan."""
        return self.amount - self.shared


class PaymentShare(models.Model):
    """The part of a payment that pays a bill, or its late charge; one below nought gives back what was too much."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="shares")
    bill = models.ForeignKey(Bill, models.PROTECT, related_name="shares")
    is_late_charge = models.BooleanField(default=False)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="share_is_something")]
        triggers = [never_changed("share_stands")]

    def __str__(self) -> str:
        return f"{self.payment_id} -> {self.bill_id}"


class LateWaiver(models.Model):
    """A late charge that somebody asks us to drop, and the answer; without `decided_by` the rule itself answered.

    An empty reason is none of those we publish.
    """

    bill = models.ForeignKey(Bill, models.PROTECT, related_name="waivers")
    reason = models.CharField(max_length=16, choices=WaiverCriterion, blank=True)
    words = models.TextField(blank=True)
    evidence = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, blank=True, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    granted = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    answer = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bill"], condition=Q(decided_at__isnull=True), name="one_open_waiver_of_a_bill"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, granted__isnull=True)
                | Q(decided_at__isnull=False, granted__gte=0),
                name="waiver_decided_has_amount",
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at", "id"], condition=Q(decided_at__isnull=True), name="waiver_to_decide")
        ]

    def __str__(self) -> str:
        return f"{self.bill_id} {self.reason}"

    @property
    def is_decided(self) -> bool:
        return self.decided_at is not None
