"""Which accounts are watched because they are large, and how long a warning about one may wait."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gasservice.standards.models.dated import Dated, one_version_a_day
from gasservice.users.models import Team


class KeyAccountRule(Dated):
    """From which volume of a year an account is a key account, and who is told of a warning about it and when."""

    code = models.SlugField(default="key-accounts")
    yearly_m3 = models.PositiveIntegerField(
        _("m³ a year"),
        validators=[MinValueValidator(1)],
        help_text=_("an account other than a home's that used so much in the year before is watched"),
    )
    remind_days = models.PositiveSmallIntegerField(
        _("days until a reminder"),
        validators=[MinValueValidator(1)],
        help_text=_("days that a warning waits for a verdict before it is brought to mind, once"),
    )
    team = models.ForeignKey(
        Team,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("team that leads key accounts"),
        help_text=_("its supervisor is told where nobody looks after an account; empty: every supervisor"),
    )

    class Meta:
        verbose_name = _("rule of key accounts")
        verbose_name_plural = _("rules of key accounts")
        ordering = ["code", "valid_from"]
        constraints = [
            one_version_a_day("key_account_rule_one_version_a_day", "code"),
            models.CheckConstraint(condition=Q(yearly_m3__gte=1, remind_days__gte=1), name="key_account_rule_sensible"),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.valid_from})"
