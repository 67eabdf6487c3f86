"""The words of a case."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gasservice.standards.terms import Promise


class Status(models.TextChoices):
    """One vocabulary for all doors; a door's finer progress lives in its own rows."""

    OPEN = "open", _("Waiting for somebody to take it")
    IN_PROGRESS = "in_progress", _("Being worked on")
    WAITING = "waiting", _("Waiting")
    RESOLVED = "resolved", _("Resolved")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# Cases that somebody still has to work on.
LIVE_STATUSES = (Status.OPEN, Status.IN_PROGRESS, Status.WAITING)


class ChannelIn(models.TextChoices):
    """How a case reached us."""

    WEB = "web", _("This site")
    PHONE = "phone", _("Phone")
    COUNTER = "counter", _("Counter")
    VISIT = "visit", _("Visit")
    HOTLINE = "12345", _("12345 hotline")
    API = "api", _("API")
    IMPORT = "import", _("Another system")


class WaitingFor(models.TextChoices):
    """What a hold waits for; only the first two stop a clock."""

    CUSTOMER = "customer", _("the customer's answer")
    ACCESS = "access", _("access to the premises")
    THIRD_PARTY = "third_party", _("another firm")
    PARTS = "parts", _("parts")


# Waiting for others is our risk, not the customer's.
PAUSING = frozenset({WaitingFor.CUSTOMER, WaitingFor.ACCESS})


class Finding(models.TextChoices):
    UPHELD = "upheld", _("Upheld")
    IN_PART = "in_part", _("Upheld in part")
    NOT_UPHELD = "not_upheld", _("Not upheld")
    DONE = "done", _("Done as asked")
    INFORMED = "informed", _("Answered")


class AppointmentState(models.TextChoices):
    BOOKED = "booked", _("Booked")
    KEPT = "kept", _("We came")
    NO_ACCESS = "no_access", _("We came, nobody let us in")
    MISSED = "missed", _("We did not come")
    CANCELLED = "cancelled", _("Cancelled")


class WorkAsked(models.TextChoices):
    """What one door may ask the people of another for."""

    METER_READ = "meter_read", _("Read the meter again")
    METER_TEST = "meter_test", _("Have the meter tested")
    OTHER = "other", _("Look at something else on the spot")


# What the customer is promised for each.
PROMISE_FOR = {
    WorkAsked.METER_READ: Promise.METER_READ,
    WorkAsked.METER_TEST: Promise.METER_TEST,
    WorkAsked.OTHER: Promise.CHECKED,
}


class Ruling(models.TextChoices):
    """What a supervisor finds of a visit of which one side says that nobody came and the other that we did."""

    OURS = "ours", _("Nobody came: it was our miss")
    CAME = "came", _("We came as agreed")
    DOUBT = "doubt", _("It cannot be told any more")


class Occasion(models.TextChoices):
    """What a customer is asked about; a campaign asks its own questions and keeps its own rows."""

    CLOSING = "closing", _("A case was closed")
    VISIT = "visit", _("We came")
    CONNECTION = "connection", _("Gas was connected")
    OUTAGE = "outage", _("Gas was off")


class CallOutcome(models.TextChoices):
    """How a call back ended."""

    REACHED = "reached", _("Reached, and answered")
    DECLINED = "declined", _("Reached, and would not answer")
    NOT_REACHED = "not_reached", _("Not reached")


class Part(models.TextChoices):
    """Who somebody else is in a case."""

    NAMED = "named", _("Named in the complaint")
    WATCHER = "watcher", _("Follows it")


class Act(models.TextChoices):
    """What somebody may do to a case; `access.may` says who."""

    READ = "read", _("Read")
    NOTE = "note", _("Write a note")
    TAKE = "take", _("Take it")
    REPLY = "reply", _("Reply")
    HOLD = "hold", _("Let it wait")
    RESUME = "resume", _("Go on")
    RESOLVE = "resolve", _("Resolve")
    REOPEN = "reopen", _("Reopen")
    CLOSE = "close", _("Close")
    HAND_OVER = "hand_over", _("Hand over")
    TRANSFER = "transfer", _("Move to another door")
    ASK_WORK = "ask_work", _("Have the meter checked")
    ASSIGN = "assign", _("Assign")
    NAME_PERSON = "name_person", _("Say whom it is about")
    WRITE = "write", _("The customer says")
    WITHDRAW = "withdraw", _("Withdraw")
    PLACE = "place", _("Set the place")


class EventKind(models.TextChoices):
    """What can happen to a case; each act writes one."""

    OPENED = "opened", _("Filed")
    TAKEN = "taken", _("Taken")
    ASSIGNED = "assigned", _("Assigned")
    HANDED_OVER = "handed_over", _("Handed over")
    REPLIED = "replied", _("We wrote to the customer")
    CUSTOMER_WROTE = "customer_wrote", _("The customer wrote")
    NOTED = "noted", _("Internal note")
    HELD = "held", _("Put on hold")
    RESUMED = "resumed", _("Resumed")
    RESOLVED = "resolved", _("Resolved")
    REOPENED = "reopened", _("Reopened")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn by the customer")
    TRANSFERRED = "transferred", _("Moved to another door")
    PROMISED = "promised", _("Promised")
    MET = "met", _("Promise kept")
    WARNED = "warned", _("Due soon")
    MISSED = "missed", _("Promise missed")
    ESCALATED = "escalated", _("Escalated")
    REDRESS = "redress", _("Redress owed")
    NOTIFIED = "notified", _("Told")
    SURVEYED = "surveyed", _("Asked to rate")
    RATED = "rated", _("Rated")
    NAMED = "named", _("Somebody was named")
    LINKED = "linked", _("Linked with another case")
    ERASED = "erased", _("Personal data erased")
    APPOINTED = "appointed", _("Appointment made")
    REBOOKED = "rebooked", _("Appointment moved")
    UNBOOKED = "unbooked", _("Appointment cancelled")
    ARRIVED = "arrived", _("We came")
    NO_ACCESS = "no_access", _("We came, nobody let us in")
    NOT_COME = "not_come", _("We did not come when agreed")
    WORK_DONE = "work_done", _("Work done")
    QUOTED = "quoted", _("Quote sent")
    BILLED = "billed", _("Final bill sent")
    QUOTE_ACCEPTED = "quote_accepted", _("Quote accepted")
    QUOTE_DECLINED = "quote_declined", _("Quote declined")
    CHARGED = "charged", _("Fee charged")
    PAID = "paid", _("Fee paid")
    UNCHARGED = "uncharged", _("Fee withdrawn")
    PAID_BACK = "paid_back", _("Money paid back")
    PAPERS_WANTED = "papers_wanted", _("Papers asked for")
    PAPERS_CHECKED = "papers_checked", _("Papers checked")
    STEP_DONE = "step_done", _("A step is done")
    WORK_ACCEPTED = "work_accepted", _("Work checked and accepted")
    SUPPLY_REFUSED = "supply_refused", _("Valve not opened yet")
    SUPPLY_OPENED = "supply_opened", _("Gas is on")
    METER_TAKEN_BACK = "meter_taken_back", _("The meter was written down by mistake")
    VISIT_RULED = "visit_ruled", _("The visit was looked into")
    PLACED = "placed", _("The address was set right")
    WORK_ASKED = "work_asked", _("Our crews were asked")
    WORK_ANSWERED = "work_answered", _("Our crews answered")
    METER_EXCHANGED = "meter_exchanged", _("The meter was exchanged")
    DISPUTED = "disputed", _("A bill is disputed")
    DECISION_PROPOSED = "proposed", _("Decision proposed")
    DECISION_SENT_BACK = "sent_back", _("Decision sent back")
    BILL_CORRECTED = "bill_corrected", _("The bill was corrected")
    FOLLOWED_UP = "followed_up", _("We called about the rating")
    CALLED_BACK = "called_back", _("We asked by phone how it was")
    CONSIDERED = "considered", _("The idea is being considered")
    PUBLISHED = "published", _("The idea was published, without its author")
    UNPUBLISHED = "unpublished", _("The idea was taken from the public pages")
    CONSENT_GIVEN = "consent_given", _("Its author lets us publish it")
    CONSENT_ENDED = "consent_ended", _("Its author does not let us publish it any more")


# What the customer sees of the story.
PUBLIC_EVENTS = frozenset(
    {
        EventKind.OPENED,
        EventKind.TAKEN,
        EventKind.ASSIGNED,
        EventKind.HANDED_OVER,
        EventKind.REPLIED,
        EventKind.CUSTOMER_WROTE,
        EventKind.HELD,
        EventKind.RESUMED,
        EventKind.RESOLVED,
        EventKind.REOPENED,
        EventKind.CLOSED,
        EventKind.WITHDRAWN,
        EventKind.TRANSFERRED,
        EventKind.MET,
        EventKind.MISSED,
        EventKind.ESCALATED,
        EventKind.REDRESS,
        EventKind.RATED,
        EventKind.LINKED,
        EventKind.APPOINTED,
        EventKind.REBOOKED,
        EventKind.UNBOOKED,
        EventKind.ARRIVED,
        EventKind.NO_ACCESS,
        EventKind.NOT_COME,
        EventKind.WORK_DONE,
        EventKind.QUOTED,
        EventKind.BILLED,
        EventKind.QUOTE_ACCEPTED,
        EventKind.QUOTE_DECLINED,
        EventKind.CHARGED,
        EventKind.PAID,
        EventKind.UNCHARGED,
        EventKind.PAID_BACK,
        EventKind.PAPERS_WANTED,
        EventKind.PAPERS_CHECKED,
        EventKind.STEP_DONE,
        EventKind.WORK_ACCEPTED,
        EventKind.SUPPLY_REFUSED,
        EventKind.SUPPLY_OPENED,
        EventKind.METER_TAKEN_BACK,
        EventKind.VISIT_RULED,
        EventKind.PLACED,
        EventKind.WORK_ASKED,
        EventKind.WORK_ANSWERED,
        EventKind.METER_EXCHANGED,
        EventKind.DISPUTED,
        EventKind.BILL_CORRECTED,
        EventKind.FOLLOWED_UP,
        EventKind.CALLED_BACK,
        EventKind.CONSIDERED,
        EventKind.PUBLISHED,
        EventKind.UNPUBLISHED,
        EventKind.CONSENT_GIVEN,
        EventKind.CONSENT_ENDED,
    }
)
