"""What the desk does with charges: it notes a payment, or a supervisor withdraws one."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gasservice.cases.actions.story import record_event
from gasservice.cases.models import Case
from gasservice.cases.terms import EventKind
from gasservice.registry.actions.charges import pay_charge, void_charge
from gasservice.registry.models import FeeCharge
from gasservice.users.models import User
from gasservice.web.refusals import Refusal
from gasservice.web.say import say_money


class PaidOtherwise(Refusal):
    """The charge was paid before, by another payment."""


class PaidAlready(Refusal):
    """What was paid is paid back, not withdrawn."""


@transaction.atomic
def record_payment(*, charge: FeeCharge, payment_reference: str, by: User | None, at: datetime) -> FeeCharge:
    """Note that a charge was paid, in its case's story too; the same payment told twice is one payment."""
    if pay_charge(charge=charge, payment_reference=payment_reference, at=at):
        tell_story(charge, EventKind.PAID, by, at)
    elif charge.payment_reference != payment_reference:
        raise PaidOtherwise(
            _("This charge was paid before, by payment %(payment)s. If they paid twice, give one back.")
            % {"payment": charge.payment_reference},
            field="payment_reference",
        )
    return charge


@transaction.atomic
def withdraw_charge(*, charge: FeeCharge, reason: str, by: User, at: datetime) -> FeeCharge:
    """Take back a charge that was not paid; the fee may then be charged again. Told twice is once."""
    void_charge(charge=charge, reason=reason, by=by, at=at)
    charge.refresh_from_db()
    if charge.is_paid:
        raise PaidAlready(_("This charge was paid. Pay it back first; a paid charge is not withdrawn."))
    return charge


def tell_story(charge: FeeCharge, kind: EventKind, by: User | None, at: datetime) -> None:
    case = Case.objects.filter(reference=charge.case_reference).first() if charge.case_reference else None
    if case:
        record_event(case=case, kind=kind, by=by, at=at, words=say_money(charge.amount))
