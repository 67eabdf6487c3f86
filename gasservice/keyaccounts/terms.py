"""The words of early warning."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Basis(models.TextChoices):
    """Why an account is a key account."""

    VOLUME = "volume", _("By the volume of a year")
    HAND = "hand", _("Marked by hand")


class SignKind(models.TextChoices):
    """What may speak for a customer who is about to leave."""

    WEEK = "week", _("Little gas in one week")
    DRIFT = "drift", _("Usage stays low")
    SHORTFALL = "shortfall", _("A shortfall adds up")
    MONTH = "month", _("Little gas for the season")
    PAYMENT = "payment", _("Paid later than usual")
    COMPLAINTS = "complaints", _("Many complaints at once")
    METER = "meter", _("Trouble with the meter")


OF_USAGE = frozenset({SignKind.WEEK, SignKind.DRIFT, SignKind.SHORTFALL, SignKind.MONTH})


class Cause(models.TextChoices):
    """What of our own doing explains a sign, so that it does not count."""

    INTERRUPTION = "interruption", _("Gas was off there")
    EXCHANGE = "exchange", _("The meter was exchanged")
    STOP = "stop", _("We had stopped the gas")


class WarningStatus(models.TextChoices):
    """Where a warning stands."""

    OPEN = "open", _("To be judged")
    SUPPRESSED = "suppressed", pgettext_lazy("a warning", "Held back")
    CONFIRMED = "confirmed", pgettext_lazy("a warning", "Confirmed")
    DISMISSED = "dismissed", pgettext_lazy("a warning", "Dismissed")
    EXPIRED = "expired", pgettext_lazy("a warning", "Gone by itself")


STANDING = (WarningStatus.OPEN, WarningStatus.SUPPRESSED)
JUDGED = (WarningStatus.CONFIRMED, WarningStatus.DISMISSED)
