"""Whom, where and what we supply: a premise stays itself, whatever it is called."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from gasservice.registry.terms import AccountStatus, ClaimOutcome, NeedKind, ReadingSource, SupplyClass


class District(models.Model):
    """A part of the city that one set of teams serves."""

    code = models.SlugField(unique=True)
    name_en = models.CharField(max_length=80)
    name_zh_hans = models.CharField(max_length=80)
    name_zh_hant = models.CharField(max_length=80)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name_en


class Community(models.Model):
    """A residential estate (小区) or street; its names change, it does not."""

    code = models.CharField(max_length=20, unique=True)
    district = models.ForeignKey(District, models.PROTECT, related_name="communities")
    name = models.CharField(max_length=120, help_text=_("the name in use; all names stand in CommunityName"))
    name_en = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "communities"

    def __str__(self) -> str:
        return self.name


class NameBase(models.Model):
    """A name something bore from a day until another."""

    name = models.CharField(max_length=160)
    search_name = models.CharField(max_length=160, editable=False, help_text=_("simplified, lower case, no spaces"))
    known_from = models.DateField()
    known_until = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class CommunityName(NameBase):
    """A present or former name of a community."""

    community = models.ForeignKey(Community, models.CASCADE, related_name="names")

    class Meta:
        ordering = ["-known_from"]
        constraints = [models.UniqueConstraint(fields=["community", "name", "known_from"], name="community_name_once")]
        indexes = [GinIndex(OpClass(F("search_name"), "gin_trgm_ops"), name="community_name_search")]


class Premise(models.Model):
    """A place with gas, named by a stable code."""

    code = models.CharField(max_length=24, unique=True)
    community = models.ForeignKey(Community, models.PROTECT, related_name="premises")
    building = models.CharField(max_length=20, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    room = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=200, help_text=_("as written today; all names stand in PremiseName"))

    class Meta:
        indexes = [models.Index(fields=["community", "building", "unit", "room"], name="premise_in_community")]

    def __str__(self) -> str:
        return self.address


class PremiseName(NameBase):
    """A present or former address of a premise."""

    premise = models.ForeignKey(Premise, models.CASCADE, related_name="names")

    class Meta:
        ordering = ["-known_from"]
        constraints = [models.UniqueConstraint(fields=["premise", "name", "known_from"], name="premise_name_once")]
        indexes = [GinIndex(OpClass(F("search_name"), "gin_trgm_ops"), name="premise_name_search")]


class ServicePoint(models.Model):
    """Where gas is delivered to a premise."""

    code = models.CharField(max_length=24, unique=True)
    premise = models.ForeignKey(Premise, models.PROTECT, related_name="service_points")

    def __str__(self) -> str:
        return self.code


class Meter(models.Model):
    """What measures the gas at a service point, from its installation until its removal."""

    serial = models.CharField(max_length=40, unique=True)
    service_point = models.ForeignKey(ServicePoint, models.PROTECT, related_name="meters")
    model = models.CharField(max_length=40, blank=True)
    digits = models.PositiveSmallIntegerField(default=5, help_text=_("whole cubic metres the register shows"))
    installed_on = models.DateField()
    removed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service_point"], condition=Q(removed_on__isnull=True), name="one_meter_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(removed_on__isnull=True) | Q(removed_on__gte=F("installed_on")), name="meter_removed_after"
            ),
        ]

    def __str__(self) -> str:
        return self.serial


class Reading(models.Model):
    """What a meter showed at a moment; corrected by another reading, never overwritten."""

    meter = models.ForeignKey(Meter, models.PROTECT, related_name="readings")
    index_m3 = models.DecimalField(max_digits=12, decimal_places=3)
    read_at = models.DateTimeField()
    source = models.CharField(max_length=10, choices=ReadingSource)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="corrected_by")

    class Meta:
        ordering = ["-read_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["meter", "read_at"], condition=Q(corrects__isnull=True), name="reading_once"
            ),
            models.CheckConstraint(condition=Q(index_m3__gte=0), name="reading_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.index_m3} m3"


class Customer(models.Model):
    """A person or firm we serve; they may or may not sign in."""

    code = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=120)
    phone = PhoneNumberField(null=True, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, blank=True)
    # One person may stand in the books several times, once for each account they took over.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["phone"], name="customer_phone")]

    def __str__(self) -> str:
        return self.name


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


class HeldPeriod(Func):
    """The days a tenure lasts, end exclusive, as PostgreSQL's daterange."""

    function = "daterange"
    output_field = DateRangeField()


class Tenure(models.Model):
    """Who held a gas account, from a day until another."""

    gas_account = models.ForeignKey(GasAccount, models.PROTECT, related_name="tenures")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="tenures")
    held_from = models.DateField()
    held_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-held_from"]
        constraints = [
            ExclusionConstraint(
                name="one_holder_a_day",
                expressions=[
                    ("gas_account", RangeOperators.EQUAL),
                    (HeldPeriod(F("held_from"), F("held_until"), RangeBoundary()), RangeOperators.OVERLAPS),
                ],
            )
        ]

    def __str__(self) -> str:
        return f"{self.gas_account_id} {self.held_from}"


class AccountClaim(models.Model):
    """An attempt to show that a gas account is one's own; the holder is told of each."""

    gas_account = models.ForeignKey(GasAccount, models.CASCADE, null=True, related_name="claims")
    number_tried = models.CharField(max_length=20)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    outcome = models.CharField(max_length=8, choices=ClaimOutcome)
    code_hash = models.CharField(max_length=64, blank=True)
    code_tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    proven_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["user", "tried_at"], name="claim_by_user"),
            models.Index(fields=["number_tried", "tried_at"], name="claim_of_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number_tried} {self.outcome}"


class PriorityNeed(models.Model):
    """Why somebody at a premise must not be without gas; seen only by those who act on it."""

    premise = models.ForeignKey(Premise, models.PROTECT, related_name="priority_needs")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="priority_needs")
    kind = models.CharField(max_length=16, choices=NeedKind)
    details = models.TextField(blank=True)
    evidence = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    consent_at = models.DateTimeField()
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    review_on = models.DateField()
    review_reminded_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["premise", "customer", "kind"], condition=Q(ended_at__isnull=True), name="need_once"
            )
        ]
        indexes = [
            models.Index(fields=["review_on"], condition=Q(ended_at__isnull=True), name="need_to_review"),
        ]

    def __str__(self) -> str:
        return self.kind


class Interruption(models.Model):
    """Gas that is off, or will be, at some communities ("outage" on pages)."""

    reference = models.CharField(max_length=16, unique=True)
    is_planned = models.BooleanField()
    reason_en = models.CharField(max_length=200)
    reason_zh_hans = models.CharField(max_length=200)
    reason_zh_hant = models.CharField(max_length=200)
    communities = models.ManyToManyField(Community, related_name="interruptions")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["ends_at"], condition=Q(published_at__isnull=False), name="interruption_published")
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="interruption_ends_after_start")
        ]

    def __str__(self) -> str:
        return self.reference
