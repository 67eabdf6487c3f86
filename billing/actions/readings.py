"""Keeping what customers read off their meters, and what we find of it."""

from datetime import datetime
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing.models import SelfReading
from billing.plausibility import doubt_about
from billing.queries.readings import known_of
from billing.terms import ASKED_FIRST, Doubt
from gasservice.files.actions import keep_upload
from gasservice.registry.access import midnight
from gasservice.registry.models import GasAccount, Meter, Reading
from gasservice.registry.terms import ReadingSource
from gasservice.users.models import User
from gasservice.web.refusals import Refusal


class NoMeterThere(Refusal):
    """No meter hangs at the account."""


class BeyondTheMeter(Refusal):
    """The meter has not so many figures."""


class LookAgain(Refusal):
    """The figure is more likely a slip than the truth; whoever is sure sends it all the same."""


class SeenBefore(Refusal):
    """Somebody else has looked at it."""


QUESTIONS = {
    Doubt.METER: _("These characters do not end the number of your meter, %(serial)s. Did you read another meter?"),
    Doubt.BACKWARDS: _("Your meter showed more at the last reading. Please look at each figure again."),
}


@transaction.atomic
def send_reading(
    *,
    account: GasAccount,
    index_m3: Decimal,
    by: User,
    at: datetime,
    serial_end: str = "",
    photo: UploadedFile | None = None,
    is_sure: bool = False,
) -> SelfReading:
    """Keep what a customer read; twice on a day is once, and another figure that day corrects the first.

    Raises NoMeterThere, BeyondTheMeter, and LookAgain for what is likely a slip, unless they are sure.
    """
    meter = Meter.objects.select_for_update().filter(service_point=account.service_point_id, removed_on=None).first()
    if meter is None:
        raise NoMeterThere(_("No meter of ours hangs there. Please call us."))
    if index_m3 >= 10**meter.digits:
        words = _("Your meter shows %(digits)d figures before the comma.") % {"digits": meter.digits}
        raise BeyondTheMeter(words, field="index_m3")
    today = sent_today(meter, at)
    if today and today.reading.index_m3 == index_m3:
        return today
    known = known_of(meter, account, today, at)
    doubt = doubt_about(index_m3, serial_end, known) if known else None
    if doubt in ASKED_FIRST and not is_sure:
        raise LookAgain(
            QUESTIONS[doubt] % {"serial": meter.serial}, field="serial_end" if doubt == Doubt.METER else "index_m3"
        )
    facts = {"meter": meter, "index_m3": index_m3, "read_at": at, "source": ReadingSource.CUSTOMER}
    reading = Reading.objects.create(**facts, corrects=today.reading if today else None)
    kept = keep_upload(upload=photo, by=by, at=at) if photo else None
    return SelfReading.objects.create(
        reading=reading, gas_account=account, photo=kept, doubt=doubt or "", sent_by=by, sent_at=at
    )


def sent_today(meter: Meter, at: datetime) -> SelfReading | None:
    """Give what was sent in of a meter earlier on the same day, as it stands."""
    since = midnight(timezone.localdate(at))
    rows = SelfReading.objects.filter(reading__meter=meter, sent_at__gte=since, reading__corrected_by__isnull=True)
    return rows.select_related("reading").order_by("-sent_at").first()


@transaction.atomic
def look_at_reading(*, row: SelfReading, index_m3: Decimal | None, by: User, at: datetime) -> SelfReading:
    """Let a doubtful reading stand, or put the right figure in its place; of two who look, one decides.

    Raises SeenBefore, also where the customer has put another figure in its place meanwhile.
    """
    Meter.objects.select_for_update().get(pk=row.reading.meter_id)
    if Reading.objects.filter(corrects=row.reading).exists():
        raise SeenBefore(_("The customer has sent another figure since."))
    if not SelfReading.objects.filter(pk=row.pk, seen_at__isnull=True).update(seen_by=by, seen_at=at):
        raise SeenBefore(_("Somebody else has looked at it already."))
    if index_m3 is not None and index_m3 != row.reading.index_m3:
        facts = {"meter_id": row.reading.meter_id, "read_at": row.reading.read_at, "corrects": row.reading}
        Reading.objects.create(index_m3=index_m3, source=ReadingSource.READER, **facts)
    row.refresh_from_db()
    return row
