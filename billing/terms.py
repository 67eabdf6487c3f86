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


class WhyToPerson(models.TextChoices):
    """Why a person decides on a waiver."""

    NOT_AUTOMATIC = "not_automatic", _("By the rule a person looks at it")
    TOO_SOON = "too_soon", _("A late charge was dropped not long ago")
    NOT_SHOWN = "not_shown", _("Our records do not show it")
    NOT_PUBLISHED = "not_published", _("It is none of the published reasons")


class ArrearsStep(models.TextChoices):
    """The steps from a debt to a stop."""

    NONE = "none", _("No further step")
    DEMAND = "demand", _("Demand")
    WRITTEN_NOTICE = "written_notice", _("Written notice of a stop")
    STOP = "stop", _("Stop of supply")


class ArrearsBar(models.TextChoices):
    """What bars a step of the ladder."""

    DISPUTED = "disputed", _("What is owed is disputed")
    PLAN = "plan", _("It is being paid in instalments")
    BELOW_MINIMUM = "below_minimum", _("It is too little to stop the gas for")
    PRIORITY_NEED = "priority_need", _("Somebody there must not be without gas")
    HEATING_SEASON = "heating_season", _("It is the heating season")
    DEMAND_NOT_DELIVERED = "demand_not_delivered", _("The demand has not arrived")
    NOTICE_NOT_DELIVERED = "notice_not_delivered", _("The written notice has not arrived")


class InstalmentState(models.TextChoices):
    """Whether a part of a plan was paid by its day."""

    OPEN = "open", _("Still to pay")
    KEPT = "kept", _("Paid in time")
    BROKEN = "broken", _("Not paid in time")
