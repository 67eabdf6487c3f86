"""The words of readings and bills."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gasservice.registry.terms import ArrearsEnd


class Doubt(models.TextChoices):
    """Why a figure is not what one would expect of a meter."""

    METER = "meter", _("Perhaps another meter")
    BACKWARDS = "backwards", _("Lower than the last reading")
    TOO_HIGH = "too_high", _("Much more than usual")
    TOO_LOW = "too_low", _("Much less than usual")


# What is more likely a slip than the truth: these are asked about before they are kept.
ASKED_FIRST = frozenset({Doubt.METER, Doubt.BACKWARDS})


class BillSource(models.TextChoices):
    """Where a bill was made."""

    LEDGER = "ledger", _("The company's ledger")
    OURS = "ours", _("The service office")


class LineKind(models.TextChoices):
    """What a line of a bill is for."""

    GAS = "gas", _("Gas")
    FEE = "fee", _("Fee")
    SHARE = "share", _("Share of arrears")


class BillDoubt(models.TextChoices):
    """What does not fit in a bill, found before its customer sees it."""

    AMOUNT = "amount", _("The amount is not what its readings come to")
    VOLUME = "volume", _("The volume is not what its readings come to")
    TARIFF = "tariff", _("No tariff holds for all of its days")
    BACKWARDS = "backwards", _("A meter ran backwards")
    GAP = "gap", _("It does not begin where the last bill ended")
    READING = "reading", _("Our books hold another reading for that day")
    METER = "meter", _("The meter did not hang there")
    HIGH = "high", _("Far more than the same days a year ago")
    FEE = "fee", _("A fee on it may be billed already")


class AdjustmentCause(models.TextChoices):
    """Why a bill was changed after it was issued."""

    CHECK = "check", _("Found by us before it was sent")
    ESTIMATE = "estimate", _("The estimate was replaced by a reading")
    DISPUTE = "dispute", _("After a dispute")
    METER = "meter", _("The meter was wrong")
    TENURE = "tenure", _("It was owed by somebody else")
    VOID = "void", _("The fee was withdrawn")
    PAID = "paid", _("The fee was paid by another way")


class PaymentMethod(models.TextChoices):
    """How a bill is paid."""

    BANK = "bank", _("Bank transfer")
    APP = "app", _("Payment app")
    COUNTER = "counter", pgettext_lazy("a payment", "At the counter")
    COLLECTOR = "collector", _("To our collector at the door")
    REDRESS = "redress", _("Redress that we owe you")


class DisputeReason(models.TextChoices):
    """What somebody finds wrong with a line."""

    READING = "reading", _("The reading is wrong")
    METER = "meter", _("The meter counts too much")
    ESTIMATE = "estimate", _("It was estimated")
    PRICE = "price", _("The price or the tier is wrong")
    NOT_MINE = "not_mine", _("It was used before my time")
    PAID = "paid", _("I have paid it already")
    FEE = "fee", _("I do not owe this fee")
    OTHER = "other", _("Something else")


class Verdict(models.TextChoices):
    """What came of a dispute."""

    UPHELD = "upheld", _("Upheld")
    PART = "part", _("Upheld in part")
    REFUSED = "refused", pgettext_lazy("a dispute", "Refused")


class WhyToPerson(models.TextChoices):
    """Why a person decides on a waiver."""

    NOT_AUTOMATIC = "not_automatic", _("By the rule a person looks at it")
    TOO_SOON = "too_soon", _("A late charge was dropped not long ago")
    NOT_SHOWN = "not_shown", _("Our records do not show it")
    NOT_PUBLISHED = "not_published", _("It is none of the published reasons")


class ArrearsStep(models.TextChoices):
    """The steps from a debt to a stop; who holds the account no more is sent a last demand instead."""

    NONE = "none", _("No further step")
    DEMAND = "demand", _("Demand")
    WRITTEN_NOTICE = "written_notice", _("Written notice of a stop")
    LAST_DEMAND = "last_demand", _("Last written demand")
    STOP = "stop", _("Stop of supply")


class InstalmentState(models.TextChoices):
    """Whether a part of a plan was paid by its day."""

    OPEN = "open", _("Still to pay")
    KEPT = "kept", _("Paid in time")
    BROKEN = "broken", _("Not paid in time")


# After these the demand stands, and the steps go on with another written notice.
GOES_ON = frozenset({ArrearsEnd.PLANNED, ArrearsEnd.DISPUTED, ArrearsEnd.BARRED, ArrearsEnd.LEFT})


class PlanOutcome(models.TextChoices):
    """What became of a plan of instalments."""

    KEPT = "kept", pgettext_lazy("a plan", "Kept")
    BROKEN = "broken", _("Broken")
    CANCELLED = "cancelled", _("Cancelled")


class ShareSource(models.TextChoices):
    """Where a share of arrears comes from."""

    BILL = "bill", _("A bill whose days fell to several")
    LEGACY = "legacy", _("Arrears from before this service office")


class BillState(models.TextChoices):
    """How a bill stands on a day, in one word."""

    PAID = "paid", _("Paid")
    DUE = "due", _("To pay")
    LATE = "late", _("Overdue")
    LATE_CHARGE = "late_charge", _("Late charge to pay")
    DISPUTED = "disputed", _("Disputed")
    REPLACED = "replaced", _("Replaced by a reading")
    HELD_BACK = "held_back", _("Not sent yet")


class LookDecision(models.TextChoices):
    """What becomes of a bill in which something does not fit."""

    AS_IT_IS = "as_it_is", _("Let it out as it is")
    CORRECTED = "corrected", _("Let it out corrected: what its readings come to, and no fee twice")
    TAKE_BACK = "take_back", _("Take it back: it is not sent, and its days are billed again")


class VisitEnd(models.TextChoices):
    """What came of a visit to collect money at a door."""

    COLLECTED = "collected", _("Paid at the door")
    REFUSED = "refused", _("The customer wants no visit")
    NOBODY = "nobody", _("Nobody was there")
    CALLED_OFF = "called_off", _("Called off by us")
    MISSED = "missed", _("Nobody of ours came")


class WindowFault(models.TextChoices):
    """What is wrong with a time for a visit to collect."""

    BACKWARDS = "backwards", _("It ends before it begins")
    TOO_SOON = "too_soon", _("It is not announced long enough before")
    HOURS = "hours", _("It is outside the hours in which we come")
    TOO_LONG = "too_long", _("One would wait longer than we let anybody wait")
