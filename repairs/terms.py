"""The words of work on pipes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Skill(models.TextChoices):
    """What a crew can do."""

    EMERGENCY = "emergency", _("Emergencies")
    REPAIR = "repair", _("Repairs")
    PIPEWORK = "pipework", _("Pipe work")
    METER = "meter", _("Meters")
    INSPECTION = "inspection", _("Inspections")


class WorkKind(models.TextChoices):
    """What a work order is for."""

    REPAIR = "repair", _("Repair")
    SURVEY = "survey", _("Survey")
    PIPE_WORK = "pipe_work", _("Pipe work")
    ACCEPTANCE = "acceptance", _("Acceptance check")
    METER_HANGING = "meter_hanging", _("Meter hanging")
    INSPECTION = "inspection", _("First inspection and opening of the gas")
    RECHECK = "recheck", _("Free re-check")
    SAFETY_CHECK = "safety_check", _("Safety check")


class WorkStatus(models.TextChoices):
    """Where a work order stands; the case behind it keeps its own status."""

    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")


class VisitOutcome(models.TextChoices):
    """How a visit ended."""

    DONE = "done", _("Done")
    NOT_FINISHED = "not_finished", _("Somebody has to come again")
    NO_ACCESS = "no_access", _("Nobody let us in")


class Stage(models.TextChoices):
    """Which side of the work a photo shows."""

    BEFORE = "before", _("Before")
    AFTER = "after", _("After")


class Moved(models.TextChoices):
    """What is to be moved or changed."""

    PIPE = "pipe", _("A pipe")
    METER = "meter", _("The meter")
    STOVE = "stove", _("The place of the stove")
    HEATER = "heater", _("The place of the water heater or boiler")


class Distance(models.TextChoices):
    """How far something is to go, as somebody without a tape measure says it."""

    NEAR = "near", _("Up to 2 m")
    FAR = "far", _("2 to 5 m")
    FARTHER = "farther", _("More than 5 m")
    UNKNOWN = "unknown", _("I cannot tell")


class Home(models.TextChoices):
    """Whose home it is."""

    OWN = "own", _("It is mine")
    RENTED = "rented", _("I rent it")


class DayTime(models.TextChoices):
    """When somebody is mostly at home."""

    MORNING = "morning", _("On working days, mornings")
    AFTERNOON = "afternoon", _("On working days, afternoons")
    WEEKEND = "weekend", _("At weekends")


class PaperState(models.TextChoices):
    """Where a paper stands."""

    GIVEN = "given", _("We look at it")
    ACCEPTED = "accepted", _("Accepted")
    AGAIN = "again", _("Needed again")


class QuoteState(models.TextChoices):
    """Where a quote stands; a final bill within the tolerance is settled without being asked about again."""

    DRAFT = "draft", _("Being made")
    SENT = "sent", _("With the customer")
    ACCEPTED = "accepted", _("Accepted")
    SETTLED = "settled", _("Within what was accepted")
    DECLINED = "declined", _("Declined")
    EXPIRED = "expired", _("No longer holds")
    SUPERSEDED = "superseded", _("Replaced by a newer one")


# What the customer owes by.
STANDING = (QuoteState.ACCEPTED, QuoteState.SETTLED)
