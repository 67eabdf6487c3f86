"""A promise on a case, with its clock."""

from django.db import models
from django.db.models import F, Q

from gasservice.cases.models.case import Case
from gasservice.cases.models.changed import recounted
from gasservice.cases.models.climbing import Climbing
from gasservice.standards.terms import Promise


class CommitmentQuerySet(models.QuerySet):
    def running(self) -> "CommitmentQuerySet":
        """Neither met nor ended; a paused one still runs in this sense, its clock stands."""
        return self.filter(met_at__isnull=True, ended_at__isnull=True)

    def ticking(self) -> "CommitmentQuerySet":
        return self.running().filter(paused_at__isnull=True)


class Commitment(Climbing):
    """This promise on this case, under the policy it was made by; imported ones carry no policy."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="commitments")
    promise = models.CharField(max_length=16, choices=Promise)
    policy = models.ForeignKey("standards.SlaPolicy", models.PROTECT, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True, blank=True)
    met_at = models.DateTimeField(null=True, blank=True)
    missed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    is_year_unpublished = models.BooleanField(default=False)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "promise"],
                condition=Q(met_at__isnull=True, ended_at__isnull=True),
                name="one_running_promise_of_a_kind",
            ),
            models.CheckConstraint(condition=Q(due_at__gte=F("started_at")), name="promise_due_after_start"),
            models.CheckConstraint(
                condition=Q(next_step_at__isnull=True)
                | Q(met_at__isnull=True, ended_at__isnull=True, paused_at__isnull=True),
                name="only_ticking_promises_are_swept",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_step_at", "id"], condition=Q(next_step_at__isnull=False), name="commitment_to_sweep"
            ),
            models.Index(fields=["case", "promise"], name="commitment_of_case"),
            models.Index(
                fields=["due_at"],
                include=["met_at", "missed_at", "ended_at", "paused_at", "case", "id"],
                name="commitment_due",
            ),
            models.Index(
                fields=["met_at"],
                condition=Q(met_at__isnull=False, promise__in=[Promise.FIRST_ANSWER, Promise.RESOLUTION]),
                name="commitment_met",
            ),
        ]
        triggers = recounted("started_at", "due_at", "met_at", "missed_at", "ended_at", "policy_id")

    def __str__(self) -> str:
        return f"{self.case_id} {self.promise}"

    @property
    def is_met(self) -> bool:
        return self.met_at is not None

    @property
    def is_kept(self) -> bool:
        return self.met_at is not None and self.met_at <= self.due_at

    @property
    def is_missed(self) -> bool:
        return self.missed_at is not None

    @property
    def is_paused(self) -> bool:
        return self.paused_at is not None

    @property
    def is_running(self) -> bool:
        return self.met_at is None and self.ended_at is None
