"""Taking payments in, each once."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from billing.actions.settling import settle_account
from billing.models import Bill, Payment
from billing.terms import PaymentMethod
from gasservice.registry.models import GasAccount
from gasservice.users.models import User
from gasservice.web.refusals import Refusal


class AnotherPayment(Refusal):
    """A payment with this reference came in before, and it was not this one."""


@transaction.atomic
def take_payment(
    *,
    reference: str,
    account: GasAccount,
    amount: Decimal,
    method: PaymentMethod,
    paid_at: datetime,
    at: datetime,
    bill: Bill | None = None,
    by: User | None = None,
    redress: int | None = None,
) -> tuple[Payment, bool]:
    """Take a payment in yuan in, and say whether it is news: told twice it is one. Raises AnotherPayment."""
    facts = {"gas_account": account, "amount": amount, "method": method, "paid_at": paid_at}
    more = {"bill": bill, "taken_by": by, "taken_at": at, "redress_id": redress}
    payment, is_new = Payment.objects.get_or_create(reference=reference, defaults=facts | more)
    if not is_new and any(getattr(payment, name) != value for name, value in facts.items()):
        words = _("Another payment came in under %(reference)s before: %(amount)s yuan for account %(account)s.")
        known = {"reference": reference, "amount": payment.amount, "account": payment.gas_account.number}
        raise AnotherPayment(words % known, field="reference")
    if is_new:
        settle_account(account=account.pk, at=at)
    return payment, is_new
