"""The words of what is counted."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class Figure(models.TextChoices):
    """A number on the dashboard; each opens the cases behind it."""

    PROMISES = "promises", _("Promises that were decided")
    KEPT = "kept", _("Promises kept in time")
    MISSED = "missed", _("Promises not kept in time")
    LATE = "late", _("Promises kept late or not at all")
    OPEN_LATE = "open-late", _("Promises past due and still open")
    ANSWERS = "answers", _("Customers who rated us")
    SATISFIED = "satisfied", _("Satisfied customers")
    UNHAPPY = "unhappy", _("Customers who were not satisfied")
    ASKED = "asked", _("Customers we asked to rate us")
    EASE = "ease", _("Customers who said how easy it was")
    SOLVED = "solved", _("Customers who said whether it was solved")
    RECOMMEND = "recommend", _("Customers who said whether they would recommend us")
    FIRST_ANSWER = "first-answer", _("Cases that got their first answer")
    RESOLUTION = "resolution", _("Cases that were resolved")
    OPENED = "opened", _("Cases opened")
    FIRST_CONTACT = "first-contact", _("Cases resolved at the first contact")
    NEXT_DAY = "next-day", _("Cases resolved by the next working day")
    RESOLVED = "resolved", _("Cases resolved")
    REOPENED = "reopened", _("Resolved cases that were reopened")
    HANDED_OVER = "handed-over", _("Resolved cases that had been handed over")
    REPEATED = "repeated", _("Cases at a place that had another one shortly before")
    REDRESS = "redress", _("Cases for which we owed redress")
    REDRESS_PAID = "redress-paid", _("Cases for which redress was paid")
    ESCALATED = "escalated", _("Cases of which somebody above was told")
    BACKLOG = "backlog", _("Cases open now")


class Cells(models.TextChoices):
    """What the cells of kinds and teams say."""

    SHARE = "share", _("Share of promises missed")
    MISSED = "missed", _("Number of promises missed")


class By(models.TextChoices):
    """What the figures are told apart by."""

    NOTHING = "", _("Nothing: all together")
    DOOR = "door", _("Door")
    KIND = "kind", _("Kind")
    TEAM = "team", _("Team")
    DISTRICT = "district", _("District")
    CHANNEL = "channel", _("Channel")
    MONTH = "month", _("Month")


class Turn(models.TextChoices):
    """How a promise would have ended with another allowance, other than it did."""

    KEPT = "kept", _("Were missed, and would have been kept")
    MISSED = "missed", _("Were kept, and would have been missed")


class PeriodName(models.TextChoices):
    """A period that people ask for."""

    THIS_MONTH = "this-month", _("This month so far")
    LAST_MONTH = "last-month", _("Last month")
    LAST_3_MONTHS = "last-3-months", _("Last 3 months")
    LAST_12_MONTHS = "last-12-months", _("Last 12 months")


class Age(models.TextChoices):
    """How long a case has been open."""

    DAY = "day", _("Under 1 day")
    THREE_DAYS = "three_days", _("1 to 3 days")
    WEEK = "week", _("3 to 7 days")
    MONTH = "month", _("7 to 30 days")
    OLDER = "older", _("Over 30 days")


# The youngest and the oldest age of each; the last has no end.
AGES: dict[str, tuple[timedelta, timedelta | None]] = {
    Age.DAY: (timedelta(0), timedelta(days=1)),
    Age.THREE_DAYS: (timedelta(days=1), timedelta(days=3)),
    Age.WEEK: (timedelta(days=3), timedelta(days=7)),
    Age.MONTH: (timedelta(days=7), timedelta(days=30)),
    Age.OLDER: (timedelta(days=30), None),
}
