"""Why a bill waits, in words: each doubt with the facts behind it."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from billing.models import BillStretch
from billing.queries.looking import BillToLookAt
from billing.rating import NOTHING
from billing.terms import BillDoubt
from gasservice.web.languages import localized
from gasservice.web.say import say_day, say_money, say_number


def told_doubts(waiting: BillToLookAt, now: datetime) -> list[tuple[str, list[str]]]:
    """Say each doubt about a bill, with what it goes by."""
    doubts = [BillDoubt(doubt) for doubt in waiting.bill.doubts]
    return [(doubt.label, list(BEHIND[doubt](waiting, now))) for doubt in doubts]


def behind_amount(waiting: BillToLookAt, now: datetime) -> Iterator[str]:
    rated = waiting.rating.amount if waiting.rating else waiting.bill.rated_amount
    facts = {"billed": say_money(waiting.gas_amount), "rated": say_money(rated or NOTHING)}
    yield _("The ledger bills %(billed)s for gas; its own readings come to %(rated)s.") % facts


def behind_volume(waiting: BillToLookAt, now: datetime) -> Iterator[str]:
    measured = waiting.rating.volume_m3 if waiting.rating else NOTHING
    facts = {"billed": say_number(waiting.bill.volume_m3), "measured": say_number(measured)}
    yield _("The ledger bills %(billed)s m³; between its readings lie %(measured)s m³.") % facts


def behind_tariff(waiting: BillToLookAt, now: datetime) -> Iterator[str]:
    bill = waiting.bill
    facts = {"class": bill.gas_account.get_supply_class_display(), "since": say_day(bill.since, now=now)}
    words = _("%(class)s: we publish no price for all of the days from %(since)s to %(until)s.")
    yield words % (facts | {"until": say_day(bill.until, now=now)})


def behind_backwards(waiting: BillToLookAt, now: datetime) -> Iterator[str]:
    for row in waiting.stretches:
        if row.end_index < row.start_index:
            words = _("Meter %(meter)s: %(start)s m³ on %(since)s, then %(end)s m³ on %(until)s.")
            yield words % ends_of(row, now)


def behind_gap(waiting: BillToLookAt, now: datetime) -> Iterator[str]:
    last = waiting.last
    if last is None:
        yield _("There is no bill before it that stands.")
        return
    facts = {"number": last.number, "day": say_day(last.until, now=now)}
    yield _("The bill before it, %(number)s, ended on %(day)s.") % facts
    for row in waiting.stretches:
        end = waiting.last_ends.get(row.meter_id)
        if end is None:
            yield _("That bill did not bill meter %(meter)s.") % {"meter": row.meter.serial}
        else:
            words = _("Meter %(meter)s ended there at %(before)s m³; here it begins on %(since)s at %(start)s m³.")
            yield words % (ends_of(row, now) | {"before": say_number(end)})


def behind_reading(waiting: BillToLookAt, now: datetime) -> Iterator[str]:
    for row in waiting.stretches:
        ours = waiting.readings.get((row.meter_id, row.until))
        if ours is not None and ours != row.end_index:
            words = _("Meter %(meter)s on %(until)s: %(ours)s m³ in our books, %(end)s m³ on the bill.")
            yield words % (ends_of(row, now) | {"ours": say_number(ours)})


def behind_meter(waiting: BillToLookAt, now: datetime) -> Iterator[str]:
    for row in waiting.stretches:
        meter = row.meter
        facts = {
            "meter": meter.serial,
            "place": meter.service_point.premise.address,
            "day": say_day(meter.installed_on, now=now),
        }
        if meter.removed_on is None:
            yield _("Meter %(meter)s has hung at %(place)s since %(day)s.") % facts
        else:
            end = {"end": say_day(meter.removed_on, now=now)}
            yield _("Meter %(meter)s hung at %(place)s from %(day)s to %(end)s.") % (facts | end)


def behind_high(waiting: BillToLookAt, now: datetime) -> Iterator[str]:
    facts = {"volume": say_number(waiting.bill.volume_m3)}
    if waiting.usual_m3 is None:
        yield _("It bills %(volume)s m³.") % facts
        return
    usual = {"usual": say_number(round(waiting.usual_m3, 1))}
    yield _("It bills %(volume)s m³; the same days a year ago came to %(usual)s m³.") % (facts | usual)


def behind_fee(waiting: BillToLookAt, now: datetime) -> Iterator[str]:
    for one in waiting.twice:
        facts = {
            "fee": localized(one.line.fee_charge.fee, "name"),
            "amount": say_money(one.line.amount),
            "receipt": one.other.reference,
            "day": say_day(timezone.localdate(one.other.charged_at), now=now),
        }
        if one.bill:
            words = _("%(fee)s, %(amount)s: charged on %(day)s too, receipt %(receipt)s, on bill %(number)s.")
            yield words % (facts | {"number": one.bill.number})
        else:
            yield _("%(fee)s, %(amount)s: charged on %(day)s too, receipt %(receipt)s, and paid.") % facts


def ends_of(row: BillStretch, now: datetime) -> dict[str, str]:
    return {
        "meter": row.meter.serial,
        "since": say_day(row.since, now=now),
        "until": say_day(row.until, now=now),
        "start": say_number(row.start_index),
        "end": say_number(row.end_index),
    }


BEHIND: dict[BillDoubt, Callable[[BillToLookAt, datetime], Iterator[str]]] = {
    BillDoubt.AMOUNT: behind_amount,
    BillDoubt.VOLUME: behind_volume,
    BillDoubt.TARIFF: behind_tariff,
    BillDoubt.BACKWARDS: behind_backwards,
    BillDoubt.GAP: behind_gap,
    BillDoubt.READING: behind_reading,
    BillDoubt.METER: behind_meter,
    BillDoubt.HIGH: behind_high,
    BillDoubt.FEE: behind_fee,
}
