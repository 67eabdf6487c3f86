"""Putting a reading right by another one, and keeping what a meter showed when its account changed hands."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gasservice.registry.access import acts_on_premises, midnight
from gasservice.registry.models import GasAccount, Meter, Reading
from gasservice.registry.terms import ReadingSource
from gasservice.users.models import User
from gasservice.web.refusals import Refusal
from gasservice.web.say import say_day, say_number


class NotYoursToCorrect(Refusal):
    """Only who acts on premises corrects a reading."""


class CorrectedBefore(Refusal):
    """Another figure stands in its place already."""


class SameFigure(Refusal):
    """The figure is the one that stands."""


class MoreThanItShows(Refusal):
    """The register has not so many figures."""


class NoMeterHungThen(Refusal):
    """No meter of ours hung at the account on that day."""


class AgainstItsReadings(Refusal):
    """The figure does not lie between those before and after it."""


@transaction.atomic
def correct_reading(*, reading: Reading, index_m3: Decimal, because: str, by: User, at: datetime) -> Reading:
    """Put another figure in the place of a reading, and keep both, with who did it and why; of two, one wins."""
    if not acts_on_premises(by):
        raise NotYoursToCorrect(_("Only our staff can correct a reading."))
    meter = Meter.objects.select_for_update().get(pk=reading.meter_id)
    if Reading.objects.filter(corrects=reading).exists():
        raise CorrectedBefore(_("Another figure stands in its place already. Look at that one."))
    if index_m3 == reading.index_m3:
        raise SameFigure(_("This is what stands there."), field="index_m3")
    refuse_more_than(meter, index_m3)
    facts = {"meter": meter, "read_at": reading.read_at, "corrects": reading, "source": ReadingSource.READER}
    return Reading.objects.create(**facts, index_m3=index_m3, note=because, recorded_by=by, recorded_at=at)


@transaction.atomic
def read_for_hand_over(*, account: GasAccount, on: date, index_m3: Decimal, by: User, at: datetime) -> Reading:
    """Keep what the meter showed as a day began on which the account changed hands; once is enough."""
    hung = Q(installed_on__lte=on) & (Q(removed_on__isnull=True) | Q(removed_on__gt=on))
    meters = Meter.objects.select_for_update().filter(hung, service_point=account.service_point_id, voided_at=None)
    meter, moment = meters.first(), midnight(on)
    if meter is None:
        raise NoMeterHungThen(_("No meter of ours hung there on that day. Leave the reading out."), field="index_m3")
    refuse_more_than(meter, index_m3)
    standing = Reading.objects.filter(meter=meter, corrected_by__isnull=True)
    if known := standing.filter(read_at=moment, index_m3=index_m3).first():
        return known
    facts = {"meter": meter, "read_at": moment, "source": ReadingSource.READER}
    reading = Reading(**facts, index_m3=index_m3, recorded_by=by, recorded_at=at)
    before = standing.filter(read_at__lte=moment).order_by("-read_at", "-pk").first()
    after = standing.filter(read_at__gte=moment).order_by("read_at", "-pk").first()
    refuse_against(reading, before, after, Decimal(10**meter.digits), at)
    reading.save(force_insert=True)
    return reading


def refuse_more_than(meter: Meter, index_m3: Decimal) -> None:
    if index_m3 >= 10**meter.digits:
        words = _("The meter shows %(digits)d figures before the comma.") % {"digits": meter.digits}
        raise MoreThanItShows(words, field="index_m3")


def refuse_against(
    reading: Reading, before: Reading | None, after: Reading | None, register: Decimal, at: datetime
) -> None:
    """Refuse a figure below the one before it or above the one after, unless the meter began again at nought.

    What was estimated before may have been too much.
    """
    for known, fall in (
        (before, before and before.source != ReadingSource.ESTIMATE and before.index_m3 - reading.index_m3),
        (after, after and reading.index_m3 - after.index_m3),
    ):
        if known and (known.read_at == reading.read_at or 0 < fall <= register / 2):
            facts = {"index": say_number(known.index_m3), "day": say_day(known.read_at, now=at)}
            raise AgainstItsReadings(_("The meter showed %(index)s m³ on %(day)s.") % facts, field="index_m3")
