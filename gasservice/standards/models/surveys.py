"""Whom we ask how it was: how soon, how often, and how many of those concerned."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gasservice.standards.models.dated import Dated, one_version_a_day


class SurveyRule(Dated):
    """The published rule of surveys: nobody is asked without one, but for the question after a closing."""

    code = models.SlugField(default="surveys")
    apart_days = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1)], help_text=_("days in which the same matter is asked about once")
    )
    rest_days = models.PositiveSmallIntegerField(
        help_text=_("days in which nobody who was asked anything is drawn into a sample")
    )
    after_hours = models.PositiveSmallIntegerField(
        help_text=_("hours after a visit, a connection or an outage at which we ask")
    )
    outage_sample = models.PositiveSmallIntegerField(help_text=_("gas accounts that are asked after an outage"))
    call_percent = models.PositiveSmallIntegerField(
        validators=[MaxValueValidator(100)],
        help_text=_("of a team's closed cases of a month, the share that is called back"),
    )
    call_tries = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1)], help_text=_("calls before somebody counts as not reached")
    )

    class Meta:
        verbose_name = _("rule of surveys")
        verbose_name_plural = _("rules of surveys")
        ordering = ["code", "valid_from"]
        constraints = [
            one_version_a_day("survey_rule_one_version_a_day", "code"),
            models.CheckConstraint(condition=Q(call_percent__lte=100, call_tries__gt=0), name="survey_rule_sensible"),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.valid_from})"
