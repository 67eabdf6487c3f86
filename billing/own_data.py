"""What of bills and payments belongs to the person they were made for, for them to take away."""

from django.db.models import F, Q

from billing.access import own_bills
from billing.models import Bill, Payment
from gasservice.portal.own_data import register_own_facts
from gasservice.registry.access import midnight, tenures_of
from gasservice.users.models import User

OF_BILL = ("number", "issued_on", "due_on", "since", "until", "volume_m3", "is_estimated", "amount", "adjusted", "paid")
OF_LINE = ("kind", "since", "until", "number", "volume_m3", "price", "amount")
OF_PAYMENT = ("reference", "paid_at", "method", "amount")


@register_own_facts("bills")
def bills_of(user: User) -> list[dict[str, object]]:
    """Give the bills of the time somebody held accounts, line by line."""
    rows = own_bills(user).select_related("gas_account").prefetch_related("lines")
    return [bill_facts_of(bill) for bill in rows]


def bill_facts_of(bill: Bill) -> dict[str, object]:
    lines = [{name: getattr(line, name) for name in OF_LINE} for line in bill.lines.all()]
    facts = {name: getattr(bill, name) for name in OF_BILL}
    return {"account": bill.gas_account.number} | facts | {"lines": lines}


@register_own_facts("payments")
def payments_of(user: User) -> list[dict[str, object]]:
    """Give what was paid for accounts while somebody held them."""
    own = Q(pk__in=[])
    for account, since, until in tenures_of(user).values_list("gas_account", "held_from", "held_until"):
        paid = Q(gas_account=account, paid_at__gte=midnight(since))
        own |= paid & Q(paid_at__lt=midnight(until)) if until else paid
    return list(Payment.objects.filter(own).values(*OF_PAYMENT, account=F("gas_account__number")))
