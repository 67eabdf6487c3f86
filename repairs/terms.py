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


class WorkAct(models.TextChoices):
    """What somebody may do with a work order; `access.may_work` says who."""

    READ = "read", _("Read")
    VISIT = "visit", _("Visit")
    OPEN = "open", _("Open a work order")


# Orders that somebody still has to work on.
OPEN_STATUSES = (WorkStatus.PLANNED, WorkStatus.UNDER_WAY)


# Which part it is, where the customer cannot say.
UNSURE = "unsure"
# The parts that somebody who asks for this kind of thing may mean.
PARTS_OF_KIND = {
    "fault": (PipePart.BEFORE_METER, PipePart.METER, PipePart.AFTER_METER, PipePart.APPLIANCE),
    "gas-alarm": (PipePart.ALARM,),
    "appliance": (PipePart.APPLIANCE, PipePart.AFTER_METER),
}


class OutageStage(models.TextChoices):
    """What people are told about an outage, and when; each is told once of each version."""

    ANNOUNCED = "announced", _("Announced")
    CHANGED = "changed", _("Changed")
    LEFT = "left", _("No longer affected")
    CANCELLED = "cancelled", _("Cancelled")
    REMINDER = "reminder", _("Reminder")
    STARTED = "started", _("Gas off")
    DELAYED = "delayed", _("Takes longer")
    RESTORED = "restored", _("Gas back")
    CLEAR = "clear", _("All clear")


class CallOutcome(models.TextChoices):
    """How a call to somebody who must not be without gas ended."""

    REACHED = "reached", _("They know, and said so")
    NO_ANSWER = "no_answer", _("Nobody answered")
    VISIT = "visit", _("Somebody has to go there")


class OutageAct(models.TextChoices):
    """What our people do with an outage; the labels are the verbs on the buttons."""

    READ = "read", _("Look at it")
    ANNOUNCE = "announce", _("Write and publish")
    OVERRIDE = "override", _("Publish late")
    START = "start", _("The gas is off")
    RESTORE = "restore", _("The gas is back")
    CLEAR = "clear", _("All clear")
    CANCEL = "cancel", _("Cancel the outage")
