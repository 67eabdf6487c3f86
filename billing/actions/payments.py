"""Taking payments in, each once."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from billing.actions.settling import settle_account
from billing.models import Bill, Payment
from billing.terms import PaymentMethod
from gasservice.registry.models import FeeCharge, GasAccount
from gasservice.users.models import User
from gasservice.web.refusals import Refusal

# What references of redress begin with; no other payment's does.
REDRESS = "RD-"


class AnotherPayment(Refusal):
    """A payment with this reference came in before, and it was not this one."""


class NotPaidYet(Refusal):
    """A payment cannot lie in the future."""


class BillOfAnother(Refusal):
    """The bill is not one that this account owes."""


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
    submission: UUID | None = None,
) -> tuple[Payment, bool]:
    """Take a payment in yuan in, and say whether it is news: told twice it is one.

    Raises AnotherPayment for another one under its reference, NotPaidYet and BillOfAnother.
    """
    refuse_impossible(reference, account, paid_at, bill, at)
    facts = {"gas_account": account, "amount": amount, "method": method, "paid_at": paid_at}
    more = {"bill": bill, "taken_by": by, "taken_at": at, "submission": submission}
    payment, is_new = Payment.objects.get_or_create(reference=reference, defaults=facts | more)
    if not is_new and any(getattr(payment, name) != value for name, value in facts.items()):
        raise another(payment)
    if is_new:
        refuse_paid_for_a_fee(reference, account)
        settle_account(account=account.pk, at=at)
    payment.refresh_from_db()
    return payment, is_new


def another(payment: Payment) -> AnotherPayment:
    words = _("Another payment came in under %(reference)s before: %(amount)s yuan for account %(account)s.")
    known = {"reference": payment.reference, "amount": payment.amount, "account": payment.gas_account.number}
    return AnotherPayment(words % known, field="reference")


def refuse_impossible(reference: str, account: GasAccount, paid_at: datetime, bill: Bill | None, at: datetime) -> None:
    if reference.startswith(REDRESS):
        raise AnotherPayment(_("References that begin with RD- are for redress."), field="reference")
    if paid_at > at:
        raise NotPaidYet(_("This lies in the future."), field="paid_at")
    if bill and (bill.gas_account_id != account.pk or not bill.is_issued):
        raise BillOfAnother(_("This account has no such bill."), field="bill")


def refuse_paid_for_a_fee(reference: str, account: GasAccount) -> None:
    """Refuse money that was noted for a fee already: it would count twice."""
    noted = FeeCharge.objects.filter(premise=account.service_point.premise_id, payment_reference=reference).first()
    if noted:
        words = _("This payment was noted for the fee of receipt %(receipt)s before.")
        raise AnotherPayment(words % {"receipt": noted.reference}, field="reference")


@transaction.atomic
def take_at_counter(
    *,
    account: GasAccount,
    amount: Decimal,
    method: PaymentMethod,
    reference: str,
    bill: Bill | None,
    submission: UUID,
    by: User,
    at: datetime,
) -> Payment:
    """Take a payment in at the counter; the same form sent twice is one payment, without a reference it gets a number.

    Raises AnotherPayment where the form was sent before with other words, and whatever `take_payment` refuses.
    """
    GasAccount.objects.select_for_update(no_key=True).get(pk=account.pk)
    facts = {"account": account, "amount": amount, "method": method, "bill": bill}
    if sent := Payment.objects.filter(submission=submission).select_related("gas_account").first():
        if (sent.gas_account_id, sent.amount) != (account.pk, amount):
            raise another(sent)
        return sent
    reference = reference or receipt_number(submission, at)
    return take_payment(reference=reference, submission=submission, paid_at=at, by=by, at=at, **facts)[0]


def receipt_number(submission: UUID, at: datetime) -> str:
    """Number a payment that nobody numbered: the day, and eight digits of its form."""
    return f"K{timezone.localdate(at):%y%m%d}-{submission.int % 10**8:08}"
