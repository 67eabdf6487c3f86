"""Whom we supply, since when, and who must not be without gas."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from phonenumber_field.modelfields import PhoneNumberField

from gasservice.registry.models.places import Premise
from gasservice.registry.models.supply import GasAccount
from gasservice.registry.terms import ClaimOutcome, NeedKind


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
    evidence = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=300, blank=True, default="", db_default="")
    # Nobody where it came with the books.
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(null=True, blank=True)

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

    def has_left(self, day: date) -> bool:
        return self.held_until is not None and self.held_until <= day


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
