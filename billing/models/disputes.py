"""What a customer says they do not owe, and what came of it."""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from billing.models.bills import Bill, BillLine
from billing.terms import DisputeReason, Verdict
from gasservice.cases.models import Case


class DisputeQuerySet(models.QuerySet):
    def open(self) -> "DisputeQuerySet":
        return self.filter(decided_at__isnull=True, withdrawn_at__isnull=True)


class Dispute(models.Model):
    """Lines of a bill that somebody does not accept; for `amount` nothing is due from `held_from` to `held_until`.

    A verdict is proposed by one and, above the limit of its rule, approved by another; only then it is decided.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="+")
    bill = models.ForeignKey(Bill, models.PROTECT, related_name="disputes")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    held_from = models.DateField()
    held_until = models.DateField(null=True, blank=True)
    verdict = models.CharField(max_length=8, choices=Verdict, blank=True)
    credited = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    words = models.TextField(blank=True)
    alternatives = models.TextField(blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = DisputeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0, credited__gte=0), name="dispute_is_something"),
            models.CheckConstraint(condition=Q(credited__lte=F("amount")), name="dispute_credits_what_is_disputed"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | Q(withdrawn_at__isnull=True), name="dispute_ends_once"
            ),
            models.CheckConstraint(
                condition=Q(proposed_at__isnull=True, proposed_by__isnull=True, verdict="")
                | Q(proposed_at__isnull=False, proposed_by__isnull=False) & ~Q(verdict=""),
                name="verdict_is_proposed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(held_until__isnull=True) | Q(held_until__gte=F("held_from")), name="dispute_held_some_days"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | ~Q(verdict="") & Q(held_until__isnull=False),
                name="decided_dispute_has_verdict",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")),
                name="dispute_approved_by_another",
            ),
        ]
        indexes = [
            models.Index(fields=["bill", "held_from"], name="dispute_of_bill"),
            models.Index(fields=["held_until"], name="dispute_held_until"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.amount}"

    @property
    def is_open(self) -> bool:
        return self.decided_at is None and self.withdrawn_at is None

    @property
    def waits_for_second(self) -> bool:
        """A verdict is proposed, and another has to look at it."""
        return self.is_open and self.proposed_at is not None

    @property
    def held_amount(self) -> Decimal:
        """What nobody need pay while it is held: once it is decided, what was credited is not owed at all."""
        return self.amount - self.credited if self.decided_at else self.amount

    def is_held_on(self, day: date) -> bool:
        return self.held_from <= day and (self.held_until is None or day < self.held_until)


class DisputedLine(models.Model):
    """A line that is disputed, how much of it and why; while it is, nobody can dispute it again."""

    dispute = models.ForeignKey(Dispute, models.CASCADE, related_name="lines")
    line = models.ForeignKey(BillLine, models.PROTECT, related_name="disputed")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    reason = models.CharField(max_length=10, choices=DisputeReason)
    is_settled = models.BooleanField(default=False)
    credited = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal(0))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["line"], condition=Q(is_settled=False), name="line_disputed_once"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, credited__gte=0, credited__lte=F("amount")),
                name="disputed_line_is_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dispute_id} {self.line_id}"
