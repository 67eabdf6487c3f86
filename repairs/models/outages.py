"""Who did what in the course of an outage, and whether those who must not be without gas have learned of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from gasservice.notices.models import Notice
from gasservice.registry.models import Customer, Interruption, InterruptionVersion, Premise, PriorityNeed
from repairs.terms import CallOutcome, OutageStage


class OutageStep(models.Model):
    """A step of an outage's course, and who noted it; what was published, and by whom, stands on its versions.

    `reckoned_at` is when the sweep reckoned what is owed for gas that came back.
    """

    outage = models.ForeignKey(Interruption, models.PROTECT, related_name="+")
    stage = models.CharField(max_length=10, choices=OutageStage)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reckoned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["outage", "stage"], name="outage_step_once")]
        indexes = [
            models.Index(
                fields=["outage"], condition=Q(stage="restored", reckoned_at__isnull=True), name="outage_to_reckon"
            )
        ]

    def __str__(self) -> str:
        return f"{self.outage_id} {self.stage}"


class OutageMailing(models.Model):
    """A notice to an area whose deliveries a sweep makes, community by community, and how far it has come.

    With `before`, it goes to those whom two versions hit differently. `reached` is the community made last: none where
    nothing is made, 0 where only those who must not be without gas are told. One that failed lets the others go first
    until `not_before`, longer with each of its `failures`.
    """

    notice = models.OneToOneField(Notice, models.CASCADE, primary_key=True, related_name="+")
    version = models.ForeignKey(InterruptionVersion, models.PROTECT, related_name="+")
    before = models.ForeignKey(InterruptionVersion, models.PROTECT, null=True, blank=True, related_name="+")
    reached = models.BigIntegerField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(made_at__isnull=True) | Q(reached__isnull=False), name="mailing_made_is_reached"
            )
        ]
        indexes = [models.Index(fields=["notice"], condition=Q(made_at__isnull=True), name="mailing_to_make")]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.reached}"

    @property
    def stage(self) -> OutageStage:
        return OutageStage(self.notice.topic.removeprefix("outage-"))


class NoticeReceipt(models.Model):
    """Somebody with a priority need, or a critical site, who has to say that they know of a version.

    They confirm by their own link, or somebody at the desk does for them (`confirmed_by`) after a call.
    """

    version = models.ForeignKey(InterruptionVersion, models.PROTECT, related_name="+", db_index=False)
    premise = models.ForeignKey(Premise, models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "premise", "customer"], name="receipt_once"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | Q(confirmed_at__isnull=False),
                name="receipt_confirmed_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["version", "id"], condition=Q(confirmed_at__isnull=True), name="receipt_missing"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.premise_id}"

    @property
    def needs_here(self) -> list[PriorityNeed]:
        """Why this person must not be without gas there; reads `premise.needs`, so prefetch them."""
        return [need for need in self.premise.needs if need.customer_id == self.customer_id]


class ReceiptCall(models.Model):
    """A call from the desk to somebody who has not confirmed yet."""

    receipt = models.ForeignKey(NoticeReceipt, models.CASCADE, related_name="calls")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=CallOutcome)
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(outcome__in=CallOutcome.values), name="call_outcome_known")]

    def __str__(self) -> str:
        return f"{self.receipt_id} {self.outcome}"
