"""Whose each part of the pipe is, from the street to the stove, and who pays when it breaks."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gasservice.standards.models.dated import Dated, one_version_a_day
from gasservice.standards.terms import PipePart, Side


class Responsibility(Dated):
    """Whose a part of the pipe is, who pays for its repair, on what basis, and who else may do the work."""

    part = models.CharField(max_length=14, choices=PipePart)
    belongs_to = models.CharField(max_length=8, choices=Side)
    paid_by = models.CharField(max_length=8, choices=Side)
    is_done_by_us = models.BooleanField(default=True, help_text=_("off: we do not offer this work"))
    name_en = models.CharField(max_length=120)
    name_zh_hans = models.CharField(max_length=120)
    name_zh_hant = models.CharField(max_length=120)
    words_en = models.TextField(help_text=_("what belongs to it, and what holds for its repair"))
    words_zh_hans = models.TextField()
    words_zh_hant = models.TextField()
    others_en = models.TextField(blank=True, help_text=_("who else may lawfully do the work"))
    others_zh_hans = models.TextField(blank=True)
    others_zh_hant = models.TextField(blank=True)
    basis_en = models.CharField(max_length=300)
    basis_zh_hans = models.CharField(max_length=300)
    basis_zh_hant = models.CharField(max_length=300)
    fee_codes = ArrayField(models.SlugField(), default=list, blank=True, help_text=_("fees that a repair always costs"))
    extra_fee_codes = ArrayField(models.SlugField(), default=list, blank=True, help_text=_("fees that may come on top"))

    class Meta:
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")
        ordering = ["part", "valid_from"]
        constraints = [
            one_version_a_day("responsibility_one_version_a_day", "part"),
            models.CheckConstraint(condition=Q(part__in=PipePart.values), name="responsibility_part_known"),
        ]

    def __str__(self) -> str:
        return f"{self.part} ({self.valid_from})"

    @property
    def is_ours(self) -> bool:
        return self.belongs_to == Side.COMPANY

    @property
    def is_paid_by_us(self) -> bool:
        return self.paid_by == Side.COMPANY
