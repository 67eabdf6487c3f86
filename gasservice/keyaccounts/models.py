"""Key accounts, how warm the days were, and warnings with the signs and evidence they rest on."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gasservice.keyaccounts.terms import JUDGED, STANDING, Basis, Cause, SignKind, WarningStatus
from gasservice.registry.models import District, GasAccount


class DayTemperature(models.Model):
    """How warm a day was in a district on average, in degrees Celsius."""

    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    day = models.DateField()
    mean_c = models.DecimalField(max_digits=4, decimal_places=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "day"], name="temperature_once"),
            models.CheckConstraint(condition=Q(mean_c__gte=-60, mean_c__lte=60), name="temperature_on_earth"),
        ]

    def __str__(self) -> str:
        return f"{self.district_id} {self.day}"


class KeyAccountQuerySet(models.QuerySet):
    def standing(self) -> "KeyAccountQuerySet":
        return self.filter(until__isnull=True)


class KeyAccount(models.Model):
    """A gas account that is watched because its customer is large, from a day until another, and who looks after it.

    `looked_on` is the last day on which its signs were looked for.
    """

    gas_account = models.ForeignKey(GasAccount, models.PROTECT, related_name="+")
    basis = models.CharField(max_length=8, choices=Basis)
    reason = models.CharField(max_length=300, blank=True)
    yearly_m3 = models.DecimalField(
        max_digits=12, decimal_places=0, null=True, blank=True, help_text=_("used in the year before it was marked")
    )
    manager = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    marked_at = models.DateTimeField()
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ended_because = models.CharField(max_length=300, blank=True)
    looked_on = models.DateField(null=True, blank=True)

    objects = KeyAccountQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["gas_account"], condition=Q(until__isnull=True), name="key_account_once"),
            models.CheckConstraint(
                condition=Q(basis=Basis.VOLUME, yearly_m3__isnull=False)
                | Q(basis=Basis.HAND, marked_by__isnull=False) & ~Q(reason=""),
                name="key_account_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True, ended_by__isnull=True, ended_because="")
                | Q(until__gte=F("since"), ended_by__isnull=False) & ~Q(ended_because=""),
                name="key_account_ended_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["looked_on", "id"], condition=Q(until__isnull=True), name="key_account_to_look_at"),
            models.Index(fields=["manager", "-id"], name="key_account_of_manager"),
        ]

    def __str__(self) -> str:
        return str(self.gas_account_id)


class EarlyWarningQuerySet(models.QuerySet):
    def standing(self) -> "EarlyWarningQuerySet":
        return self.filter(status__in=STANDING)

    def untold(self) -> "EarlyWarningQuerySet":
        return self.filter(status=WarningStatus.OPEN, told_at__isnull=True)

    def unreminded(self, told_before: datetime) -> "EarlyWarningQuerySet":
        return self.filter(status=WarningStatus.OPEN, told_at__lte=told_before, reminded_at__isnull=True)

    def judged(self) -> "EarlyWarningQuerySet":
        return self.filter(status__in=JUDGED)


class EarlyWarning(models.Model):
    """That the customer of a key account may leave: a person confirms or dismisses it, and says why.

    `looked_on` is the day its signs were last seen; one whose signs stay away is gone by itself on `expires_on`. One is
    held back while all that counts in it is explained by an outage, an exchanged meter or a stop of ours.
    """

    key_account = models.ForeignKey(KeyAccount, models.PROTECT, related_name="warnings")
    status = models.CharField(max_length=10, choices=WarningStatus)
    score = models.DecimalField(max_digits=5, decimal_places=1)
    opened_at = models.DateTimeField()
    looked_on = models.DateField()
    expires_on = models.DateField()
    told_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)
    why = models.TextField(blank=True)
    follow_up = models.TextField(blank=True, help_text=_("what we do to keep the customer"))
    follow_up_by = models.DateField(null=True, blank=True)
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, blank=True, related_name="+")
    followed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    followed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(blank=True)

    objects = EarlyWarningQuerySet.as_manager()

    class Meta:
        ordering = ["-score", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["key_account"], condition=Q(status__in=STANDING), name="one_standing_warning_of_an_account"
            ),
            models.CheckConstraint(
                condition=Q(status__in=JUDGED, judged_by__isnull=False, judged_at__isnull=False) & ~Q(why="")
                | ~Q(status__in=JUDGED) & Q(judged_by__isnull=True, judged_at__isnull=True, why=""),
                name="warning_judged_by_somebody_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(reminded_at__isnull=True) | Q(told_at__lte=F("reminded_at")), name="warning_told_first"
            ),
            models.CheckConstraint(
                condition=Q(told_at__isnull=True) | ~Q(status=WarningStatus.SUPPRESSED),
                name="warning_held_back_tells_nobody",
            ),
            models.CheckConstraint(
                condition=Q(follow_up="") | Q(status=WarningStatus.CONFIRMED), name="warning_followed_up_is_confirmed"
            ),
            models.CheckConstraint(
                condition=Q(followed_at__isnull=True, followed_by__isnull=True, outcome="")
                | Q(followed_at__isnull=False, followed_by__isnull=False) & ~Q(outcome="") & ~Q(follow_up=""),
                name="warning_followed_up_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["-score", "-id"], condition=Q(status=WarningStatus.OPEN), name="warning_to_judge"),
            models.Index(
                fields=["-score", "-id"], condition=Q(status=WarningStatus.SUPPRESSED), name="warning_held_back"
            ),
            models.Index(
                fields=["told_at", "id"],
                condition=Q(status=WarningStatus.OPEN, reminded_at__isnull=True),
                name="warning_to_tell",
            ),
            models.Index(fields=["-judged_at", "-id"], condition=Q(status__in=JUDGED), name="warning_judged"),
            models.Index(fields=["key_account", "-id"], name="warning_of_account"),
        ]

    def __str__(self) -> str:
        return f"{self.key_account_id} {self.status}"

    def get_absolute_url(self) -> str:
        return reverse("early-warning", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status == WarningStatus.OPEN

    @property
    def is_confirmed(self) -> bool:
        return self.status == WarningStatus.CONFIRMED

    @property
    def is_judged(self) -> bool:
        return self.status in JUDGED


class Sign(models.Model):
    """One sign of a warning: what was seen of which day against what was expected, and what explains it away.

    `strength` is 1 at the limit. The unit of the figures is that of the kind: m3, percent, standard deviations, days
    past due, complaints of a month, or faults.
    """

    warning = models.ForeignKey(EarlyWarning, models.CASCADE, related_name="signs")
    kind = models.CharField(max_length=10, choices=SignKind)
    day = models.DateField()
    strength = models.FloatField()
    seen = models.FloatField()
    expected = models.FloatField(null=True, blank=True)
    limit = models.FloatField()
    suppressed_by = models.CharField(max_length=12, choices=Cause, blank=True)
    suppressed_words = models.CharField(max_length=80, blank=True, help_text=_("which outage, meter or stop"))

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["warning", "kind"], name="sign_of_a_kind_once")]

    def __str__(self) -> str:
        return f"{self.warning_id} {self.kind}"


class SignPoint(models.Model):
    """One mark of the drawing behind a sign."""

    sign = models.ForeignKey(Sign, models.CASCADE, related_name="points")
    day = models.DateField()
    seen = models.FloatField()
    expected = models.FloatField(null=True, blank=True)
    limit = models.FloatField(null=True, blank=True)

    class Meta:
        ordering = ["day", "pk"]

    def __str__(self) -> str:
        return f"{self.sign_id} {self.day}"
