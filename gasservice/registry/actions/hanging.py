"""Hanging a meter where gas begins: the meter, its first reading, its account; and taking back one that does not."""

import secrets
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.registry.models import Customer, GasAccount, Meter, Premise, Reading, ServicePoint, Tenure
from gasservice.registry.terms import AccountStatus, ReadingSource
from gasservice.web.refusals import Refusal


class MeterHangsAlready(Refusal):
    """Another meter measures this place."""


class MeterKnownElsewhere(Refusal):
    """This meter stands in our books at another place, or was taken down."""


class MeterInUse(Refusal):
    """The meter was read since, or taken down: it cannot be a mistake of the pen any more."""


class Hung(NamedTuple):
    """A meter that hangs, what it showed then, and the account it is billed on."""

    meter: Meter
    reading: Reading
    account: GasAccount


@transaction.atomic
def hang_first_meter(
    *, premise: Premise, serial: str, index_m3: Decimal, at: datetime, holder: Customer | None = None
) -> Hung:
    """Write down the meter of a place that has none, with its first index; hanging the same one twice is once.

    The account of the place becomes active; a place without one gets one, held by `holder`. Raises MeterHangsAlready
    where another meter hangs, and MeterKnownElsewhere for a meter of another place.
    """
    Premise.objects.select_for_update().get(pk=premise.pk)
    point = point_of(premise)
    meter = meter_at(point, serial.strip().upper(), at)
    first = {"read_at": at, "index_m3": index_m3, "source": ReadingSource.READER}
    reading = meter.readings.order_by("read_at").first() or Reading.objects.create(meter=meter, **first)
    return Hung(meter, reading, active_account(point, holder, at))


def point_of(premise: Premise) -> ServicePoint:
    """Give where gas comes to a premise, or begin it."""
    known = ServicePoint.objects.filter(premise=premise).order_by("pk").first()
    return known or ServicePoint.objects.create(code=f"SP-{premise.code}"[:24], premise=premise)


def meter_at(point: ServicePoint, serial: str, at: datetime) -> Meter:
    hanging = Meter.objects.filter(service_point=point, removed_on__isnull=True).first()
    if hanging and hanging.serial == serial:
        return hanging
    if hanging:
        raise MeterHangsAlready(
            _("The meter %(serial)s hangs here already. An exchange is another job.") % {"serial": hanging.serial},
            field="serial",
        )
    if Meter.objects.filter(serial=serial, voided_at__isnull=True).exists():
        raise MeterKnownElsewhere(
            _("A meter with this number is known at another place. Read the number again."), field="serial"
        )
    return Meter.objects.create(serial=serial, service_point=point, installed_on=timezone.localdate(at))


def active_account(point: ServicePoint, holder: Customer | None, at: datetime) -> GasAccount:
    """Make the account of a place active, or open one; an account that was suspended is left as it is."""
    day = timezone.localdate(at)
    account = GasAccount.objects.filter(service_point=point).exclude(status=AccountStatus.CLOSED).first()
    if account is None:
        account = open_account(point, at)
    GasAccount.objects.filter(pk=account.pk, status=AccountStatus.NEW).update(status=AccountStatus.ACTIVE)
    if holder and not account.tenures.filter(held_until__isnull=True).exists():
        Tenure.objects.create(gas_account=account, customer=holder, held_from=day)
    account.refresh_from_db()
    return account


def open_account(point: ServicePoint, at: datetime) -> GasAccount:
    """Open an account under a number that nobody has."""
    while True:
        number = f"7{secrets.randbelow(10**9):09}"
        try:
            with transaction.atomic():
                return GasAccount.objects.create(
                    number=number, service_point=point, status=AccountStatus.NEW, opened_on=timezone.localdate(at)
                )
        except IntegrityError:
            continue


@transaction.atomic
def void_meter(*, meter: Meter, because: str, at: datetime) -> Meter:
    """Close the row of a meter that was written down by mistake; its number is free again.

    The account waits for its opening again where no other meter ever hung. Raises MeterInUse for one that measures.
    """
    Premise.objects.select_for_update().get(service_points=meter.service_point_id)
    hanging = Meter.objects.filter(pk=meter.pk, removed_on__isnull=True)
    facts = {"removed_on": timezone.localdate(at), "voided_at": at, "voided_because": because}
    if meter.readings.count() > 1 or not hanging.update(**facts):
        raise MeterInUse(_("This meter was read since, or taken down. It has to be exchanged."))
    point = {"service_point": meter.service_point_id}
    if not Meter.objects.filter(**point, voided_at__isnull=True).exists():
        GasAccount.objects.filter(**point, status=AccountStatus.ACTIVE).update(status=AccountStatus.NEW)
    meter.refresh_from_db()
    return meter
