"""First inspections: each item of the published checklist, judged, with what was seen."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from repairs.models.work import WorkOrder
from repairs.terms import Outcome, Verdict


class Inspection(models.Model):
    """Looking at everything before gas is opened; a re-check follows the inspection that refused."""

    order = models.OneToOneField(WorkOrder, models.PROTECT, related_name="inspection")
    previous = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="recheck")
    inspector = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    words = models.TextField(blank=True, help_text=_("for the customer"))

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, outcome="")
                | Q(finished_at__gte=F("started_at")) & ~Q(outcome=""),
                name="inspection_finished_has_outcome",
            )
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.started_at:%Y-%m-%d}"

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    @property
    def is_refused(self) -> bool:
        return self.outcome == Outcome.REFUSED


class Finding(models.Model):
    """What was found about one item, under the version of the checklist that held."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="findings")
    item = models.ForeignKey("standards.InspectionItem", models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=8, choices=Verdict, blank=True)
    words = models.CharField(max_length=300, blank=True)
    photo = models.OneToOneField("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["item__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["inspection", "item"], name="finding_once")]

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.item_id}"

    @property
    def is_fault(self) -> bool:
        return self.verdict == Verdict.NOT_OK
