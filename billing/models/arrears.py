"""What is owed of late: the steps from a demand to a stop, and plans to pay it in parts."""

from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import TruncDate
from django.urls import reverse

from billing.models.bills import Bill
from billing.terms import ArrearsStep, PlanOutcome
from gasservice.notices.models import Notice
from gasservice.registry.models import GasAccount, SupplyStop, Tenure
from gasservice.registry.terms import ArrearsBar, ArrearsEnd

OPEN = Q(ended_at__isnull=True)


class ArrearsQuerySet(models.QuerySet):
    def open(self) -> "ArrearsQuerySet":
        return self.filter(OPEN)


class Arrears(models.Model):
    """What the holder of an account owes of late, and which steps were taken for it, each once.

    `step` is the next step, `earliest_on` the first day on which it may come, `bars` what bars it, and `owed` what may
    be demanded, as all of it stood when the sweep last looked. One that `follows` another keeps the demand of that one.
    """

    gas_account = models.ForeignKey(GasAccount, models.PROTECT, related_name="+")
    tenure = models.ForeignKey(Tenure, models.PROTECT, related_name="+")
    follows = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    begun_on = models.DateField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    begun_at = models.DateTimeField()
    demand = models.ForeignKey(Notice, models.PROTECT, null=True, blank=True, related_name="+")
    demanded_at = models.DateTimeField(null=True, blank=True)
    notice = models.OneToOneField(Notice, models.PROTECT, null=True, blank=True, related_name="+")
    noticed_at = models.DateTimeField(null=True, blank=True)
    stop = models.OneToOneField(SupplyStop, models.PROTECT, null=True, blank=True, related_name="+")
    step = models.CharField(max_length=16, choices=ArrearsStep, default=ArrearsStep.DEMAND)
    earliest_on = models.DateField(null=True, blank=True)
    bars = ArrayField(models.CharField(max_length=24, choices=ArrearsBar), default=list, blank=True)
    owed = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal(0))
    looked_at = models.DateTimeField()
    held_until = models.DateField(null=True, blank=True)
    held_because = models.CharField(max_length=300, blank=True)
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=10, choices=ArrearsEnd, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ended_note = models.CharField(max_length=300, blank=True)

    objects = ArrearsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "arrears"
        constraints = [
            models.UniqueConstraint(fields=["tenure"], condition=OPEN, name="one_open_arrears_of_a_holder"),
            models.CheckConstraint(
                condition=Q(demanded_at__isnull=True, demand__isnull=True)
                | Q(demanded_at__isnull=False, demand__isnull=False),
                name="arrears_demand_was_told",
            ),
            models.CheckConstraint(
                condition=Q(noticed_at__isnull=True, notice__isnull=True)
                | Q(noticed_at__isnull=False, notice__isnull=False, noticed_at__gt=F("demanded_at")),
                name="arrears_noticed_after_demand",
            ),
            models.CheckConstraint(
                condition=Q(stop__isnull=True) | Q(noticed_at__isnull=False), name="arrears_stop_after_notice"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_because="") | Q(ended_at__isnull=False) & ~Q(ended_because=""),
                name="arrears_ended_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(held_until__isnull=True, held_by__isnull=True)
                | Q(held_until__isnull=False, held_by__isnull=False) & ~Q(held_because=""),
                name="arrears_held_by_somebody_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["earliest_on", "id"], condition=OPEN, name="arrears_by_day"),
            models.Index(fields=["step", "earliest_on", "id"], condition=OPEN, name="arrears_by_step"),
            models.Index(fields=["looked_at", "id"], condition=OPEN, name="arrears_to_look_at"),
            models.Index(fields=["tenure", "-id"], name="arrears_of_holder"),
        ]

    def __str__(self) -> str:
        return f"{self.gas_account_id} {self.begun_on}"

    def get_absolute_url(self) -> str:
        return reverse("arrears", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    @property
    def bar_labels(self) -> list[str]:
        return [ArrearsBar(bar).label for bar in self.bars]


class PaymentPlanQuerySet(models.QuerySet):
    def running(self) -> "PaymentPlanQuerySet":
        return self.filter(ended_at__isnull=True)


class PaymentPlan(models.Model):
    """An agreement to pay some bills in parts; while it runs nothing more is demanded for them.

    `stops_late_charge` is what the rule said on the day it was agreed.
    """

    gas_account = models.ForeignKey(GasAccount, models.PROTECT, related_name="+")
    tenure = models.ForeignKey(Tenure, models.PROTECT, related_name="+")
    bills = models.ManyToManyField(Bill, related_name="+")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    stops_late_charge = models.BooleanField()
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=PlanOutcome, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = PaymentPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenure"], condition=OPEN, name="one_running_plan_of_a_holder"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="plan_of_something"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, outcome="")
                | Q(ended_at__isnull=False, ended_at__gte=F("agreed_at")) & ~Q(outcome=""),
                name="plan_ended_with_outcome",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=OPEN, name="plan_running"),
            models.Index(fields=["tenure", "-agreed_at"], name="plan_of_holder"),
        ]

    def __str__(self) -> str:
        return f"{self.gas_account_id} {self.amount}"

    @property
    def is_running(self) -> bool:
        return self.ended_at is None


def days_spared(**of: object) -> models.QuerySet:
    """Give the days, `since` and `until`, in which plans keep bills from costing more; `of` says of which."""
    rows = PaymentPlan.bills.through.objects.filter(paymentplan__stops_late_charge=True, **of)
    return rows.annotate(since=TruncDate("paymentplan__agreed_at"), until=TruncDate("paymentplan__ended_at"))


class Instalment(models.Model):
    """A part of a plan and the last day to pay it; what was paid is read from the bills of the plan."""

    plan = models.ForeignKey(PaymentPlan, models.CASCADE, related_name="instalments")
    due_on = models.DateField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        ordering = ["due_on"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "due_on"], name="instalment_once_a_day"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="instalment_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.due_on}"
