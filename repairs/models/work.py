"""What is to be done, each visit for it, and what it costs by the fee table."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gasservice.cases.models import Appointment, Case
from gasservice.registry.models import FeeCharge
from gasservice.standards.terms import Purpose
from repairs.models.crews import Crew
from repairs.terms import DOOR_KINDS, OPEN_STATUSES, Stage, VisitOutcome, WorkStatus


class WorkOrder(models.Model):
    """Something our people are to do at a premise for a case; it takes one visit or several."""

    reference = models.CharField(max_length=16, unique=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Purpose)
    status = models.CharField(max_length=12, choices=WorkStatus, default=WorkStatus.PLANNED)
    task = models.TextField(blank=True, help_text=_("what is to be done, for the crew"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    warranty_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=Q(status__in=OPEN_STATUSES),
                name="one_open_order_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(status=WorkStatus.DONE, done_at__isnull=False)
                | ~Q(status=WorkStatus.DONE) & Q(done_at__isnull=True),
                name="order_done_has_time",
            ),
        ]
        indexes = [models.Index(fields=["case", "-opened_at"], name="order_of_case")]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("work-order", args=[self.reference])

    @property
    def leads_to_opening(self) -> bool:
        """Whether gas is opened in the end: who opens the door, the meter and the checklist belong to it."""
        return self.kind in DOOR_KINDS

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_STATUSES

    @property
    def warranty_last_day(self) -> date | None:
        return self.warranty_until - timedelta(days=1) if self.warranty_until else None


class Visit(models.Model):
    """A crew at the door: what it found, what it did, and who signed for it."""

    order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="visits")
    submission = models.UUIDField(null=True, blank=True, unique=True, help_text=_("of the form that began it"))
    appointment = models.OneToOneField(Appointment, models.PROTECT, null=True, blank=True, related_name="+")
    crew = models.ForeignKey(Crew, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    arrived_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=16, choices=VisitOutcome, blank=True)
    found = models.TextField(blank=True)
    done = models.TextField(blank=True)
    signed_name = models.CharField(max_length=80, blank=True)
    signature = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["arrived_at"]
        constraints = [
            models.UniqueConstraint(fields=["order"], condition=Q(left_at__isnull=True), name="one_visit_at_a_time"),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True, outcome="") | Q(left_at__gte=F("arrived_at")) & ~Q(outcome=""),
                name="visit_ended_has_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.arrived_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("visit", args=[self.pk])

    @property
    def is_over(self) -> bool:
        return self.left_at is not None


class VisitPhoto(models.Model):
    """A photo taken before or after the work."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="photos")
    stage = models.CharField(max_length=8, choices=Stage)
    file = models.OneToOneField("files.StoredFile", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.stage}"


class FeeLine(models.Model):
    """A part or an hour used on a work order, at the published price of its day; charged when the work is done.

    What lies on our side of the responsibility table costs nothing and is never charged.
    """

    order = models.ForeignKey(WorkOrder, models.CASCADE, related_name="fee_lines")
    visit = models.ForeignKey(Visit, models.CASCADE, null=True, blank=True, related_name="fee_lines")
    submission = models.UUIDField(null=True, blank=True, unique=True, help_text=_("of the form that added it"))
    fee = models.ForeignKey("standards.FeeItem", models.PROTECT, related_name="+")
    used_on = models.DateField(null=True, blank=True, help_text=_("the day whose fee table holds"))
    quantity = models.DecimalField(max_digits=8, decimal_places=2)
    unit_price = models.DecimalField(max_digits=10, decimal_places=2)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    is_ours = models.BooleanField(default=False, help_text=_("on our side of the responsibility table: free"))
    reason = models.CharField(max_length=200, blank=True, help_text=_("why this price of the published range"))
    charge = models.OneToOneField(FeeCharge, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0, amount__gte=0), name="fee_line_is_something"),
            models.CheckConstraint(
                condition=Q(is_ours=False) | Q(amount=0, charge__isnull=True), name="fee_line_of_ours_is_free"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.fee_id}"
