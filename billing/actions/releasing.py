"""Bills in which something does not fit: one of us lets them out as they are, corrected, or not at all."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from billing.actions.adjusting import adjust_bill, credit_estimates
from billing.actions.fee_following import withdraw_fee
from billing.actions.settling import settle_account
from billing.models import Bill
from billing.queries.fees_twice import fees_twice
from billing.terms import AdjustmentCause, LineKind, LookDecision
from gasservice.users.models import User
from gasservice.web.refusals import Refusal


class LookedAtBefore(Refusal):
    """Somebody else has decided about this bill."""


class NothingToGoBy(Refusal):
    """The bill could not be rated, so nobody knows what it should come to."""


class HoldsFees(Refusal):
    """A bill with fees cannot be taken back, for its fees are charged."""


def decide_bill(*, bill: Bill, decision: LookDecision, reason: str, by: User, at: datetime) -> Bill:
    """Do what somebody at the desk decided about a bill that waits, and keep their reason."""
    if decision == LookDecision.TAKE_BACK:
        return withdraw_bill(bill=bill, because=reason, by=by, at=at)
    return release_bill(bill=bill, note=reason, by=by, at=at, is_corrected=decision == LookDecision.CORRECTED)


@transaction.atomic
def release_bill(*, bill: Bill, note: str, by: User, at: datetime, is_corrected: bool = False) -> Bill:
    """Let a bill out, with a reason; corrected, its gas is adjusted to what its own readings come to.

    Raises LookedAtBefore, and NothingToGoBy for a correction of what could not be rated.
    """
    waiting = Bill.objects.held_back().filter(pk=bill.pk)
    if not waiting.update(released_at=at, released_by=by, release_note=note[:300]):
        raise LookedAtBefore(_("Somebody else has decided about this bill."))
    bill.refresh_from_db()
    if is_corrected:
        correct(bill, note, by, at)
    credit_estimates(bills=[bill.pk], at=at)
    settle_account(account=bill.gas_account_id, at=at)
    bill.refresh_from_db()
    return bill


def correct(bill: Bill, note: str, by: User, at: datetime) -> None:
    """Adjust the gas to its readings, and credit what is billed twice; the sweep withdraws the charges of that."""
    twice = fees_twice(bill)
    for one in twice:
        facts = {"cause": AdjustmentCause.VOID, "words": note, "by": by, "at": at}
        adjust_bill(bill=bill, amount=-one.line.amount, line=one.line, **facts)
    if twice and bill.since is None:
        return
    if bill.rated_amount is None:
        raise NothingToGoBy(_("This bill could not be rated. Correct its readings and take it back instead."))
    gas = sum(line.amount for line in bill.lines.all() if line.kind == LineKind.GAS)
    if bill.rated_amount != gas:
        facts = {"cause": AdjustmentCause.CHECK, "words": note, "by": by, "at": at}
        adjust_bill(bill=bill, amount=bill.rated_amount - gas, **facts)


@transaction.atomic
def withdraw_bill(*, bill: Bill, because: str, by: User, at: datetime) -> Bill:
    """Take a bill back that nobody was sent; its days can be billed again, and estimates it had replaced stand.

    Fees that are billed already are withdrawn with it. Raises LookedAtBefore and HoldsFees.
    """
    twice = fees_twice(bill)
    if bill.lines.filter(kind=LineKind.FEE).exclude(pk__in=[one.line.pk for one in twice]).exists():
        raise HoldsFees(_("This bill holds fees that were charged. Let it out corrected."))
    for one in twice:
        withdraw_fee(one.line.fee_charge, because[:300], by, at)
    facts = {"withdrawn_at": at, "withdrawn_by": by, "withdrawn_because": because[:300]}
    if not Bill.objects.held_back().filter(pk=bill.pk).update(**facts):
        raise LookedAtBefore(_("Somebody else has decided about this bill."))
    Bill.objects.filter(taken_back_by=bill).update(taken_back_by=None)
    bill.refresh_from_db()
    return bill
