"""The words of readings and bills."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Doubt(models.TextChoices):
    """Why a figure is not what one would expect of a meter."""

    METER = "meter", _("Perhaps another meter")
    BACKWARDS = "backwards", _("Lower than the last reading")
    TOO_HIGH = "too_high", _("Much more than usual")
    TOO_LOW = "too_low", _("Much less than usual")


# What is more likely a slip than the truth: these are asked about before they are kept.
ASKED_FIRST = frozenset({Doubt.METER, Doubt.BACKWARDS})
