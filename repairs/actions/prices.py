"""The price of a fee: the published one, or one inside its published range."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from gasservice.standards.models import FeeItem
from gasservice.web.refusals import Refusal
from gasservice.web.say import say_money


class PriceNotPublished(Refusal):
    """A price that is not the published one, or lies outside the published range."""


class WhyThisPrice(Refusal):
    """More than the least of a published range needs a reason."""


def chosen_price(fee: FeeItem, price: Decimal | None, reason: str) -> Decimal:
    """Give the price that was chosen, without one the least; raises PriceNotPublished or WhyThisPrice."""
    price = fee.amount if price is None else price
    refuse_unpublished_price(fee, price, field="unit_price")
    if price > fee.amount and not reason.strip():
        raise WhyThisPrice(_("Say why it costs more than the least: the customer reads it."), field="reason")
    return price


def refuse_unpublished_price(fee: FeeItem, price: Decimal, *, field: str) -> None:
    least, most = fee.amount, fee.amount_to or fee.amount
    if not least <= price <= most:
        words = {"from": say_money(least), "to": say_money(most)}
        raise PriceNotPublished(_("The fee table says %(from)s to %(to)s.") % words, field=field)
