"""What a payment paid, in words."""

from datetime import datetime

from django.utils.translation import gettext as _

from billing.queries.bills import PaidBill
from gasservice.web.say import say_day, say_money


def told_share(share: PaidBill, now: datetime) -> str:
    """Name a bill that was paid; one the reader may not see stands there without its number and its days."""
    if not share.is_seen:
        return _("Another bill of this account")
    facts = {"number": share.bill.number, "day": say_day(share.bill.issued_on, now=now)}
    named = _("Bill %(number)s of %(day)s") % facts
    if share.late:
        return _("%(bill)s, with a late charge of %(late)s") % {"bill": named, "late": say_money(share.late)}
    return named
