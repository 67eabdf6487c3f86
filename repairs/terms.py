"""The words of work on pipes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gasservice.standards.terms import PipePart


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


class StepState(models.TextChoices):
    """Where a step of a new connection stands."""

    AHEAD = "ahead", _("Not its turn yet")
    RUNNING = "running", _("Under way")
    DONE = "done", _("Done")


class Verdict(models.TextChoices):
    """What an inspector says of one item of the checklist."""

    OK = "ok", _("In order")
    NOT_OK = "not_ok", _("Not in order")
    NOT_HERE = "not_here", _("Does not apply")


class Outcome(models.TextChoices):
    """How a first inspection ended."""

    OPENED = "opened", _("The gas is on")
    REFUSED = "refused", _("The valve stays shut")


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


# Which part it is, where the customer cannot say.
UNSURE = "unsure"
# The parts that somebody who asks for this kind of thing may mean.
PARTS_OF_KIND = {
    "fault": (PipePart.BEFORE_METER, PipePart.METER, PipePart.AFTER_METER, PipePart.APPLIANCE),
    "gas-alarm": (PipePart.ALARM,),
    "appliance": (PipePart.APPLIANCE, PipePart.AFTER_METER),
}
