"""How long we keep papers that people showed us, and what they wrote when we asked."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gasservice.standards.models.dated import Dated, one_version_a_day
from gasservice.standards.terms import PaperKept


class KeepingRule(Dated):
    """The months for which a paper is still kept after what it shows has ended; then its file is deleted.

    Words written when we asked how it was are kept so long after they were written.
    """

    paper = models.CharField(max_length=12, choices=PaperKept)
    months = models.PositiveSmallIntegerField(help_text=_("after what it shows has ended"))
    words_en = models.CharField(max_length=500)
    words_zh_hans = models.CharField(max_length=500)
    words_zh_hant = models.CharField(max_length=500)
    basis_en = models.CharField(max_length=300)
    basis_zh_hans = models.CharField(max_length=300)
    basis_zh_hant = models.CharField(max_length=300)

    class Meta:
        verbose_name = _("rule of keeping papers")
        verbose_name_plural = _("rules of keeping papers")
        ordering = ["paper", "valid_from"]
        constraints = [one_version_a_day("keeping_rule_one_version_a_day", "paper")]

    def __str__(self) -> str:
        return f"{self.paper} ({self.valid_from})"
