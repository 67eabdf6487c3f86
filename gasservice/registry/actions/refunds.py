"""Noting what of a charge was given back: paid out, or credited on its bill; together never more than the charge."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

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
        give_of_charge(part.charge, part.amount, "paid_back")
    FeeRefundLine.objects.bulk_create(
        FeeRefundLine(refund=refund, charge=part.charge, amount=part.amount, cause=part.cause) for part in parts
    )
    return refund


@transaction.atomic
def credit_charge(*, charge: FeeCharge, amount: Decimal) -> FeeCharge:
    """Note that so much of a charge was credited on its bill; raises MoreThanWasPaid where less is left of it."""
    give_of_charge(charge, amount, "credited")
    charge.refresh_from_db(fields=["credited", "paid_back"])
    return charge


def give_of_charge(charge: FeeCharge, amount: Decimal, column: str) -> None:
    """Give back what is left of a charge in one statement: of two who do so at once, the second finds less."""
    rows = FeeCharge.objects.filter(pk=charge.pk)
    if column == "paid_back":
        rows = rows.filter(paid_at__isnull=False)
    if not rows.filter(amount__gte=F("credited") + F("paid_back") + amount).update(**{column: F(column) + amount}):
        raise MoreThanWasPaid(
            _("Receipt %(receipt)s: this was given back meanwhile. Look at the charge again.")
            % {"receipt": charge.reference}
        )


def new_credit_note_number(at: datetime) -> str:
    """Draw a number of a credit note: the day and eight digits; the database refuses one that exists."""
    return f"C{timezone.localdate(at):%y%m%d}-{secrets.randbelow(10**8):08}"
