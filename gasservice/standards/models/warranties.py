"""How long we answer for our work."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gasservice.standards.models.dated import Dated, one_version_a_day


class Warranty(Dated):
    """The days in which we mend the same fault again, free of charge, after a kind of work was done."""

    code = models.SlugField(help_text=_("the kind of work it is for"))
    days = models.PositiveSmallIntegerField(help_text=_("after the day on which the work was done"))
    words_en = models.CharField(max_length=300)
    words_zh_hans = models.CharField(max_length=300)
    words_zh_hant = models.CharField(max_length=300)
    basis_en = models.CharField(max_length=300)
    basis_zh_hans = models.CharField(max_length=300)
    basis_zh_hant = models.CharField(max_length=300)

    class Meta:
        verbose_name = _("warranty")
        verbose_name_plural = _("warranties")
        ordering = ["code", "valid_from"]
        constraints = [
            one_version_a_day("warranty_one_version_a_day", "code"),
            models.CheckConstraint(condition=Q(days__gt=0), name="warranty_lasts"),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.valid_from})"
