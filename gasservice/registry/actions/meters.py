"""What becomes of a meter that hangs: held in a dispute, read by us, tested, exchanged."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.files.models import StoredFile
from gasservice.registry.actions.hanging import MeterKnownElsewhere
from gasservice.registry.models import Meter, MeterExchange, MeterHold, MeterTest, Reading
from gasservice.registry.terms import ReadingSource
from gasservice.users.models import User
from gasservice.web.refusals import Refusal


class MeterHeld(Refusal):
    """Somebody finds out about the meter; until then it stays as it hangs."""


class MeterGone(Refusal):
    """The meter does not hang any more."""


class NotSoManyFigures(Refusal):
    """The register of the meter cannot show that."""


@transaction.atomic
def hold_meter(*, meter: Meter, case_reference: str, reason: str, by: User | None, at: datetime) -> MeterHold:
    """Keep a meter as it hangs while a case needs it; twice is once."""
    held = held_hanging(meter)
    facts = {"reason": reason[:300], "held_by": by, "held_at": at}
    key = {"meter": held, "case_reference": case_reference}
    return MeterHold.objects.standing().get_or_create(**key, defaults=facts)[0]


def release_meter(*, meter: Meter, case_reference: str, by: User | None, at: datetime) -> bool:
    """Let go of a meter that was kept for a case; say whether it was held. Twice is once."""
    standing = MeterHold.objects.standing().filter(meter=meter, case_reference=case_reference)
    return bool(standing.update(released_at=at, released_by=by))


def held_hanging(meter: Meter) -> Meter:
    """Hold the row of a meter; refuse one that was taken down."""
    held = Meter.objects.select_for_update(of=("self",)).get(pk=meter.pk)
    if held.removed_on is not None:
        raise MeterGone(_("Meter %(serial)s does not hang there any more.") % {"serial": held.serial})
    return held


def record_reading(*, meter: Meter, index_m3: Decimal, by: User, at: datetime) -> Reading:
    """Keep what one of us read off a meter that hangs."""
    with transaction.atomic():
        held = held_hanging(meter)
        refuse_too_much(held, index_m3, "index_m3")
        return Reading.objects.create(meter=held, index_m3=index_m3, read_at=at, source=ReadingSource.READER)


def refuse_too_much(meter: Meter, index_m3: Decimal, field: str) -> None:
    if index_m3 >= 10**meter.digits:
        words = _("This meter shows %(digits)d figures before the comma.") % {"digits": meter.digits}
        raise NotSoManyFigures(words, field=field)


def record_meter_test(
    *,
    meter: Meter,
    case_reference: str,
    asked_at: datetime,
    tested_on: date,
    laboratory: str,
    certificate_number: str,
    error_percent: Decimal,
    limit_percent: Decimal,
    by: User,
    at: datetime,
    certificate: StoredFile | None = None,
) -> MeterTest:
    """Keep what a laboratory found of a meter; the same certificate told twice is one test."""
    return MeterTest.objects.get_or_create(
        laboratory=laboratory.strip(),
        certificate_number=certificate_number.strip(),
        defaults={
            "meter": meter,
            "case_reference": case_reference,
            "asked_at": asked_at,
            "tested_on": tested_on,
            "error_percent": error_percent,
            "limit_percent": limit_percent,
            "certificate": certificate,
            "recorded_by": by,
            "recorded_at": at,
        },
    )[0]


@transaction.atomic
def exchange_meter(
    *,
    meter: Meter,
    new_serial: str,
    last_index_m3: Decimal,
    first_index_m3: Decimal,
    by: User,
    at: datetime,
    case_reference: str = "",
) -> MeterExchange:
    """Take a meter down and hang another in its place, each with what it shows now; twice is once.

    Raises MeterHeld while somebody finds out about the meter, and MeterGone where another exchange was quicker.
    """
    serial = new_serial.strip().upper()
    old = Meter.objects.select_for_update(of=("self",)).get(pk=meter.pk)
    done = MeterExchange.objects.filter(taken_down=old, hung__serial=serial).first()
    if done:
        return done
    refuse_to_exchange(old, serial)
    refuse_too_much(old, last_index_m3, "last_index_m3")
    refuse_too_much(old, first_index_m3, "first_index_m3")
    day = timezone.localdate(at)
    Meter.objects.filter(pk=old.pk).update(removed_on=day)
    new = Meter.objects.create(
        serial=serial, service_point_id=old.service_point_id, digits=old.digits, installed_on=day
    )
    read = {"read_at": at, "source": ReadingSource.READER}
    return MeterExchange.objects.create(
        taken_down=old,
        hung=new,
        case_reference=case_reference,
        last_reading=Reading.objects.create(meter=old, index_m3=last_index_m3, **read),
        first_reading=Reading.objects.create(meter=new, index_m3=first_index_m3, **read),
        by=by,
        at=at,
    )


def refuse_to_exchange(old: Meter, serial: str) -> None:
    if old.removed_on is not None:
        raise MeterGone(_("Meter %(serial)s does not hang there any more.") % {"serial": old.serial})
    if hold := MeterHold.objects.standing().filter(meter=old).first():
        words = _("This meter is in dispute (case %(case)s): it stays as it hangs until that is settled.")
        raise MeterHeld(words % {"case": hold.case_reference})
    if Meter.objects.filter(serial=serial, voided_at__isnull=True).exists():
        raise MeterKnownElsewhere(
            _("A meter with this number is known at another place. Read the number again."), field="new_serial"
        )
