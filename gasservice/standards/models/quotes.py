"""What a quote rests on: how long it is good, who gets a discount, which papers we need."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gasservice.standards.models.dated import Dated, one_version_a_day
from gasservice.standards.terms import OUR_PAPERS, NeededOf, PaperGiver, PipeWay, QuoteStop


class QuoteRule(Dated):
    """How long a quote for a service is good, how far the bill may rise above it, and how long the work is warranted.

    Up to the tolerance whatever is more is ours; beyond it the customer accepts anew, or pays what was accepted.
    """

    service_code = models.SlugField(help_text=_("the service it is for"))
    valid_days = models.PositiveSmallIntegerField(help_text=_("days in which the customer may accept"))
    tolerance_percent = models.DecimalField(max_digits=5, decimal_places=2)
    warranty_months = models.PositiveSmallIntegerField()
    words_en = models.CharField(max_length=300)
    words_zh_hans = models.CharField(max_length=300)
    words_zh_hant = models.CharField(max_length=300)
    basis_en = models.CharField(max_length=300)
    basis_zh_hans = models.CharField(max_length=300)
    basis_zh_hant = models.CharField(max_length=300)

    class Meta:
        verbose_name = _("rule of quotes")
        verbose_name_plural = _("rules of quotes")
        ordering = ["service_code", "valid_from"]
        constraints = [
            one_version_a_day("quote_rule_one_version_a_day", "service_code"),
            models.CheckConstraint(
                condition=Q(valid_days__gt=0, tolerance_percent__gte=0, tolerance_percent__lte=100),
                name="quote_rule_makes_sense",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_code} ({self.valid_from})"


class DiscountRule(Dated):
    """Whoever meets the condition pays so much less: a share of the fees, or an amount."""

    code = models.SlugField()
    service_code = models.SlugField(help_text=_("the service it is for"))
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    amount = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    name_en = models.CharField(max_length=120)
    name_zh_hans = models.CharField(max_length=120)
    name_zh_hant = models.CharField(max_length=120)
    condition_en = models.CharField(max_length=300)
    condition_zh_hans = models.CharField(max_length=300)
    condition_zh_hant = models.CharField(max_length=300)
    basis_en = models.CharField(max_length=300)
    basis_zh_hans = models.CharField(max_length=300)
    basis_zh_hant = models.CharField(max_length=300)

    class Meta:
        verbose_name = _("discount")
        verbose_name_plural = _("discounts")
        ordering = ["service_code", "code", "valid_from"]
        constraints = [
            one_version_a_day("discount_one_version_a_day", "code"),
            models.CheckConstraint(
                condition=Q(percent__gt=0, percent__lte=100, amount__isnull=True)
                | Q(percent__isnull=True, amount__gt=0),
                name="discount_of_percent_or_amount",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.valid_from})"


class PaperRule(Dated):
    """A paper or photo that we need for a service, or a check that we make ourselves; of whom, and where."""

    code = models.SlugField()
    service_code = models.SlugField(help_text=_("the service it is for"))
    position = models.PositiveSmallIntegerField(default=100)
    needed_of = models.CharField(max_length=10, choices=NeededOf, default=NeededOf.EVERYBODY)
    needed_where = models.CharField(
        max_length=16, choices=PipeWay, blank=True, help_text=_("only where the survey finds this; empty: always")
    )
    given_by = models.CharField(max_length=12, choices=PaperGiver, default=PaperGiver.CUSTOMER)
    stops = models.CharField(max_length=10, choices=QuoteStop, default=QuoteStop.SENDING)
    name_en = models.CharField(max_length=120)
    name_zh_hans = models.CharField(max_length=120)
    name_zh_hant = models.CharField(max_length=120)
    hint_en = models.CharField(max_length=200, blank=True)
    hint_zh_hans = models.CharField(max_length=200, blank=True)
    hint_zh_hant = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("paper we need")
        verbose_name_plural = _("papers we need")
        ordering = ["service_code", "position", "code"]
        constraints = [
            one_version_a_day("paper_one_version_a_day", "service_code", "code"),
            models.CheckConstraint(
                condition=~Q(needed_where="") | ~Q(given_by__in=OUR_PAPERS), name="paper_of_ours_follows_the_survey"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_code}/{self.code}"

    @property
    def is_ours(self) -> bool:
        return self.given_by in OUR_PAPERS
