"""The words for whom, where and what we supply."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SupplyClass(models.TextChoices):
    RESIDENTIAL = "residential", _("Household")
    COLLECTIVE = "collective", _("Collective household")
    COMMERCIAL = "commercial", _("Business")
    PUBLIC = "public", _("School, hospital or public service")


# Whose yearly limits depend on how many live there.
HOMES = frozenset({SupplyClass.RESIDENTIAL, SupplyClass.COLLECTIVE})


class AccountStatus(models.TextChoices):
    NEW = "new", _("Not opened yet")
    ACTIVE = "active", _("In use")
    SUSPENDED = "suspended", _("Suspended")
    CLOSED = "closed", _("Closed")


class ReadingSource(models.TextChoices):
    READER = "reader", _("Read by our meter reader")
    CUSTOMER = "customer", _("Sent in by the customer")
    REMOTE = "remote", _("Remote reading")
    ESTIMATE = "estimate", _("Estimate")


class NeedKind(models.TextChoices):
    """Why this person must not be without gas."""

    ELDERLY_ALONE = "elderly_alone", _("Older person living alone")
    INFANT = "infant", _("Baby in the home")
    ILLNESS = "illness", _("Illness or treatment at home")
    DISABILITY = "disability", _("Disability")
    ONLY_HEATING = "only_heating", _("Gas is the only heating")
    CRITICAL_SITE = "critical_site", _("Hospital, school or canteen")


class ClaimOutcome(models.TextChoices):
    PENDING = "pending", _("Waiting for the code")
    PROVEN = "proven", _("Proven")
    REFUSED = "refused", _("Refused")


class PlaceKind(models.TextChoices):
    COMMUNITY = "community", _("Community")
    PREMISE = "premise", _("Address")


class RefundMethod(models.TextChoices):
    """How money is paid back."""

    BANK = "bank", _("Bank transfer")
    APP = "app", _("Back to the payment app")
    COUNTER = "counter", _("At the counter")


class RefundCause(models.TextChoices):
    """Why money was owed back."""

    WITHDRAWN = "withdrawn", _("The charge was withdrawn")
    LESS = "less", _("The work came to less than was paid")


class ArrearsBar(models.TextChoices):
    """What bars a step of the ladder."""

    DISPUTED = "disputed", _("What is owed is disputed")
    PLAN = "plan", _("It is being paid in instalments")
    HELD = "held", _("One of us has stopped the steps")
    BELOW_MINIMUM = "below_minimum", _("It is too little to stop the gas for")
    PRIORITY_NEED = "priority_need", _("Somebody there must not be without gas")
    HEATING_SEASON = "heating_season", _("It is the heating season")
    DEMAND_NOT_DELIVERED = "demand_not_delivered", _("The demand has not arrived")
    NOTICE_NOT_DELIVERED = "notice_not_delivered", _("The written notice has not arrived")


class ArrearsEnd(models.TextChoices):
    """Why the steps towards a stop ended."""

    PAID = "paid", _("It is paid")
    PLANNED = "planned", _("It is paid in instalments")
    DISPUTED = "disputed", _("It is disputed")
    BARRED = "barred", _("Something bars a stop now")
    WITHDRAWN = "withdrawn", _("Withdrawn by us")
    LEFT = "left", _("The account is no longer theirs")
