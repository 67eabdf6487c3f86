"""Answering what another desk asked of our crews: what the meter shows, what its test found, or in words."""

from datetime import date, datetime
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gasservice.cases.actions.referring import answer_work
from gasservice.cases.actions.work import NotPossibleNow, locked
from gasservice.cases.models import WorkReferral
from gasservice.files.actions import keep_upload
from gasservice.files.models import StoredFile
from gasservice.registry.actions.meters import record_meter_test, record_reading
from gasservice.registry.models import Meter
from gasservice.users.models import User
from gasservice.web.refusals import Refusal
from repairs.actions.orders import open_order
from repairs.models import WorkOrder
from repairs.queries.meters import hanging_meter
from repairs.terms import PURPOSE_FOR


class NoMeterHere(Refusal):
    """The case does not say where the meter hangs, or none hangs there."""


def open_referred_order(*, referral: WorkReferral, by: User, at: datetime) -> WorkOrder:
    """Open the work order for what was asked, on the same case; while one is open, give that one."""
    if not referral.is_standing:
        raise NotPossibleNow(_("This is answered, or the case has ended."))
    return open_order(case=referral.case, kind=PURPOSE_FOR[referral.asked], by=by, at=at, task=referral.words)


@transaction.atomic
def answer_with_reading(
    *,
    referral: WorkReferral,
    index_m3: Decimal,
    by: User,
    at: datetime,
    words: str = "",
    photo: UploadedFile | None = None,
) -> WorkReferral:
    """Write down what the meter shows, with a photo of it; the answer is the reading."""
    meter = meter_asked_about(referral)
    reading = record_reading(meter=meter, index_m3=index_m3, by=by, at=at)
    answer = said_with(f"{meter.serial}: {index_m3.normalize():f} m³", words)
    kept = kept_file(photo, by, at)
    return answer_work(referral=referral, answer=answer, by=by, at=at, reading=reading, photo=kept)


@transaction.atomic
def answer_with_test(
    *,
    referral: WorkReferral,
    tested_on: date,
    laboratory: str,
    certificate_number: str,
    error_percent: Decimal,
    limit_percent: Decimal,
    by: User,
    at: datetime,
    words: str = "",
    certificate: UploadedFile | None = None,
) -> WorkReferral:
    """Write down what the laboratory found, with its certificate; the answer is the test."""
    found = {"laboratory": laboratory, "certificate_number": certificate_number, "tested_on": tested_on}
    found |= {"error_percent": error_percent, "limit_percent": limit_percent}
    test = record_meter_test(
        meter=meter_asked_about(referral),
        case_reference=referral.case.reference,
        asked_at=referral.asked_at,
        certificate=kept_file(certificate, by, at),
        by=by,
        at=at,
        **found,
    )
    answer = said_with(f"{error_percent:+f} % (± {limit_percent:f} %), {certificate_number}", words)
    return answer_work(referral=referral, answer=answer, by=by, at=at, meter_test=test)


def meter_asked_about(referral: WorkReferral) -> Meter:
    """Hold the case, so that two answers come one after the other, and give its meter."""
    case = locked(referral.case)
    meter = hanging_meter(case) if case.premise_id or case.gas_account_id else None
    if not WorkReferral.objects.standing().filter(pk=referral.pk).exists():
        raise NotPossibleNow(_("Somebody has answered this already, or the case has ended."))
    if meter is None:
        raise NoMeterHere(_("The case names no address of our books with a meter. The desk enters it first."))
    return meter


def said_with(found: str, words: str) -> str:
    return ". ".join(part for part in (found, words.strip()) if part)[:280]


def kept_file(upload: UploadedFile | None, by: User, at: datetime) -> StoredFile | None:
    return keep_upload(upload=upload, by=by, at=at) if upload else None
