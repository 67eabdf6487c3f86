"""Gas that is stopped because it is not paid, and opened again."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gasservice.registry.models.supply import GasAccount
from gasservice.registry.terms import ArrearsBar, ArrearsEnd

LIVE = Q(withdrawn_at__isnull=True, restored_at__isnull=True)
TO_CARRY_OUT = Q(withdrawn_at__isnull=True, executed_at__isnull=True)
TO_RESTORE = Q(restored_at__isnull=True, restore_due_at__isnull=False)
TO_TELL = Q(executed_at__isnull=False, stop_told_at__isnull=True) | Q(
    restored_at__isnull=False, restore_told_at__isnull=True
)


class SupplyStopQuerySet(models.QuerySet):
    def live(self) -> "SupplyStopQuerySet":
        """Those that are ordered or carried out: neither withdrawn nor undone."""
        return self.filter(LIVE)

    def to_carry_out(self) -> "SupplyStopQuerySet":
        return self.filter(TO_CARRY_OUT)

    def to_restore(self) -> "SupplyStopQuerySet":
        """Those after which gas has to flow again by a moment that is set."""
        return self.filter(TO_RESTORE)

    def standing(self) -> "SupplyStopQuerySet":
        """Those that keep the gas shut."""
        return self.filter(executed_at__isnull=False, restored_at__isnull=True)

    def to_tell(self) -> "SupplyStopQuerySet":
        """Those after which the gas was stopped or opened, and nobody was told yet."""
        return self.filter(TO_TELL)


class SupplyStop(models.Model):
    """An order to stop the gas of an account for arrears: withdrawn in time, or carried out and then undone.

    `not_before` is the first day on which the written notice has run. `restore_due_at` is set once the gas may flow.
    What is owed was due on `owed_since`; `stop_told_at` and `restore_told_at` say when the holder was told of each.
    """

    gas_account = models.ForeignKey(GasAccount, models.PROTECT, related_name="supply_stops")
    owed_since = models.DateField()
    amount = models.DecimalField(max_digits=10, decimal_places=2, help_text=_("yuan owed when it was ordered"))
    not_before = models.DateField()
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ordered_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=10, choices=ArrearsEnd, blank=True)
    withdrawn_bars = ArrayField(models.CharField(max_length=20, choices=ArrearsBar), default=list, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True, help_text=_("what whoever withdrew it wrote"))
    executed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    executed_at = models.DateTimeField(null=True, blank=True)
    restore_due_at = models.DateTimeField(null=True, blank=True)
    restored_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    restored_at = models.DateTimeField(null=True, blank=True)
    stop_told_at = models.DateTimeField(null=True, blank=True)
    restore_told_at = models.DateTimeField(null=True, blank=True)

    objects = SupplyStopQuerySet.as_manager()

    class Meta:
        ordering = ["not_before", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["gas_account"], condition=LIVE, name="one_live_stop_of_an_account"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="stop_for_something_owed"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(executed_at__isnull=True), name="stop_withdrawn_or_executed"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_why="", withdrawn_bars=[], withdrawn_because="")
                | Q(withdrawn_at__gte=F("ordered_at")) & ~Q(withdrawn_why=""),
                name="stop_withdrawn_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(executed_at__isnull=True, executed_by__isnull=True)
                | Q(executed_at__gte=F("ordered_at"), executed_by__isnull=False),
                name="stop_executed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(restore_due_at__isnull=True) | Q(executed_at__isnull=False), name="restore_due_after_stop"
            ),
            models.CheckConstraint(
                condition=Q(restored_at__isnull=True, restored_by__isnull=True)
                | Q(executed_at__isnull=False, restored_at__gte=F("executed_at"), restored_by__isnull=False),
                name="supply_restored_after_stop",
            ),
            models.CheckConstraint(
                condition=(Q(stop_told_at__isnull=True) | Q(executed_at__isnull=False))
                & (Q(restore_told_at__isnull=True) | Q(restored_at__isnull=False)),
                name="stop_told_after_it_happened",
            ),
        ]
        indexes = [
            models.Index(fields=["not_before", "id"], condition=TO_CARRY_OUT, name="stop_to_carry_out"),
            models.Index(fields=["restore_due_at", "id"], condition=TO_RESTORE, name="supply_to_restore"),
            models.Index(fields=["id"], condition=TO_TELL, name="stop_to_tell"),
        ]

    def __str__(self) -> str:
        return f"{self.gas_account_id} {self.not_before}"

    def get_absolute_url(self) -> str:
        return reverse("supply-stop", args=[self.pk])

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def withdrawn_words(self) -> str:
        """Why it was withdrawn, in the reader's words; what somebody wrote stands as they wrote it."""
        said = [self.get_withdrawn_why_display(), *(ArrearsBar(bar).label for bar in self.withdrawn_bars)]
        return self.withdrawn_because or " · ".join(map(str, said))

    @property
    def is_executed(self) -> bool:
        return self.executed_at is not None

    @property
    def is_restored(self) -> bool:
        return self.restored_at is not None

    @property
    def is_to_carry_out(self) -> bool:
        return not self.is_withdrawn and not self.is_executed

    @property
    def is_to_restore(self) -> bool:
        return self.restore_due_at is not None and not self.is_restored


class StopAttempt(models.Model):
    """A time that somebody came to stop the gas and could not, and why."""

    stop = models.ForeignKey(SupplyStop, models.CASCADE, related_name="attempts")
    because = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(because=""), name="stop_attempt_says_why")]

    def __str__(self) -> str:
        return f"{self.stop_id} {self.at:%Y-%m-%d}"
