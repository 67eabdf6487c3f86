"""Charging fees, and noting that they were paid."""

import secrets
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.registry.access import midnight
from gasservice.registry.models import FeeCharge, GasAccount, Premise
from gasservice.standards.models import FeeItem
from gasservice.users.models import User
from gasservice.web.languages import localized
from gasservice.web.refusals import Refusal
from gasservice.web.say import say_day

FEN = Decimal("0.01")


class FeeNotValid(Refusal):
    """Nobody owes this fee on that day: it was cancelled, or does not hold yet."""


class ChargedBefore(Refusal):
    """The fee is due once for this place, and was charged before; `charge` is the earlier one, with its receipt."""

    def __init__(self, charge: FeeCharge) -> None:
        super().__init__(
            _("This fee is due once for this place. It was charged before: receipt %(receipt)s.")
            % {"receipt": charge.reference}
        )
        self.charge = charge


class NotChargedAnyMore(Refusal):
    """The charge was withdrawn, so it cannot be paid."""


@transaction.atomic
def charge_fee(
    *,
    premise: Premise,
    fee: FeeItem,
    by: User | None,
    at: datetime,
    quantity: Decimal = Decimal(1),
    amount: Decimal | None = None,
    gas_account: GasAccount | None = None,
    case_reference: str = "",
    used_on: date | None = None,
) -> FeeCharge:
    """Charge a fee for a premise; `amount` in yuan goes before quantity times the published price.

    The fee must hold on `used_on`, without it on the day of the charge: work lasts longer than a fee table may.

    Raises FeeNotValid for a fee that does not hold on the day, and ChargedBefore for a second charge of a fee that is
    due once per premise, also after the premise or its community was renamed.
    """
    day = used_on or timezone.localdate(at)
    refuse_invalid(fee, day)
    owed = amount if amount is not None else (fee.amount * quantity).quantize(FEN, ROUND_HALF_UP)
    try:
        with transaction.atomic():
            return FeeCharge.objects.create(
                reference=new_receipt_number(at),
                premise=premise,
                gas_account=gas_account,
                fee=fee,
                fee_code=fee.code,
                is_once_per_premise=fee.is_once_per_premise,
                quantity=quantity,
                amount=owed,
                case_reference=case_reference,
                charged_by=by,
                charged_at=at,
            )
    except IntegrityError:
        before = FeeCharge.objects.standing().filter(premise=premise, fee_code=fee.code, is_once_per_premise=True)
        if earlier := before.first():
            raise ChargedBefore(earlier) from None
        raise


def refuse_invalid(fee: FeeItem, day: date) -> None:
    """Refuse a fee that does not hold on the day; of one that has ended, name the rule that ended it."""
    if fee.has_ended(day):
        said = _("“%(fee)s” is not charged any more, since %(since)s. The rule: %(rule)s.")
        since = say_day(fee.valid_until, now=midnight(day))
        raise FeeNotValid(said % {"fee": localized(fee, "name"), "since": since, "rule": localized(fee, "basis")})
    if not fee.has_begun(day):
        raise FeeNotValid(_("This fee is not charged on that day: look at the fee table."))


def new_receipt_number(at: datetime) -> str:
    """Draw a receipt number: the day and eight digits; the database refuses one that exists."""
    return f"R{timezone.localdate(at):%y%m%d}-{secrets.randbelow(10**8):08}"


def pay_charge(*, charge: FeeCharge, payment_reference: str, at: datetime) -> bool:
    """Note that a charge was paid; the same payment told twice is one payment. Say whether it was news."""
    unpaid = FeeCharge.objects.standing().filter(pk=charge.pk, paid_at__isnull=True)
    unpaid = unpaid.exclude(credited__gt=0, credited=F("amount"))
    is_new = bool(unpaid.update(paid_at=at, payment_reference=payment_reference))
    charge.refresh_from_db()
    if charge.voided_at:
        raise NotChargedAnyMore(_("This charge was withdrawn. Nothing is owed for it."))
    if not charge.is_paid:
        raise NotChargedAnyMore(_("This charge was credited on its bill. Nothing is owed for it."))
    return is_new


def void_charge(*, charge: FeeCharge, reason: str, by: User | None, at: datetime, even_if_paid: bool = False) -> bool:
    """Withdraw a charge; the fee may then be charged again, and what was paid is owed back. Say whether it stood."""
    standing = FeeCharge.objects.standing().filter(pk=charge.pk)
    if not even_if_paid:
        standing = standing.filter(paid_at__isnull=True)
    return bool(standing.update(voided_at=at, voided_by=by, void_reason=reason))
