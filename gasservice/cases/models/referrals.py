"""Work that one door asks of another."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from gasservice.cases.models.case import Case
from gasservice.cases.models.commitment import Commitment
from gasservice.cases.terms import WorkAsked
from gasservice.standards.terms import Door

STANDING = Q(answered_at__isnull=True, ended_at__isnull=True)


class WorkReferralQuerySet(models.QuerySet):
    def standing(self) -> "WorkReferralQuerySet":
        """Those that somebody still has to answer."""
        return self.filter(STANDING)


class WorkReferral(models.Model):
    """Work for a case that its door asks of another, with a promise of its own; the case stays with whoever has it.

    It ends unanswered with its case. What was read or tested stands beside the answer in words.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="work_referrals")
    to_door = models.CharField(max_length=12, choices=Door)
    team = models.ForeignKey("users.Team", models.PROTECT, related_name="+")
    asked = models.CharField(max_length=12, choices=WorkAsked)
    words = models.CharField(max_length=280)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    commitment = models.OneToOneField(Commitment, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=280, blank=True)
    reading = models.OneToOneField("registry.Reading", models.PROTECT, null=True, blank=True, related_name="+")
    meter_test = models.ForeignKey("registry.MeterTest", models.PROTECT, null=True, blank=True, related_name="+")
    photo = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = WorkReferralQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "asked"], condition=STANDING, name="work_asked_once_at_a_time"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__gte=F("asked_at"), answered_by__isnull=False),
                name="work_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(ended_at__isnull=True), name="work_answered_or_ended"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=False)
                | Q(reading__isnull=True, meter_test__isnull=True, photo__isnull=True),
                name="what_was_found_is_answered",
            ),
        ]
        indexes = [models.Index(fields=["to_door", "asked_at"], condition=STANDING, name="work_to_answer")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.asked}"

    def get_absolute_url(self) -> str:
        return reverse("referred", args=[self.pk])

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None

    @property
    def is_standing(self) -> bool:
        return self.answered_at is None and self.ended_at is None
