"""What a line of a bill is and why, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from billing.models import BillLine
from billing.queries.explaining import ExplainedLine, MeasuredStretch
from billing.terms import LineKind
from gasservice.registry.terms import ReadingSource
from gasservice.web.languages import localized
from gasservice.web.say import say_day, say_number, say_unit_price


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
