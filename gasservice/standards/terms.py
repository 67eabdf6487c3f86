"""The words of what we promise."""

from django.db import models
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from gasservice.web.say import say_working


class Door(models.TextChoices):
    """The three ways in."""

    COMPLAINTS = "complaints", _("Complaints and suggestions")
    BILLING = "billing", _("Bills and meters")
    REPAIRS = "repairs", _("Repairs, pipes and connections")


class Priority(models.TextChoices):
    """How soon a case matters, set by its kind and by people."""

    EMERGENCY = "emergency", _("Emergency")
    HIGH = "high", _("High")
    NORMAL = "normal", _("Normal")
    LOW = "low", _("Low")


class Promise(models.TextChoices):
    """What we promise on every case."""

    ACKNOWLEDGED = "acknowledged", _("A named person takes your case")
    FIRST_ANSWER = "first_answer", _("First answer")
    RESOLUTION = "resolution", _("Full answer")
    FOLLOW_UP = "follow_up", _("We call you back")
    VISIT = "visit", _("We come when agreed")
    WORK = "work", _("The work is done once you have paid")
    METER_READ = "meter_read", _("Our people read your meter again")
    METER_TEST = "meter_test", _("Your meter is tested")
    CHECKED = "checked", _("Our people look into it on the spot")
    OBSERVATION = "observation", _("What a volunteer supervisor wrote is answered")


# Promises that no case has from its opening: each begins with an act of its own.
LATER_PROMISES = (
    Promise.FOLLOW_UP,
    Promise.VISIT,
    Promise.WORK,
    Promise.METER_READ,
    Promise.METER_TEST,
    Promise.CHECKED,
    Promise.OBSERVATION,
)
# Promises whose clock never stands: the hour of a visit is agreed, and calling somebody back waits for nobody.
UNPAUSED_PROMISES = (Promise.FOLLOW_UP, Promise.VISIT)


class Purpose(models.TextChoices):
    """What somebody comes for."""

    REPAIR = "repair", _("Repair")
    SURVEY = "survey", _("Survey")
    PIPE_WORK = "pipe_work", _("Pipe work")
    ACCEPTANCE = "acceptance", _("Acceptance check")
    METER_HANGING = "meter_hanging", _("Meter hanging")
    METER_READING = "meter_reading", _("Reading the meter")
    METER_TEST = "meter_test", _("Test of the meter")
    METER_EXCHANGE = "meter_exchange", _("Exchange of the meter")
    INSPECTION = "inspection", _("First inspection and opening of the gas")
    RECHECK = "recheck", _("Free re-check")
    SAFETY_CHECK = "safety_check", _("Safety check")


class WorkKind(models.TextChoices):
    """The work that a norm of conduct applies to."""

    CASE = "case", _("Cases worked at the desk")
    CALL = "call", _("Phone calls")
    VISIT = "visit", _("Visits at your door")


class NeededOf(models.TextChoices):
    """Who has to give a paper."""

    EVERYBODY = "everybody", _("Everybody")
    OWNER = "owner", _("Who owns the home")
    TENANT = "tenant", _("Who rents it")


class PipeWay(models.TextChoices):
    """What of a new pipe's way calls for a consent or a check of its own."""

    WALL = "wall", _("Through a wall to another room")
    BEARING_WALL = "bearing_wall", _("Through a load-bearing wall")
    SHARED = "shared", _("Through a part of the building that all share")
    OUT_OF_KITCHEN = "out_of_kitchen", _("To a room that is not the kitchen")


class PaperGiver(models.TextChoices):
    """Who has to do something for a paper: write it, sign it, or check what it says."""

    CUSTOMER = "customer", _("The customer")
    MANAGEMENT = "management", _("The building management")
    SURVEYOR = "surveyor", _("Our surveyor")
    DESIGN = "design", _("The design institute; we ask it")


# What we see to ourselves: the customer sends nothing for it.
OUR_PAPERS = (PaperGiver.SURVEYOR, PaperGiver.DESIGN)


class QuoteStop(models.TextChoices):
    """What has to wait for a paper."""

    SENDING = "sending", _("The quote is not sent before")
    ACCEPTING = "accepting", _("The quote is not accepted before")


class PipePart(models.TextChoices):
    """The way of the gas, from the street to the flame, in its order."""

    BEFORE_METER = "before-meter", _("Before the meter")
    METER = "meter", _("The meter")
    AFTER_METER = "after-meter", _("After the meter")
    APPLIANCE = "appliance", _("The appliance")
    ALARM = "alarm", _("The gas alarm")


class Side(models.TextChoices):
    """Who owns or pays."""

    COMPANY = "company", _("The gas company")
    CUSTOMER = "customer", _("You, the customer")


class AllowanceUnit(models.TextChoices):
    """How a promise is counted; the clock knows each."""

    WORKING_MINUTES = "working_minutes", _("working minutes")
    WORKING_DAYS = "working_days", _("working days")
    CALENDAR_MINUTES = "calendar_minutes", _("minutes, day and night")
    CALENDAR_DAYS = "calendar_days", _("days")


class Rung(models.TextChoices):
    """Whom a step of the ladder tells."""

    OWNER = "owner", _("Owner")
    LEAD = "lead", _("Team lead")
    SUPERVISOR = "supervisor", _("Supervisor")
    HEAD = "head", _("Head of service")


class ProjectKind(models.TextChoices):
    """What a new connection is for; each kind has its own steps."""

    HOME = "home", _("A home")
    BUSINESS = "business", _("A shop, restaurant or business")
    ESTATE = "estate", _("A building or an estate")


class ProjectParty(models.TextChoices):
    """Whose a step of a new connection is."""

    CUSTOMER = "customer", pgettext_lazy("a party", "You")
    COMPANY = "company", _("Our company")
    DESIGN = "design", _("Design firm")
    CONSTRUCTION = "construction", _("Construction firm")
    SUPERVISION = "supervision", _("Supervision firm")


class StepCode(models.TextChoices):
    """The steps that a new connection may have, in the order in which they follow each other."""

    APPLICATION = "application", _("Application checked")
    SURVEY = "survey", _("Survey and plan")
    DESIGN = "design", _("Design")
    CONTRACT = "contract", _("Contract and fee")
    CONSTRUCTION = "construction", _("Construction")
    SUPERVISION = "supervision", _("Check by the supervision firm")
    ACCEPTANCE = "acceptance", _("Acceptance")
    METER = "meter", _("Meter hanging")
    OPENING = "opening", _("First inspection and opening")


class Mender(models.TextChoices):
    """Who may lawfully mend what an inspection found."""

    SELF = "self", _("You yourself")
    ANY_FITTER = "any_fitter", _("You, a dealer or any fitter")
    QUALIFIED = "qualified", _("A firm licensed to install gas appliances, or we")
    COMPANY = "company", _("Only we")


class Severity(models.TextChoices):
    """What a fault does to the opening of the gas."""

    STOPS = "stops", _("The gas stays shut until it is mended")
    ADVICE = "advice", _("Advice: the gas is opened")


class PaperKept(models.TextChoices):
    """Papers and words of people that we keep for a time only."""

    HOUSEHOLD = "household", _("Shows how many live in a home")
    TENURE = "tenure", _("Shows who took a gas account over")
    WORDS = "words", _("Was written when we asked how it was")
    NEED = "need", _("Shows why somebody must not be without gas")


class WaiverCriterion(models.TextChoices):
    """For what a late charge is dropped."""

    FIRST_TIME = "first_time", _("It is the first time in a long while")
    NOTICE_FAILED = "notice_failed", _("Our bill or notice did not arrive")
    PAYMENT_FAILED = "payment_failed", _("The bank did not carry the payment out")
    HOSPITAL = "hospital", _("Illness or a stay in hospital")
    OUTAGE = "outage", _("Gas was off")
    DISPUTE = "dispute", _("The amount was disputed")


def say_allowance(amount: int, unit: str) -> str:
    """Say how long a promise may take: "5 working days", "4 h of opening time"."""
    match unit:
        case AllowanceUnit.WORKING_DAYS:
            return ngettext("%(count)s working day", "%(count)s working days", amount) % {"count": amount}
        case AllowanceUnit.CALENDAR_DAYS:
            return ngettext("%(count)s day", "%(count)s days", amount) % {"count": amount}
        case AllowanceUnit.WORKING_MINUTES:
            return gettext("%(length)s of opening time") % {"length": say_working(amount)}
        case _:
            return gettext("%(length)s, day and night") % {"length": say_working(amount)}


def say_promised(promise: str, amount: int, unit: str) -> str:
    """Say how long a promise may take; a visit is promised from the end of its window."""
    return say_after_window(amount) if promise == Promise.VISIT else say_allowance(amount, unit)


def say_after_window(minutes: int) -> str:
    """Say until when we may still come: a visit is counted from the end of its window."""
    return gettext("at the latest %(length)s after the agreed window") % {"length": say_working(minutes)}
