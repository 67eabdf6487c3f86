"""Whether it was well done, in the customer's own judgement."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gasservice.cases.models.appointment import Appointment
from gasservice.cases.models.case import Case
from gasservice.cases.models.changed import recounted
from gasservice.cases.terms import Occasion
from gasservice.registry.models.outages import OUTAGES_CHANGED

OF_INVITATION = "JOIN cases_surveyinvitation i ON i.id = r.invitation_id"
# Notes the outages that answers `r` are about, for whoever counts them.
OUTAGES_RATED = f"""
INSERT INTO registry_changedoutage (interruption_id)
SELECT DISTINCT i.interruption_id FROM %(rows)s r {OF_INVITATION} WHERE i.interruption_id IS NOT NULL"""  # noqa: S608


class SurveyInvitation(models.Model):
    """A question sent after something was done; who had the case then is kept with it.

    `key` names what is asked about and whom, so that nothing is asked twice; what was asked before there were keys has
    none. After an outage an account is asked, and there is no case.
    """

    key = models.CharField(max_length=80, blank=True, default="", db_default="")
    occasion = models.CharField(
        max_length=10, choices=Occasion, default=Occasion.CLOSING, db_default=Occasion.CLOSING.value
    )
    case = models.ForeignKey(Case, models.CASCADE, null=True, blank=True, related_name="survey_invitations")
    appointment = models.ForeignKey(Appointment, models.CASCADE, null=True, blank=True, related_name="+")
    interruption = models.ForeignKey(
        "registry.Interruption", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    gas_account = models.ForeignKey(
        "registry.GasAccount", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    customer = models.ForeignKey("registry.Customer", models.PROTECT, null=True, blank=True, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    handler = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey("users.Team", models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="survey_asked_once"),
            models.CheckConstraint(
                condition=Q(
                    occasion=Occasion.OUTAGE,
                    case__isnull=True,
                    appointment__isnull=True,
                    interruption__isnull=False,
                    gas_account__isnull=False,
                    customer__isnull=False,
                )
                | Q(
                    occasion__in=[Occasion.CLOSING, Occasion.VISIT, Occasion.CONNECTION],
                    case__isnull=False,
                    interruption__isnull=True,
                    gas_account__isnull=True,
                    customer__isnull=True,
                ),
                name="survey_is_about_a_case_or_an_outage",
            ),
            models.CheckConstraint(
                condition=Q(occasion=Occasion.VISIT, appointment__isnull=False)
                | (~Q(occasion=Occasion.VISIT) & Q(appointment__isnull=True)),
                name="survey_of_a_visit_names_it",
            ),
        ]
        indexes = [
            models.Index(fields=["sent_at"], name="survey_sent"),
            models.Index(
                fields=["gas_account", "sent_at"], condition=Q(gas_account__isnull=False), name="survey_of_account"
            ),
            models.Index(fields=["interruption"], condition=Q(interruption__isnull=False), name="survey_of_outage"),
        ]
        triggers = recounted("handler_id", "team_id", "sent_at", also=f"; {OUTAGES_CHANGED}")

    def __str__(self) -> str:
        return f"{self.occasion} {self.case_id or self.gas_account_id} {self.sent_at:%Y-%m-%d}"

    @property
    def is_about_outage(self) -> bool:
        return self.occasion == Occasion.OUTAGE


class SurveyResponse(models.Model):
    """An answer of one to five, and what nobody must say besides; it may be changed until the invitation ends.

    `ease` is how easy it was to get it done, one to seven; `recommend` how likely they recommend us, nought to ten.
    """

    invitation = models.OneToOneField(SurveyInvitation, models.CASCADE, related_name="response")
    score = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])
    is_solved = models.BooleanField(null=True, blank=True)
    ease = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(7)], help_text=_("1 to 7")
    )
    recommend = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(10)], help_text=_("0 to 10")
    )
    words = models.TextField(blank=True)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(score__gte=1, score__lte=5), name="score_one_to_five"),
            models.CheckConstraint(
                condition=Q(ease__isnull=True) | Q(ease__gte=1, ease__lte=7), name="ease_one_to_seven"
            ),
            models.CheckConstraint(
                condition=Q(recommend__isnull=True) | Q(recommend__gte=0, recommend__lte=10),
                name="recommend_nought_to_ten",
            ),
        ]
        indexes = [
            models.Index(fields=["answered_at"], name="survey_answered"),
            models.Index(fields=["answered_at", "id"], condition=~Q(words=""), name="survey_in_words"),
        ]
        triggers = recounted(
            "score",
            "is_solved",
            "ease",
            "recommend",
            "answered_at",
            case="i.case_id",
            joined=OF_INVITATION,
            also=f"; {OUTAGES_RATED}",
        )

    def __str__(self) -> str:
        return str(self.score)
