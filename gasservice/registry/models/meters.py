"""What is kept of a meter in dispute: that it may not be exchanged, and what its test found."""

from django.conf import settings
from django.db import models
from django.db.models import BooleanField, ExpressionWrapper, F, Q
from django.utils.translation import gettext_lazy as _

from gasservice.registry.models.supply import Meter, Reading


class MeterHoldQuerySet(models.QuerySet):
    def standing(self) -> "MeterHoldQuerySet":
        return self.filter(released_at__isnull=True)


class MeterHold(models.Model):
    """A meter that has to stay as it hangs while somebody finds out about it."""

    meter = models.ForeignKey(Meter, models.PROTECT, related_name="holds")
    case_reference = models.CharField(max_length=12, help_text=_("the case it is held for"))
    reason = models.CharField(max_length=300)
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    held_at = models.DateTimeField()
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)

    objects = MeterHoldQuerySet.as_manager()

    class Meta:
        ordering = ["held_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meter", "case_reference"], condition=Q(released_at__isnull=True), name="meter_held_once_a_case"
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True, released_by__isnull=True) | Q(released_at__gte=F("held_at")),
                name="meter_released_after_held",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meter_id} {self.case_reference}"


class MeterTest(models.Model):
    """What a laboratory found of a meter; a positive error means that it counts too much.

    `limit_percent` is the error that the rule of the test allows in either direction, as the certificate says.
    """

    meter = models.ForeignKey(Meter, models.PROTECT, related_name="tests")
    case_reference = models.CharField(max_length=12, help_text=_("the case it was tested for"))
    asked_at = models.DateTimeField()
    tested_on = models.DateField()
    laboratory = models.CharField(max_length=120)
    certificate_number = models.CharField(max_length=60)
    certificate = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    error_percent = models.DecimalField(max_digits=5, decimal_places=2)
    limit_percent = models.DecimalField(max_digits=4, decimal_places=2)
    is_good = models.GeneratedField(
        expression=ExpressionWrapper(
            Q(error_percent__lte=F("limit_percent"), error_percent__gte=-F("limit_percent")),
            output_field=BooleanField(),
        ),
        output_field=BooleanField(),
        db_persist=True,
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["tested_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["laboratory", "certificate_number"], name="meter_test_certified_once"),
            models.CheckConstraint(
                condition=~Q(laboratory="") & ~Q(certificate_number=""), name="meter_test_names_its_certificate"
            ),
            models.CheckConstraint(condition=Q(limit_percent__gt=0), name="meter_test_has_a_limit"),
        ]
        indexes = [models.Index(fields=["case_reference"], name="meter_test_of_case")]

    def __str__(self) -> str:
        return f"{self.meter_id} {self.error_percent}%"


class MeterExchange(models.Model):
    """A meter that was taken down and the one that hangs in its place, each with what it showed then."""

    taken_down = models.OneToOneField(Meter, models.PROTECT, related_name="+")
    hung = models.OneToOneField(Meter, models.PROTECT, related_name="+")
    case_reference = models.CharField(max_length=12, blank=True, help_text=_("the case it was exchanged on"))
    last_reading = models.OneToOneField(Reading, models.PROTECT, related_name="+")
    first_reading = models.OneToOneField(Reading, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["case_reference"], name="meter_exchange_of_case")]

    def __str__(self) -> str:
        return f"{self.taken_down_id} -> {self.hung_id}"
