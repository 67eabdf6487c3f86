"""What a door wants billed: bound to the premise and the fee code, so that no new name makes it payable again."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gasservice.registry.models.places import Premise
from gasservice.registry.models.supply import GasAccount
from gasservice.registry.terms import RefundCause, RefundMethod


class FeeChargeQuerySet(models.QuerySet):
    def standing(self) -> "FeeChargeQuerySet":
        return self.filter(voided_at__isnull=True)


class FeeCharge(models.Model):
    """A fee that somebody owes or has paid for a premise, by the version of the fee table it was charged under.

    `reference` is the number of its receipt. A fee that is due once per premise is charged once, whatever the premise,
    its community or the version of the fee is called meanwhile. What of it was `credited` on its bill and what was
    `paid_back` are never more than it together, so that nobody gets the same money twice.
    """

    reference = models.CharField(max_length=20, unique=True)
    premise = models.ForeignKey(Premise, models.PROTECT, related_name="fee_charges")
    gas_account = models.ForeignKey(GasAccount, models.PROTECT, null=True, blank=True, related_name="fee_charges")
    fee = models.ForeignKey("standards.FeeItem", models.PROTECT, related_name="+")
    fee_code = models.SlugField()
    is_once_per_premise = models.BooleanField(default=False)
    quantity = models.DecimalField(max_digits=8, decimal_places=2, default=1)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    case_reference = models.CharField(max_length=12, blank=True, help_text=_("the case it was charged on"))
    charged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    charged_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True, blank=True)
    payment_reference = models.CharField(max_length=60, blank=True)
    paid_back = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    credited = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    billed_at = models.DateTimeField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    void_reason = models.CharField(max_length=300, blank=True)

    objects = FeeChargeQuerySet.as_manager()

    class Meta:
        ordering = ["charged_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["premise", "fee_code"],
                condition=Q(is_once_per_premise=True, voided_at__isnull=True),
                name="fee_once_per_premise",
            ),
            models.CheckConstraint(condition=Q(amount__gte=0, quantity__gt=0), name="charge_not_negative"),
            models.CheckConstraint(
                condition=Q(paid_at__isnull=True) | Q(paid_at__gte=F("charged_at")), name="charge_paid_after"
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True) | ~Q(void_reason=""), name="charge_voided_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(paid_back=0)
                | Q(paid_back__gt=0, paid_back__lte=F("amount") - F("credited"), paid_at__isnull=False),
                name="charge_paid_back_of_what_was_paid",
            ),
            models.CheckConstraint(
                condition=Q(credited__gte=0, credited__lte=F("amount")), name="charge_credited_at_most_in_full"
            ),
        ]
        indexes = [
            models.Index(fields=["case_reference"], name="charge_of_case"),
            models.Index(
                fields=["charged_at"],
                condition=Q(billed_at__isnull=True, paid_at__isnull=True, voided_at__isnull=True),
                name="charge_unbilled",
            ),
            models.Index(
                fields=["billed_at"],
                condition=Q(billed_at__isnull=False, paid_at__isnull=True, voided_at__isnull=True),
                name="charge_billed_and_owed",
            ),
            models.Index(fields=["paid_at"], condition=Q(billed_at__isnull=False), name="charge_billed_and_paid"),
            models.Index(
                fields=["voided_at"],
                condition=Q(billed_at__isnull=False, voided_at__isnull=False),
                name="charge_billed_and_void",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_paid(self) -> bool:
        return self.paid_at is not None

    @property
    def is_void(self) -> bool:
        return self.voided_at is not None

    @property
    def is_owed(self) -> bool:
        return not self.is_paid and not self.is_void

    @property
    def is_paid_back(self) -> bool:
        return self.is_paid and self.left == 0

    @property
    def left(self) -> Decimal:
        """What of it was neither credited nor paid back."""
        return self.amount - self.credited - self.paid_back

    @property
    def held(self) -> Decimal:
        """What was paid for it and not given back in either way."""
        return self.left if self.is_paid else Decimal(0)


class FeeRefund(models.Model):
    """Money paid back for charges; `number` is that of its credit note, and one payment is noted once."""

    number = models.CharField(max_length=20, unique=True)
    case_reference = models.CharField(max_length=12, blank=True, help_text=_("the case whose charges it is for"))
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    method = models.CharField(max_length=8, choices=RefundMethod)
    payment_reference = models.CharField(max_length=60, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="refund_is_something"),
            models.CheckConstraint(condition=~Q(payment_reference=""), name="refund_names_its_payment"),
        ]
        indexes = [models.Index(fields=["case_reference"], name="refund_of_case")]

    def __str__(self) -> str:
        return self.number


class FeeRefundLine(models.Model):
    """How much of a refund is for which charge, and why it was owed."""

    refund = models.ForeignKey(FeeRefund, models.CASCADE, related_name="lines")
    charge = models.ForeignKey(FeeCharge, models.PROTECT, related_name="refund_lines")
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    cause = models.CharField(max_length=10, choices=RefundCause)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["refund", "charge"], name="refund_names_a_charge_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="refund_line_is_something"),
        ]

    def __str__(self) -> str:
        return f"{self.refund_id} {self.charge_id}"
