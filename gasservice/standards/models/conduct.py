"""How our people behave, and how many of their cases and visits are looked at."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gasservice.standards.models.dated import Dated, one_version_a_day
from gasservice.standards.terms import WorkKind


class ServiceNorm(Dated):
    """Something that whoever deals with a customer does or never does; cases, calls and visits are scored by it."""

    code = models.SlugField()
    position = models.PositiveSmallIntegerField(default=100)
    applies_to = ArrayField(models.CharField(max_length=8, choices=WorkKind))
    words_en = models.CharField(max_length=300)
    words_zh_hans = models.CharField(max_length=300)
    words_zh_hant = models.CharField(max_length=300)
    basis_en = models.CharField(max_length=300)
    basis_zh_hans = models.CharField(max_length=300)
    basis_zh_hant = models.CharField(max_length=300)

    class Meta:
        verbose_name = _("norm of conduct")
        verbose_name_plural = _("norms of conduct")
        ordering = ["position", "code", "valid_from"]
        constraints = [
            one_version_a_day("service_norm_one_version_a_day", "code"),
            models.CheckConstraint(
                condition=Q(applies_to__len__gte=1, applies_to__contained_by=WorkKind.values),
                name="service_norm_applies_to_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.valid_from})"

    @property
    def work_words(self) -> list[str]:
        """What it applies to, in the reader's words."""
        return [str(WorkKind(work).label) for work in self.applies_to]


class ScoringRule(Dated):
    """How many closed cases and visits of each person are scored by the norms, and how training is judged by it."""

    code = models.SlugField(default="scoring")
    each = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1)], help_text=_("cases, and as many visits, of each person and month")
    )
    months = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(12)],
        help_text=_("months that a share is counted over, and months before and after a course"),
    )

    class Meta:
        verbose_name = _("rule of scoring")
        verbose_name_plural = _("rules of scoring")
        ordering = ["code", "valid_from"]
        constraints = [
            one_version_a_day("scoring_rule_one_version_a_day", "code"),
            models.CheckConstraint(
                condition=Q(each__gte=1, months__gte=1, months__lte=12), name="scoring_rule_sensible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.valid_from})"
