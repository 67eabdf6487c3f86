"""How many live in a home, as it was declared: the limits of its tiers follow."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from gasservice.registry.models.supply import GasAccount


class HouseholdSizeQuerySet(models.QuerySet):
    def waiting(self) -> "HouseholdSizeQuerySet":
        return self.filter(confirmed_at__isnull=True, refused_at__isnull=True)

    def counted(self) -> "HouseholdSizeQuerySet":
        """Narrow to what counts, in the order in which it was declared."""
        return self.filter(confirmed_at__isnull=False).order_by("gas_account", "declared_at", "pk")


class HouseholdSize(models.Model):
    """How many live in a home from a day on; what was declared later holds for all the time from its own day.

    The first row of an account says what our books held before anybody declared anything. Nobody declared that one.
    """

    gas_account = models.ForeignKey(GasAccount, models.PROTECT, related_name="household_sizes")
    since = models.DateField()
    persons = models.PositiveSmallIntegerField()
    evidence = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    declared_at = models.DateTimeField()
    # Nobody confirms what needs no evidence: it counts at once.
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    refused_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    refused_at = models.DateTimeField(null=True, blank=True)
    refused_because = models.CharField(max_length=300, blank=True)

    objects = HouseholdSizeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(persons__gte=1), name="household_has_somebody"),
            models.UniqueConstraint(
                fields=["gas_account", "declared_by"],
                condition=Q(confirmed_at__isnull=True, refused_at__isnull=True),
                name="one_household_waits",
            ),
            models.CheckConstraint(
                condition=Q(refused_at__isnull=True, refused_by__isnull=True, refused_because="")
                | Q(refused_at__isnull=False, refused_by__isnull=False, confirmed_at__isnull=True)
                & ~Q(refused_because=""),
                name="household_refused_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["declared_at", "id"],
                condition=Q(confirmed_at__isnull=True, refused_at__isnull=True),
                name="household_to_look_at",
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="household_says_what_it_said",
                operation=pgtrigger.UpdateOf("gas_account_id", "since", "persons", "declared_at") | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return f"{self.gas_account_id} {self.since}: {self.persons}"
