"""A bill in words: its title, its lines and what became of it.

Every face says these sentences: the pages of customer and desk, the paper, the API.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from billing.models import Adjustment, Bill
from billing.queries.explaining import ExplainedBill
from billing.telling.disputes import told_dispute
from billing.telling.late import told_late
from billing.telling.lines import ToldLine, told_line, told_measured
from gasservice.web.say import say_day, say_money


@dataclass(frozen=True)
class ToldGroup:
    """Lines with what was measured for all of them, a sentence each; fees were not measured."""

    measured: list[str]
    lines: list[ToldLine]


@dataclass(frozen=True)
class ToldAdjustment:
    """What a bill was changed by, and why."""

    note: Adjustment
    words: str


@dataclass(frozen=True)
class ToldBill:
    """A bill in words; `replaced` are the estimates whose place it takes."""

    title: str
    groups: list[ToldGroup]
    adjustments: list[ToldAdjustment]
    replaced: list[ToldAdjustment]
    disputes: list[str]
    late: list[str]

    @property
    def lines(self) -> list[ToldLine]:
        return [line for group in self.groups for line in group.lines]


def told(whole: ExplainedBill, now: datetime) -> ToldBill:
    """Say a bill and all that explains it."""
    groups = [
        ToldGroup(told_measured(measured, now) if measured else [], [told_line(line, now) for line in lines])
        for measured, lines in whole.groups
    ]
    is_paid = not whole.bill.unpaid
    return ToldBill(
        title=title_of(whole.bill, now),
        groups=groups,
        adjustments=[ToldAdjustment(note, told_adjustment(note)) for note in whole.adjustments],
        replaced=[ToldAdjustment(note, told_replaced(note)) for note in whole.replaced],
        disputes=[told_dispute(row, now, is_paid=is_paid) for row in whole.disputes if row.withdrawn_at is None],
        late=told_late(whole.standing, now),
    )


def title_of(bill: Bill, now: datetime) -> str:
    """Name a bill by its days, or by the day it was issued where it is for fees alone."""
    if bill.since is None:
        return _("Bill of %(day)s") % {"day": say_day(bill.issued_on, now=now)}
    days = {"since": say_day(bill.since, now=now), "until": say_day(bill.until, now=now)}
    return _("Bill for %(since)s to %(until)s") % days


def told_adjustment(note: Adjustment) -> str:
    """Say why a bill was changed."""
    return f"{note.get_cause_display()}: {note.words}" if note.words else note.get_cause_display()


def told_replaced(note: Adjustment) -> str:
    """Say which estimate a bill takes the place of, and that nothing is owed twice."""
    facts = {"number": note.bill.number, "amount": say_money(-note.amount)}
    return _("It takes the place of the estimate %(number)s: %(amount)s of that bill was credited.") % facts
