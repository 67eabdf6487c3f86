"""A bill in words: what each line is, how it was reckoned and what it rests on, in the reader's language.

Every face says these sentences: the pages of customer and desk, the paper, the API.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from billing.models import Adjustment, Bill, BillLine
from billing.queries.explaining import ExplainedBill, ExplainedLine, MeasuredStretch
from billing.queries.standings import BillStanding
from billing.telling.disputes import told_dispute
from billing.terms import LineKind
from gasservice.registry.terms import ReadingSource
from gasservice.web.languages import localized
from gasservice.web.say import say_day, say_money, say_number, say_unit_price


@dataclass(frozen=True)
class ToldLine:
    """A line in words: what it is, the sum it comes from, and why, a sentence each."""

    line: ExplainedLine
    title: str
    sum: str
    reasons: list[str]

    @property
    def row(self) -> BillLine:
        return self.line.row


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


def told_measured(measured: MeasuredStretch, now: datetime) -> list[str]:
    """Say which meter showed what on which days, who read it, and what was guessed or shared out by days."""
    one = measured.stretch
    facts = {
        "meter": one.meter,
        "since": say_day(one.since, now=now),
        "until": say_day(one.until, now=now),
        "start": say_number(one.start_index),
        "end": say_number(one.end_index),
        "volume": say_number(one.volume_m3),
        "days": one.days,
    }
    said = [_("Meter %(meter)s: %(start)s m³ on %(since)s, %(end)s m³ on %(until)s.") % facts]
    said.append(
        ngettext("That makes %(volume)s m³ in %(days)d day.", "That makes %(volume)s m³ in %(days)d days.", one.days)
        % facts
    )
    return [*said, *how_it_was_read(measured, facts, now)]


def how_it_was_read(measured: MeasuredStretch, facts: dict, now: datetime) -> Iterator[str]:
    one = measured.stretch
    if one.is_estimated:
        yield (
            _("Nobody read the meter on %(until)s: the figure is an estimate. The next reading puts it right.") % facts
        )
    elif measured.end_source:
        how = {"how": ReadingSource(measured.end_source).label}
        yield _("How it was read on %(until)s: %(how)s.") % (facts | how)
    if one.has_rolled_over:
        yield _("The meter passed its highest figure between the two days and began again at nought.")
    for day in measured.changes:
        words = _("Nobody read the meter on %(day)s, when the account changed hands: days decide who used how much.")
        yield words % {"day": say_day(day, now=now)}


def told_line(line: ExplainedLine, now: datetime) -> ToldLine:
    """Say one line: what it is for, volume times price or the fee, and every reason for it."""
    if line.row.kind == LineKind.FEE:
        return told_fee(line, now)
    if line.row.kind == LineKind.SHARE:
        return told_share(line, now)
    reasons = [*why_this_tier(line, now), *why_these_days(line, now), *why_this_price(line, now)]
    return ToldLine(line, title_of_gas(line), sum_of(line.row), reasons)


def told_share(line: ExplainedLine, now: datetime) -> ToldLine:
    """Say a share of a debt that several held the account for."""
    days = {"since": say_day(line.row.since, now=now), "until": say_day(line.row.until, now=now)}
    words = _("A debt was shared out by days; your days are those from %(since)s until before %(until)s.") % days
    return ToldLine(line, line.row.get_kind_display(), sum_of(line.row), [words])


def title_of_gas(line: ExplainedLine) -> str:
    row = line.row
    if not row.is_tiered:
        return _("Gas at one price") if line.is_rated else _("Gas")
    facts = {"number": row.number, "above": say_number(row.above_m3)}
    if row.upto_m3 is None:
        return _("Tier %(number)s: above %(above)s m³ a year") % facts
    return _("Tier %(number)s: up to %(upto)s m³ a year") % (facts | {"upto": say_number(row.upto_m3)})


def sum_of(row: BillLine) -> str:
    if row.volume_m3 is None:
        return ""
    volume = _("%(volume)s m³") % {"volume": say_number(row.volume_m3)}
    return f"{volume} × {say_unit_price(row.price)}" if row.price is not None else volume


def why_this_tier(line: ExplainedLine, now: datetime) -> Iterator[str]:
    """Say where the year stood and how much room its tier still had."""
    row = line.row
    if not line.is_rated:
        yield _("The company’s ledger made this line; it stands here as it came.")
    if not row.is_tiered:
        return
    facts = {
        "year": row.since.year,
        "used": say_number(row.used_m3),
        "number": row.number,
        "above": say_number(row.above_m3),
    }
    if row.upto_m3 is None:
        yield (
            _("In %(year)s you had used %(used)s m³ before this line; the last tier begins above %(above)s m³.") % facts
        )
        return
    facts |= {"upto": say_number(row.upto_m3), "left": say_number(row.upto_m3 - row.used_m3)}
    words = _(
        "In %(year)s you had used %(used)s m³ before this line; for your home tier %(number)s goes up to %(upto)s m³"
        " that year, so %(left)s m³ were left in it."
    )
    yield words % facts


def why_these_days(line: ExplainedLine, now: datetime) -> Iterator[str]:
    """Say why days decide, where the meter was not read when the year or the price changed."""
    for day in line.cuts:
        facts = {"day": say_day(day, now=now)}
        if (day.month, day.day) == (1, 1):
            yield _("The meter was not read on %(day)s, when the tiers of a year begin anew.") % facts
        else:
            yield _("The meter was not read on %(day)s, when the price changed.") % facts
    if line.cuts:
        whole = line.measured.stretch
        yield _("So days decide: %(days)d of %(of)d days make %(share)s of %(volume)s m³.") % {
            "days": line.days,
            "of": whole.days,
            "share": say_number(line.piece_m3),
            "volume": say_number(whole.volume_m3),
        }


def why_this_price(line: ExplainedLine, now: datetime) -> Iterator[str]:
    tariff = line.row.tariff
    if tariff is not None:
        facts = {"name": localized(tariff, "name"), "day": say_day(tariff.valid_from, now=now)}
        yield _("Price: %(name)s, since %(day)s.") % facts
        yield _("It rests on: %(basis)s") % {"basis": localized(tariff, "basis")}


def told_fee(line: ExplainedLine, now: datetime) -> ToldLine:
    charge = line.row.fee_charge
    unit = localized(charge.fee, "unit")
    quantity = (
        f"{say_number(charge.quantity.normalize())} ({unit})" if unit else say_number(charge.quantity.normalize())
    )
    reasons = [
        _("Charged on %(day)s, receipt %(number)s.")
        % {"day": say_day(charge.charged_at, now=now), "number": charge.reference}
    ]
    if charge.case_reference:
        reasons.append(_("It belongs to case %(number)s.") % {"number": charge.case_reference})
    reasons.append(_("It rests on: %(basis)s") % {"basis": localized(charge.fee, "basis")})
    return ToldLine(line, localized(charge.fee, "name"), quantity, reasons)


def told_adjustment(note: Adjustment) -> str:
    """Say why a bill was changed."""
    return f"{note.get_cause_display()}: {note.words}" if note.words else note.get_cause_display()


def told_replaced(note: Adjustment) -> str:
    """Say which estimate a bill takes the place of, and that nothing is owed twice."""
    facts = {"number": note.bill.number, "amount": say_money(-note.amount)}
    return _("It takes the place of the estimate %(number)s: %(amount)s of that bill was credited.") % facts


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
