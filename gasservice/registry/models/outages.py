"""Where gas is off, or will be, and every version of what was announced about it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from gasservice.registry.models.places import Community
from gasservice.registry.models.supply import ServicePoint
from gasservice.web.changes import noting

# Notes the outages of rows `r` that may be of one, for whoever counts them.
OUTAGES_CHANGED = """
INSERT INTO registry_changedoutage (interruption_id)
SELECT DISTINCT r.interruption_id FROM %(rows)s r WHERE r.interruption_id IS NOT NULL"""
OUTAGE_CHANGED = "INSERT INTO registry_changedoutage (interruption_id) SELECT DISTINCT r.id FROM %(rows)s r"


class InterruptionQuerySet(models.QuerySet):
    def published(self) -> "InterruptionQuerySet":
        return self.filter(current__isnull=False).select_related("current")

    def ahead(self) -> "InterruptionQuerySet":
        """Those that are announced or going on: neither cancelled nor restored."""
        return self.published().filter(cancelled_at__isnull=True, restored_at__isnull=True)


class Interruption(models.Model):
    """Gas that is off, or will be ("outage" on pages); what was announced about it stands in its versions.

    `current` is the version that holds now; without one nobody was told yet. `restored_at` is when gas flowed again,
    `cleared_at` when everybody was found supplied.
    """

    reference = models.CharField(max_length=16, unique=True)
    is_planned = models.BooleanField()
    current = models.OneToOneField(
        "registry.InterruptionVersion", models.PROTECT, null=True, blank=True, related_name="+"
    )
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    restored_at = models.DateTimeField(null=True, blank=True)
    cleared_at = models.DateTimeField(null=True, blank=True)

    objects = InterruptionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["id"],
                condition=Q(current__isnull=False, cancelled_at__isnull=True, cleared_at__isnull=True),
                name="interruption_live",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | Q(started_at__isnull=True), name="interruption_begun_or_not"
            ),
            models.CheckConstraint(
                condition=Q(restored_at__isnull=True) | Q(started_at__isnull=False, restored_at__gte=F("started_at")),
                name="interruption_restored_after_start",
            ),
            models.CheckConstraint(
                condition=Q(cleared_at__isnull=True) | Q(restored_at__isnull=False, cleared_at__gte=F("restored_at")),
                name="interruption_cleared_after_restored",
            ),
        ]
        triggers = noting(OUTAGE_CHANGED, "is_planned", "current_id", "started_at", "cancelled_at")

    def __str__(self) -> str:
        return self.reference

    @property
    def is_over(self) -> bool:
        return self.cancelled_at is not None or self.restored_at is not None


class InterruptionVersion(models.Model):
    """What was announced about an interruption at one time; once published it is never changed.

    `hit_…` count whom its area hit when it was published: gas accounts in use, homes among them, people and sites that
    must not be without gas. Those of a draft are what the sweep found at `counted_at`.
    """

    interruption = models.ForeignKey(Interruption, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    reason_en = models.CharField(max_length=200)
    reason_zh_hans = models.CharField(max_length=200)
    reason_zh_hant = models.CharField(max_length=200)
    advice_en = models.TextField(blank=True, help_text=_("what the customer should do"))
    advice_zh_hans = models.TextField(blank=True)
    advice_zh_hant = models.TextField(blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    contingency = models.TextField(blank=True, help_text=_("how people are helped when it is long or large"))
    reported_at = models.DateTimeField(null=True, blank=True, help_text=_("to the regulator"))
    report_reference = models.CharField(max_length=60, blank=True)
    override_reason = models.CharField(max_length=300, blank=True, help_text=_("why the notice comes late"))
    overridden_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    drafted_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    counted_at = models.DateTimeField(null=True, blank=True)
    hit_accounts = models.PositiveIntegerField(null=True, blank=True)
    hit_households = models.PositiveIntegerField(null=True, blank=True)
    hit_needs = models.PositiveIntegerField(null=True, blank=True)
    hit_sites = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["interruption", "number"], name="interruption_version_once"),
            models.UniqueConstraint(
                fields=["interruption"], condition=Q(published_at__isnull=True), name="one_draft_of_an_interruption"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="interruption_ends_after_start"),
            models.CheckConstraint(
                condition=Q(override_reason="") | Q(overridden_by__isnull=False), name="override_has_a_person"
            ),
        ]
        indexes = [models.Index(fields=["ends_at"], name="interruption_version_ends")]
        triggers = [
            pgtrigger.Protect(
                name="published_version_stands",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.interruption_id} v{self.number}"


class InterruptionArea(models.Model):
    """A part of the area of a version: a community, one of its buildings, or a single service point."""

    version = models.ForeignKey(InterruptionVersion, models.CASCADE, related_name="areas")
    community = models.ForeignKey(Community, models.PROTECT, related_name="+")
    building = models.CharField(max_length=20, blank=True, help_text=_("empty: all of the community"))
    service_point = models.ForeignKey(ServicePoint, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["community_id", "building", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "community", "building", "service_point"],
                name="interruption_area_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(building="") | Q(service_point__isnull=True), name="area_is_building_or_point"
            ),
        ]
        indexes = [models.Index(fields=["community", "version"], name="interruption_area_there")]

    def __str__(self) -> str:
        return f"{self.community_id} {self.building}".strip()


class ChangedOutage(models.Model):
    """An outage of which something that counts has changed; however many rows it has here, it is counted anew once."""

    # Not a foreign key: the row outlives its outage, and whoever announces one never waits for who counts it.
    interruption_id = models.BigIntegerField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.interruption_id)
