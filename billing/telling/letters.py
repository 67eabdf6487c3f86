"""The decision of a dispute as a letter, a sentence each: what was disputed, what is credited, what stays until when.

A letter is read in other years, so the days in it are said with theirs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from billing.models import Dispute, DisputedLine
from billing.queries.disputes import Decision
from billing.telling.bills import title_of
from billing.telling.disputes import line_in_short, told_test
from billing.terms import Verdict
from gasservice.web.say import say_day, say_money

LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class DecidedLine:
    """A disputed line in words: what it is, what its customer found wrong, and what became of it."""

    row: DisputedLine
    title: str
    reason: str
    outcome: str


def said_day(day: date) -> str:
    return say_day(day, now=LONG_AGO)


def told_verdict(dispute: Dispute) -> str:
    named = {
        Verdict.UPHELD: _("Your dispute is upheld"),
        Verdict.PART: _("Your dispute is upheld in part"),
        Verdict.REFUSED: _("Your dispute is not upheld"),
    }
    return named[dispute.verdict]


def told_opening(dispute: Dispute) -> str:
    """Say what was disputed: how much of which bill, and since when."""
    facts = {"day": said_day(dispute.held_from), "amount": say_money(dispute.amount)}
    facts |= {"number": dispute.bill.number, "title": title_of(dispute.bill, LONG_AGO)}
    words = _(
        "On %(day)s you disputed %(amount)s of this bill: %(title)s, number %(number)s. We have looked into it and"
        " decided as follows."
    )
    return words % facts


def told_decided_line(row: DisputedLine) -> DecidedLine:
    facts = {"amount": say_money(row.amount), "credited": say_money(row.credited)}
    if row.credited == row.amount:
        words = _("All of the disputed %(amount)s is credited.") % facts
    elif row.credited:
        facts |= {"rest": say_money(row.amount - row.credited)}
        words = _("Of the disputed %(amount)s we credit %(credited)s; %(rest)s stays.") % facts
    else:
        words = _("The disputed %(amount)s stays as it is.") % facts
    reason = _("You wrote: %(reason)s") % {"reason": row.get_reason_display()}
    return DecidedLine(row, line_in_short(row.line), reason, words)


def told_found(decision: Decision) -> Iterator[str]:
    """Say what a test found of the meter, and which bills were corrected for it."""
    for one in decision.tests:
        yield told_test(one.test, LONG_AGO, is_wrong=one.is_wrong)
    for note in decision.rebilled:
        facts = {"number": note.bill.number, "amount": say_money(note.amount)}
        yield _("Bill %(number)s corrected by %(amount)s, for the meter was wrong.") % facts


def told_consequences(decision: Decision) -> Iterator[str]:
    """Say what follows for the bill: until when the rest waits, what is never late, where money that is free goes."""
    dispute = decision.dispute
    yield told_rest(dispute)
    last = dispute.held_until - timedelta(days=1)
    facts = {"since": said_day(dispute.held_from), "last": said_day(last)}
    yield (
        _(
            "The late charge is reckoned anew: none for what is credited, and never any for the days from %(since)s to"
            " %(last)s."
        )
        % facts
    )
    if decision.credited:
        yield _("If more was paid than is owed now, the rest pays your other bills or stands to your credit.")


def told_rest(dispute: Dispute) -> str:
    """Say until when what was not credited need not be paid."""
    rest = min(dispute.held_amount, dispute.bill.principal)
    if not rest:
        return _("Nothing of what you disputed is left to pay.")
    days = (dispute.held_until - timezone.localdate(dispute.decided_at)).days - 1
    words = ngettext(
        "%(rest)s stays. You need not pay it for %(days)d day after this decision, that is before %(day)s; until then"
        " no late charge, no demand and no stop for it.",
        "%(rest)s stays. You need not pay it for %(days)d days after this decision, that is before %(day)s; until then"
        " no late charge, no demand and no stop for it.",
        days,
    )
    return words % {"rest": say_money(rest), "days": days, "day": said_day(dispute.held_until)}
