"""What an account has to pay, and what a payment paid."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from billing.models import Bill, Payment, PaymentShare
from billing.queries.standings import BillStanding, bills_payable, standings_of
from gasservice.registry.models import GasAccount


def standings_to_pay(account: GasAccount, day: date) -> list[BillStanding]:
    """Give how those bills of an account stand of which something is owed, disputed or not, what is due first first."""
    return [one for one in standings_of(bills_payable(account), day) if one.bill.unpaid or one.late_due]


@dataclass(frozen=True)
class Paid:
    """What a payment pays of a bill, in yuan, or of its late charge."""

    bill: Bill
    is_late_charge: bool
    amount: Decimal


def shares_of(payment: Payment) -> list[Paid]:
    """Give what a payment pays, less what was given back."""
    return [one for one in added_up(payment.shares.select_related("bill").order_by("at", "pk")) if one.amount]


def added_up(shares: Iterable[PaymentShare]) -> Iterable[Paid]:
    found: dict[tuple[int, bool], Paid] = {}
    for share in shares:
        key = (share.bill_id, share.is_late_charge)
        before = found[key].amount if key in found else Decimal(0)
        found[key] = Paid(share.bill, share.is_late_charge, before + share.amount)
    return found.values()
