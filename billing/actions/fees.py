"""Fees on bills: charged by the published table, and billed once."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from gasservice.registry.actions.charges import FeeNotValid, charge_fee
from gasservice.registry.models import FeeCharge, GasAccount
from gasservice.registry.sheets import Row
from gasservice.standards.models import FeeItem
from gasservice.web.refusals import Refusal


class AnotherPrice(Refusal):
    """The published table has another price."""


class BilledMeanwhile(Refusal):
    """The fee was billed at this moment."""


@transaction.atomic
def charge_from_ledger(*, row: Row, account: GasAccount, at: datetime) -> FeeCharge:
    """Charge a fee that the ledger bills, or find the charge that waits for its bill.

    Raises FeeNotValid for a fee that is not charged on the day of the bill, ChargedBefore for one that is due once and
    was charged, and AnotherPrice.
    """
    values, premise = row.values, account.service_point.premise
    fee = FeeItem.objects.filter(code=values["fee"]).order_by("-valid_from").first()
    if fee is None:
        raise FeeNotValid(_("there is no fee “%(value)s”") % {"value": values["fee"]})
    day, quantity = values["issued_on"], values["quantity"] or Decimal(1)
    fee = FeeItem.objects.valid_on(day).filter(code=fee.code).first() or fee
    waiting = FeeCharge.objects.standing().filter(premise=premise, fee_code=fee.code, amount=values["amount"])
    waiting = waiting.filter(billed_at__isnull=True, paid_at__isnull=True).order_by("charged_at").first()
    if waiting is None:
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
    return waiting


def refuse_another_price(fee: FeeItem, quantity: Decimal, amount: Decimal) -> None:
    least, most = fee.amount * quantity, (fee.amount_to or fee.amount) * quantity
    if not least <= amount <= most:
        words = _("The published price is %(price)s yuan.")
        raise AnotherPrice(words % {"price": fee.amount if fee.amount_to is None else f"{fee.amount}-{fee.amount_to}"})
