"""What an account has to pay, and what a payment paid."""

from datetime import date

from billing.queries.standings import BillStanding, bills_payable, standings_of
from gasservice.registry.models import GasAccount


def standings_to_pay(account: GasAccount, day: date) -> list[BillStanding]:
    """Give how those bills of an account stand of which something is owed, disputed or not, what is due first first."""
    return [one for one in standings_of(bills_payable(account), day) if one.bill.unpaid or one.late_due]
