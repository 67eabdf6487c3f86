"""Whether it was well done, in the customer's own judgement."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from gasservice.cases.models.case import Case
from gasservice.cases.models.changed import recounted


class SurveyInvitation(models.Model):
    """A question sent after a closing; who handled the case then is kept with it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="survey_invitations")
    secret_hash = models.CharField(max_length=64, unique=True)
    handler = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey("users.Team", models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sent_at"], name="survey_sent")]
        triggers = recounted("handler_id", "team_id", "sent_at")

    def __str__(self) -> str:
        return f"{self.case_id} {self.sent_at:%Y-%m-%d}"


class SurveyResponse(models.Model):
    """An answer of one to five; it may be changed until the invitation ends."""

    invitation = models.OneToOneField(SurveyInvitation, models.CASCADE, related_name="response")
    score = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])
    is_solved = models.BooleanField(null=True, blank=True)
    words = models.TextField(blank=True)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(score__gte=1, score__lte=5), name="score_one_to_five")]
        indexes = [models.Index(fields=["answered_at"], name="survey_answered")]
        triggers = recounted(
            "score",
            "is_solved",
            "answered_at",
            case="i.case_id",
            joined="JOIN cases_surveyinvitation i ON i.id = r.invitation_id",
        )

    def __str__(self) -> str:
        return str(self.score)
