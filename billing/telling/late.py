"""What paying late costs, in words."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from billing.queries.standings import BillStanding
from gasservice.web.say import say_day, say_money, say_number, say_unit_price


def told_late(standing: BillStanding, now: datetime) -> list[str]:
    """Say what paying late has cost, day by day; nothing where nothing was late."""
    if not any(cost and cost.amount for cost in (standing.late, standing.risen)):
        return []
    return [*told_spans(standing, now), *told_risen(standing), *told_limits(standing)]


def told_risen(standing: BillStanding) -> Iterator[str]:
    """Say by how much the price has risen since the bill was due, where a rule lets that count."""
    for line in standing.risen.lines if standing.risen else ():
        facts = {
            "old": say_unit_price(line.old_price),
            "new": say_unit_price(line.new_price),
            "amount": say_money(line.amount),
        }
        yield _("The price rose from %(old)s to %(new)s after the due day: %(amount)s for all of the line.") % facts
    if standing.risen and standing.risen.lines:
        facts = {"share": say_number(round(100 * standing.risen.late_share, 1))}
        yield _("%(share)s %% of the bill was late, and that part of it counts.") % facts


def told_spans(standing: BillStanding, now: datetime) -> Iterator[str]:
    for span in standing.late.spans if standing.late else ():
        words = ngettext(
            "%(days)s day from %(from)s on, %(permille)s ‰ of %(base)s for each",
            "%(days)s days from %(from)s on, %(permille)s ‰ of %(base)s for each",
            span.days,
        )
        yield words % {
            "days": span.days,
            "from": say_day(span.since, now=now),
            "permille": say_number(span.permille_per_day),
            "base": say_money(span.base),
        }


def told_limits(standing: BillStanding) -> Iterator[str]:
    late = standing.late
    if late and late.is_capped:
        facts = {"uncapped": say_money(late.uncapped_amount), "cap": say_money(late.cap)}
        yield _("It would be %(uncapped)s; more than %(cap)s is never charged.") % facts
    elif late and late.amount:
        yield _("More than %(cap)s is never charged.") % {"cap": say_money(late.cap)}
    if standing.waived:
        yield _("Of it %(amount)s was dropped.") % {"amount": say_money(standing.waived)}
    if standing.bill.late_paid:
        yield _("Of it %(amount)s is paid.") % {"amount": say_money(standing.bill.late_paid)}
