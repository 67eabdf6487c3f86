"""What we supply, through which meter, under which account."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gasservice.registry.models.places import Premise
from gasservice.registry.terms import AccountStatus, ReadingSource, SupplyClass


class ServicePoint(models.Model):
    """Where gas is delivered to a premise."""

    code = models.CharField(max_length=24, unique=True)
    premise = models.ForeignKey(Premise, models.PROTECT, related_name="service_points")

    def __str__(self) -> str:
        return self.code


class Meter(models.Model):
    """What measures the gas at a service point, from its installation until its removal.

    One that was written down by mistake is void: its row stays, it measures nothing, and its number is free again.
    """

    serial = models.CharField(max_length=40)
    service_point = models.ForeignKey(ServicePoint, models.PROTECT, related_name="meters")
    model = models.CharField(max_length=40, blank=True)
    digits = models.PositiveSmallIntegerField(default=5, help_text=_("whole cubic metres the register shows"))
    installed_on = models.DateField()
    removed_on = models.DateField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_because = models.CharField(max_length=300, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["serial"], condition=Q(voided_at__isnull=True), name="meter_serial_once"),
            models.UniqueConstraint(
                fields=["service_point"], condition=Q(removed_on__isnull=True), name="one_meter_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(removed_on__isnull=True) | Q(removed_on__gte=F("installed_on")), name="meter_removed_after"
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, voided_because="")
                | Q(voided_at__isnull=False, removed_on__isnull=False) & ~Q(voided_because=""),
                name="void_meter_hangs_nowhere_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.serial


class Reading(models.Model):
    """What a meter showed at a moment; corrected by another reading, never overwritten: the database refuses it."""

    meter = models.ForeignKey(Meter, models.PROTECT, related_name="readings", db_index=False)
    index_m3 = models.DecimalField(max_digits=12, decimal_places=3)
    read_at = models.DateTimeField()
    source = models.CharField(max_length=10, choices=ReadingSource)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="corrected_by")
    note = models.CharField(max_length=300, blank=True, default="", db_default="", help_text=_("why it was corrected"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-read_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["meter", "read_at"], condition=Q(corrects__isnull=True), name="reading_once"
            ),
            models.CheckConstraint(condition=Q(index_m3__gte=0), name="reading_not_negative"),
        ]
        indexes = [models.Index(fields=["meter", "read_at"], name="reading_of_meter")]
        triggers = [pgtrigger.Protect(name="reading_stands", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.index_m3} m3"


class GasAccount(models.Model):
    """The agreement (户号) billed at a service point."""

    number = models.CharField(max_length=20, unique=True)
    service_point = models.ForeignKey(ServicePoint, models.PROTECT, related_name="gas_accounts")
    supply_class = models.CharField(max_length=12, choices=SupplyClass, default=SupplyClass.RESIDENTIAL)
    household_size = models.PositiveSmallIntegerField(default=3)
    status = models.CharField(max_length=10, choices=AccountStatus, default=AccountStatus.ACTIVE)
    opened_on = models.DateField()
    # What the ledger last billed: the fact by which a customer claims the account.
    last_bill_amount = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    last_bill_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.number
