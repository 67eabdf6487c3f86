"""The words of training and conduct."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Verdict(models.TextChoices):
    """How a norm was met in a case or at a visit."""

    MET = "met", pgettext_lazy("a norm", "Met")
    PARTLY = "partly", pgettext_lazy("a norm", "Partly")
    NOT_MET = "not_met", pgettext_lazy("a norm", "Not met")
    NOT_SEEN = "not_seen", pgettext_lazy("a norm", "Could not be seen")


class Figure(models.TextChoices):
    """What speaks for or against a course."""

    NORMS = "norms", _("Norms met that the course is about")
    SATISFACTION = "satisfaction", _("Satisfaction")
    PROMISES = "promises", _("Promises kept")


# What has to be said in words, so that who reads it knows what to do otherwise.
TO_EXPLAIN = frozenset({Verdict.PARTLY, Verdict.NOT_MET})


class Looking(models.TextChoices):
    """The lists of sampled work."""

    TO_SCORE = "to-score", _("To be scored")
    SCORED = "scored", _("Scored")
