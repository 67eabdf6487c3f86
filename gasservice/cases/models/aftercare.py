"""What we do after a closing: calling whom it went badly for, and asking some by phone how it was."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gasservice.cases.models.case import Case
from gasservice.cases.models.commitment import Commitment
from gasservice.cases.models.story import Note
from gasservice.cases.models.survey import SurveyInvitation
from gasservice.cases.terms import CallOutcome

TO_CALL = Q(outcome="")


class CallBack(models.Model):
    """A closed case of the sample that is called back by somebody who did not handle it.

    Its answers are counted apart from those that customers give by themselves. It is nobody's until somebody takes it;
    after a call without success it is nobody's again.
    """

    case = models.OneToOneField(Case, models.CASCADE, related_name="call_back")
    team = models.ForeignKey("users.Team", models.PROTECT, related_name="+")
    handler = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    month = models.DateField(help_text=_("of the closing, its first day"))
    drawn_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=12, choices=CallOutcome, blank=True)
    is_solved = models.BooleanField(null=True, blank=True)
    score = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    words = models.TextField(blank=True)
    called_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["drawn_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(taken_by=F("handler")) | Q(handler__isnull=True), name="called_by_another_than_the_handler"
            ),
            models.CheckConstraint(
                condition=Q(taken_by__isnull=True, taken_at__isnull=True)
                | Q(taken_by__isnull=False, taken_at__isnull=False),
                name="call_taken_by_somebody_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", called_at__isnull=True)
                | Q(outcome__in=CallOutcome.values, called_at__isnull=False, taken_by__isnull=False),
                name="call_with_an_outcome_was_made",
            ),
            models.CheckConstraint(
                condition=Q(outcome=CallOutcome.REACHED, score__gte=1, score__lte=5)
                | (~Q(outcome=CallOutcome.REACHED) & Q(score__isnull=True, is_solved__isnull=True)),
                name="only_who_was_reached_has_answered",
            ),
        ]
        indexes = [
            models.Index(fields=["drawn_at", "id"], condition=TO_CALL, name="call_back_to_make"),
            models.Index(fields=["team", "month"], name="call_back_of_team"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.outcome}"

    @property
    def is_made(self) -> bool:
        return self.outcome != ""


OPEN = Q(called_at__isnull=True, ended_at__isnull=True)


class FollowUpQuerySet(models.QuerySet):
    def waiting(self) -> "FollowUpQuerySet":
        """Those whom nobody has called yet, and who have not thought better of it."""
        return self.filter(OPEN)


class FollowUp(models.Model):
    """Somebody gave a 1 or a 2: a supervisor calls them, by a promise of its own on their case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="follow_ups")
    invitation = models.OneToOneField(SurveyInvitation, models.CASCADE, null=True, blank=True, related_name="follow_up")
    call_back = models.OneToOneField(CallBack, models.CASCADE, null=True, blank=True, related_name="follow_up")
    commitment = models.OneToOneField(Commitment, models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    called_at = models.DateTimeField(null=True, blank=True)
    called_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.OneToOneField(
        Note, models.PROTECT, null=True, blank=True, related_name="+", help_text=_("what was said and will be done")
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=OPEN, name="one_follow_up_of_a_case"),
            models.CheckConstraint(
                condition=Q(invitation__isnull=False, call_back__isnull=True)
                | Q(invitation__isnull=True, call_back__isnull=False),
                name="follow_up_of_an_answer_or_a_call",
            ),
            models.CheckConstraint(
                condition=Q(called_at__isnull=True, called_by__isnull=True, note__isnull=True)
                | Q(called_at__isnull=False, called_by__isnull=False, note__isnull=False, ended_at__isnull=True),
                name="follow_up_called_by_somebody_with_words",
            ),
        ]
        indexes = [models.Index(F("due_at").asc(nulls_last=True), "id", condition=OPEN, name="follow_up_waiting")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.opened_at:%Y-%m-%d}"

    @property
    def is_waiting(self) -> bool:
        return self.called_at is None and self.ended_at is None
