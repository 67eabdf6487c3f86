"""What gas costs, and what paying late costs."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gasservice.standards.models.dated import Dated, one_version_a_day


class Tariff(Dated):
    """The price of gas for one class of supply; with tiers, these hold for a calendar year and a household.

    `base_persons` or fewer live in the household that the limits are for; each one more adds `extra_m3_per_person` to
    every limit of a year.
    """

    code = models.SlugField(help_text=_("the class of supply"))
    position = models.PositiveSmallIntegerField(default=100)
    base_persons = models.PositiveSmallIntegerField(default=4)
    extra_m3_per_person = models.DecimalField(max_digits=6, decimal_places=0, default=0)
    name_en = models.CharField(max_length=120)
    name_zh_hans = models.CharField(max_length=120)
    name_zh_hant = models.CharField(max_length=120)
    words_en = models.CharField(max_length=300)
    words_zh_hans = models.CharField(max_length=300)
    words_zh_hant = models.CharField(max_length=300)
    basis_en = models.CharField(max_length=300)
    basis_zh_hans = models.CharField(max_length=300)
    basis_zh_hant = models.CharField(max_length=300)

    class Meta:
        verbose_name = _("tariff")
        verbose_name_plural = _("tariffs")
        ordering = ["position", "code", "valid_from"]
        constraints = [
            one_version_a_day("tariff_one_version_a_day", "code"),
            models.CheckConstraint(
                condition=Q(base_persons__gt=0, extra_m3_per_person__gte=0), name="tariff_of_a_household"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.valid_from})"


class TariffTier(models.Model):
    """A price, and the volume of a year up to which it holds; the last tier of a tariff has no limit."""

    tariff = models.ForeignKey(Tariff, models.CASCADE, related_name="tiers")
    position = models.PositiveSmallIntegerField()
    upto_m3 = models.DecimalField(max_digits=8, decimal_places=0, null=True, blank=True)
    price = models.DecimalField(max_digits=6, decimal_places=4, help_text=_("yuan for a cubic metre"))

    class Meta:
        verbose_name = _("tier")
        verbose_name_plural = _("tiers")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["tariff", "position"], name="tier_once"),
            models.UniqueConstraint(fields=["tariff"], condition=Q(upto_m3__isnull=True), name="one_last_tier"),
            models.CheckConstraint(condition=Q(price__gt=0, position__gt=0), name="tier_has_a_price"),
        ]

    def __str__(self) -> str:
        return f"{self.tariff_id}/{self.position}"


class LateChargeRule(Dated):
    """What paying late costs: a share of what is owed for each day after the grace, up to a share of it in all.

    Where `charges_risen_price`, who pays late also pays by how much the price rose after the due day.
    """

    code = models.SlugField(help_text=_("the place whose rule it is"))
    due_days = models.PositiveSmallIntegerField(help_text=_("from the day of a bill to the day it is due"))
    permille_per_day = models.DecimalField(max_digits=5, decimal_places=3)
    grace_days = models.PositiveSmallIntegerField()
    cap_percent = models.DecimalField(max_digits=5, decimal_places=2)
    charges_risen_price = models.BooleanField(
        default=False, help_text=_("a price that rose after the due day is charged to who pays late")
    )
    words_en = models.CharField(max_length=300)
    words_zh_hans = models.CharField(max_length=300)
    words_zh_hant = models.CharField(max_length=300)
    basis_en = models.CharField(max_length=300)
    basis_zh_hans = models.CharField(max_length=300)
    basis_zh_hant = models.CharField(max_length=300)

    class Meta:
        verbose_name = _("late charge")
        verbose_name_plural = _("late charges")
        ordering = ["code", "valid_from"]
        constraints = [
            one_version_a_day("late_charge_one_version_a_day", "code"),
            models.CheckConstraint(
                condition=Q(
                    permille_per_day__gte=0, permille_per_day__lte=10, cap_percent__gte=0, cap_percent__lte=100
                ),
                name="late_charge_makes_sense",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.valid_from})"
