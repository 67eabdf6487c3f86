"""The words of work on pipes."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gasservice.cases.terms import WorkAsked
from gasservice.standards.terms import PipePart, Purpose


class Skill(models.TextChoices):
    """What a crew can do."""

    EMERGENCY = "emergency", _("Emergencies")
    REPAIR = "repair", _("Repairs")
    PIPEWORK = "pipework", _("Pipe work")
    METER = "meter", _("Meters")
    INSPECTION = "inspection", _("Inspections")


# The kinds of case that come with a new connection.
CONNECTION, METER_HANGING = "new-connection", "meter-hanging"
CONNECTION_KINDS = (CONNECTION, METER_HANGING)


# What ends in gas being opened: somebody of age has to be at the door.
DOOR_KINDS = (Purpose.METER_HANGING, Purpose.INSPECTION, Purpose.RECHECK)


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

    PLANNED = "planned", pgettext_lazy("a work order", "Planned")
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


# What a crew must be able to do for each kind of work.
SKILL_FOR = {
    Purpose.REPAIR: Skill.REPAIR,
    Purpose.SURVEY: Skill.PIPEWORK,
    Purpose.PIPE_WORK: Skill.PIPEWORK,
    Purpose.ACCEPTANCE: Skill.PIPEWORK,
    Purpose.METER_HANGING: Skill.METER,
    Purpose.METER_READING: Skill.METER,
    Purpose.METER_TEST: Skill.METER,
    Purpose.METER_EXCHANGE: Skill.METER,
    Purpose.INSPECTION: Skill.INSPECTION,
    Purpose.RECHECK: Skill.INSPECTION,
    Purpose.SAFETY_CHECK: Skill.INSPECTION,
}


# What somebody goes for when another desk asks.
PURPOSE_FOR = {
    WorkAsked.METER_READ: Purpose.METER_READING,
    WorkAsked.METER_TEST: Purpose.METER_TEST,
    WorkAsked.OTHER: Purpose.REPAIR,
}


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
    ACCEPTED = "accepted", pgettext_lazy("a quote", "Accepted")
    SETTLED = "settled", _("Within what was accepted")
    DECLINED = "declined", _("Declined")
    EXPIRED = "expired", _("No longer holds")
    SUPERSEDED = "superseded", _("Replaced by a newer one")


# What the customer owes by.
STANDING = (QuoteState.ACCEPTED, QuoteState.SETTLED)
