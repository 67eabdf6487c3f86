"""Noting that money was paid back."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.registry.models import FeeCharge, FeeRefund, FeeRefundLine
from gasservice.registry.queries import OwedBack
from gasservice.registry.terms import RefundMethod
from gasservice.users.models import User
from gasservice.web.refusals import Refusal


class MoreThanWasPaid(Refusal):
    """Nobody gets back more than they paid; somebody else may have paid it back meanwhile."""


@transaction.atomic
def note_refund(
    *,
    parts: Iterable[OwedBack],
    method: RefundMethod,
    payment_reference: str,
    by: User,
    at: datetime,
    case_reference: str = "",
) -> FeeRefund:
    """Note one payment back, for each charge its part; raises MoreThanWasPaid, and nothing is noted then.

    The database refuses a second refund of the same payment, and more for a charge than was paid for it.
    """
    parts = list(parts)
    refund = FeeRefund.objects.create(
        number=new_credit_note_number(at),
        case_reference=case_reference,
        amount=sum(part.amount for part in parts),
        method=method,
        payment_reference=payment_reference,
        by=by,
        at=at,
    )
    for part in sorted(parts, key=lambda part: part.charge.pk):
        paid = FeeCharge.objects.filter(pk=part.charge.pk, paid_at__isnull=False)
        if not paid.filter(paid_back__lte=F("amount") - part.amount).update(paid_back=F("paid_back") + part.amount):
            raise MoreThanWasPaid(_("Somebody has paid this back meanwhile. Look at the charge again."))
    FeeRefundLine.objects.bulk_create(
        FeeRefundLine(refund=refund, charge=part.charge, amount=part.amount, cause=part.cause) for part in parts
    )
    return refund


def new_credit_note_number(at: datetime) -> str:
    """Draw a number of a credit note: the day and eight digits; the database refuses one that exists."""
    return f"C{timezone.localdate(at):%y%m%d}-{secrets.randbelow(10**8):08}"
