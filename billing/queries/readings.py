"""What a figure read off a meter is judged by, and which are to be looked at."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from billing.models import SelfReading
from billing.plausibility import Known, usual_volume
from gasservice.registry.access import Period
from gasservice.registry.models import GasAccount, Meter, Reading
from gasservice.registry.queries import tenures_on
from gasservice.registry.queries.usage import usage_by_month


def known_of(meter: Meter, account: GasAccount, today: SelfReading | None, at: datetime) -> Known | None:
    """Give what a figure is judged by, from before what was sent in `today`; nothing where the meter was never read.

    What is usual is what whoever holds the account today has used, not somebody before them.
    """
    rows = Reading.objects.filter(meter=meter, corrected_by__isnull=True, read_at__lt=at)
    last = rows.exclude(pk=today.reading_id if today else None).order_by("-read_at").first()
    if last is None:
        return None
    day = timezone.localdate(at)
    held = tenures_on(day, gas_account=account).first()
    usage = usage_by_month({account: [Period(held.held_from) if held else Period()]}, day)[account.pk]
    by_month = {month.month: month.volume_m3 for month in usage if month.volume_m3 is not None}
    last_on = timezone.localdate(last.read_at)
    return Known(meter.serial, meter.digits, last.index_m3, last_on, usual_volume(by_month, last_on, day))


def readings_to_look_at() -> QuerySet[SelfReading]:
    """Give what customers sent in that is doubtful, that stands and that nobody has looked at."""
    rows = SelfReading.objects.exclude(doubt="").filter(seen_at__isnull=True, reading__corrected_by__isnull=True)
    return rows.select_related("reading__meter", "gas_account__service_point__premise", "sent_by")
