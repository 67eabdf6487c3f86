"""Charging what a quote comes to, and what changes when it is replaced or the final bill differs."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from gasservice.cases.actions.story import record_event
from gasservice.cases.models import Case
from gasservice.cases.terms import EventKind
from gasservice.registry.actions.charges import charge_fee, void_charge
from gasservice.registry.models import FeeCharge
from gasservice.users.models import User
from gasservice.web.say import say_money
from repairs import quoting
from repairs.actions.fees import premise_of
from repairs.models import Quote, QuoteLine
from repairs.queries.quotes import net_lines


@transaction.atomic
def charge_quote(*, case: Case, quote: Quote, by: User | None, at: datetime) -> list[FeeCharge]:
    """Charge a quote line by line, less its discount; what was paid before counts, what was not is withdrawn.

    Whatever was paid above it is owed to the customer: `queries.accounts` reckons that from the rows.
    """
    for charge in charges_before(quote).filter(paid_at__isnull=True):
        void_charge(charge=charge, reason=_("Replaced by %(number)s") % {"number": quote.number}, by=by, at=at)
    paid = paid_by_fee(quote)
    above = {line.fee.code: (line, net - paid.get(line.fee.code, quoting.NOTHING)) for line, net in net_lines(quote)}
    missing = {code: rest for code, (_line, rest) in above.items()}
    owed = quoting.still_to_charge(quote.payable, quoting.sum_of(paid.values()), missing)
    charges = [charge_line(case, quote, above[code][0], amount, by, at) for code, amount in owed.items()]
    if charges:
        words = say_money(quoting.sum_of(charge.amount for charge in charges))
        record_event(case=case, kind=EventKind.CHARGED, by=by, at=at, words=words)
    return charges


def charges_before(quote: Quote):
    """Give what stands charged by the versions before a quote."""
    before = QuoteLine.objects.filter(quote__case=quote.case_id, charge__isnull=False).exclude(quote=quote)
    return FeeCharge.objects.standing().filter(pk__in=before.values("charge"))


def paid_by_fee(quote: Quote) -> dict[str, Decimal]:
    paid: dict[str, Decimal] = {}
    for charge in charges_before(quote):
        paid[charge.fee_code] = paid.get(charge.fee_code, quoting.NOTHING) + charge.held
    return paid


def charge_line(case: Case, quote: Quote, line: QuoteLine, amount: Decimal, by: User | None, at: datetime) -> FeeCharge:
    line.charge = charge_fee(
        premise=premise_of(case),
        fee=line.fee,
        by=by,
        at=at,
        quantity=line.quantity,
        amount=amount,
        gas_account=case.gas_account,
        case_reference=case.reference,
        used_on=quote.priced_on,
    )
    line.save(update_fields=["charge"])
    return line.charge
