"""Fees on bills: charged by the published table, and billed once."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gasservice.registry.actions.charges import FeeNotValid, charge_fee
from gasservice.registry.models import FeeCharge, GasAccount
from gasservice.registry.sheets import Row
from gasservice.standards.models import FeeItem
from gasservice.web.refusals import Refusal


class AnotherPrice(Refusal):
    """The published table has another price."""


class AnotherCharge(Refusal):
    """The receipt that a row names is not of its fee, place and amount."""


class BilledMeanwhile(Refusal):
    """The fee was billed before, perhaps at this moment."""


@transaction.atomic
def charge_from_ledger(
    *, row: Row, account: GasAccount, at: datetime, named: Collection[str] = ()
) -> tuple[FeeCharge, bool]:
    """Charge a fee that the ledger bills, or find the charge that waits for its bill; say whether it is a new one.

    A row that names a receipt bills that charge, and no other row finds one of those that are `named`. Raises
    FeeNotValid for a fee that is not charged on the day of the bill, ChargedBefore for one that is due once and was
    charged, AnotherPrice, AnotherCharge and BilledMeanwhile.
    """
    values, premise = row.values, account.service_point.premise
    day, quantity = values["issued_on"], values["quantity"] or Decimal(1)
    fee = fee_on(values["fee"], day)
    same = FeeCharge.objects.filter(premise=premise, fee_code=fee.code, amount=values["amount"])
    unbilled = same.standing().filter(billed_at__isnull=True, paid_at__isnull=True).exclude(reference__in=named)
    waiting = unbilled.order_by("charged_at").first()
    if values["receipt"]:
        waiting = charge_named(values["receipt"], same)
    is_new = waiting is None
    if is_new:
        refuse_another_price(fee, quantity, values["amount"])
        waiting = charge_fee(
            premise=premise,
            fee=fee,
            by=None,
            at=at,
            quantity=quantity,
            amount=values["amount"],
            gas_account=account,
            used_on=day,
        )
    if not FeeCharge.objects.filter(pk=waiting.pk, billed_at__isnull=True).update(billed_at=at, gas_account=account):
        raise BilledMeanwhile(_("This fee was billed meanwhile, receipt %(receipt)s.") % {"receipt": waiting.reference})
    return waiting, is_new


def fee_on(code: str, day: date) -> FeeItem:
    """Give the version of a fee that holds on a day, else its last; raises FeeNotValid where there never was one."""
    last = FeeItem.objects.filter(code=code).order_by("-valid_from").first()
    if last is None:
        raise FeeNotValid(_("there is no fee “%(value)s”") % {"value": code})
    return FeeItem.objects.valid_on(day).filter(code=code).first() or last


def charge_named(receipt: str, same: QuerySet[FeeCharge]) -> FeeCharge:
    """Give the charge that a row names, where it is of that fee, place and amount and waits to be billed."""
    charge = same.filter(reference=receipt).first()
    if charge is None:
        words = _("No charge of this fee, place and amount has receipt %(receipt)s.")
        raise AnotherCharge(words % {"receipt": receipt}, field="receipt")
    if charge.billed_at or not charge.is_owed:
        words = _("The fee of receipt %(receipt)s is billed, paid or withdrawn already: take this row out.")
        raise BilledMeanwhile(words % {"receipt": receipt}, field="receipt")
    return charge


def refuse_another_price(fee: FeeItem, quantity: Decimal, amount: Decimal) -> None:
    least, most = fee.amount * quantity, (fee.amount_to or fee.amount) * quantity
    if not least <= amount <= most:
        words = _("The published price is %(price)s yuan.")
        raise AnotherPrice(words % {"price": fee.amount if fee.amount_to is None else f"{fee.amount}-{fee.amount_to}"})
