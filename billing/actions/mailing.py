"""Telling customers that a bill is there: a portion at a time, each holder once a run of bills."""

from datetime import datetime
from itertools import groupby

from django.db import transaction
from django.urls import reverse

from billing.models import Bill
from gasservice.notices.actions.telling import recipient_of, tell_some

PORTION = 2_000


@transaction.atomic
def tell_of_bills(*, at: datetime) -> int:
    """Tell the holders of some bills that they are there, and say how many bills; who works beside us takes others."""
    waiting = Bill.objects.issued().filter(told_at__isnull=True).select_related("tenure__customer__user")
    bills = list(waiting.order_by("pk").select_for_update(of=("self",), skip_locked=True)[:PORTION])
    Bill.objects.filter(pk__in=[bill.pk for bill in bills]).update(told_at=at)
    owed = sorted((bill for bill in bills if bill.unpaid and bill.tenure), key=days_of)
    for (issued_on, due_on), together in groupby(owed, key=days_of):
        tell_some(
            key=f"bills:{issued_on}:{due_on}",
            topic="bill-issued",
            # The way leads to all of their bills, for one message may be of several.
            to=[recipient_of(bill.tenure.customer, reverse("my-bills")) for bill in together],
            at=at,
            facts={"issued_on": issued_on, "due_on": due_on},
        )
    return len(bills)


def days_of(bill: Bill) -> tuple:
    return bill.issued_on, bill.due_on
