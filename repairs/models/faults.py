"""What was asked and answered about a fault before anybody came: which part, whose it is, who pays, at what price."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gasservice.cases.models import Case
from gasservice.standards.terms import PipePart
from repairs.terms import UNSURE

PARTS = [*PipePart.choices, (UNSURE, _("Not sure: the crew decides on the spot"))]


class Fault(models.Model):
    """The part that a repair is asked for, and what its customer was told of it before they sent it."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="+")
    part = models.CharField(max_length=14, choices=PARTS)
    told = models.ForeignKey(
        "standards.Responsibility", models.PROTECT, null=True, blank=True, related_name="+",
        help_text=_("the row of the published table that they were told"),
    )  # fmt: skip
    price_low = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    price_high = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    told_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    is_accepted = models.BooleanField(null=True, blank=True, help_text=_("the price; empty where nothing was offered"))
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(part=UNSURE, told__isnull=True, price_low__isnull=True, price_high__isnull=True)
                | ~Q(part=UNSURE) & Q(told__isnull=False, price_low__isnull=False, price_high__isnull=False),
                name="fault_told_of_a_known_part",
            ),
            models.CheckConstraint(
                condition=Q(is_accepted__isnull=True, decided_at__isnull=True)
                | Q(is_accepted__isnull=False, decided_at__isnull=False, told__isnull=False),
                name="fault_decided_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.part}"
