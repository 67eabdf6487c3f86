"""Who sees which bills, and who may look at one that waits or dispute one that is out."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.http import Http404

from billing.access.desk import is_at_desk
from billing.models import Bill, days_spared
from gasservice.registry.access import acts_on_premises
from gasservice.users.models import User

# The days in which a plan of instalments keeps a bill from costing more, read with the bill.
SPARED = ArraySubquery(days_spared(bill=OuterRef("pk")).values(days=JSONObject(since="since", until="until")))


def bills_visible_to(user: User) -> QuerySet[Bill]:
    """Give the bills a user may see: all to those who act on premises, else those of the time one held the account."""
    if acts_on_premises(user):
        return Bill.objects.standing()
    if not user.is_authenticated:
        return Bill.objects.none()
    return own_bills(user)


def own_bills(user: User) -> QuerySet[Bill]:
    """Give the bills of the time somebody held accounts, whatever they may see beyond their own."""
    return Bill.objects.issued().filter(tenure__customer__user=user)


def get_bill(user: User, number: str) -> Bill:
    with_holder = ("gas_account__service_point__premise__community", "tenure__customer", "taken_back_by")
    rows = bills_visible_to(user).select_related(*with_holder).annotate(spared=SPARED)
    bill = rows.filter(number=number).first()
    if bill is None:
        raise Http404
    return bill


def get_bill_to_dispute(user: User, number: str) -> Bill:
    """Give a bill that is out to whoever it is addressed to, and to those at the desk, who dispute it for them."""
    bill = get_bill(user, number)
    if not bill.is_issued or (user.works_here and not user.works_cases):
        raise Http404
    return bill


def get_bill_to_look_at(user: User, number: str) -> Bill:
    """Give a bill that waits for one of us, to those at the desk."""
    with_account = ("gas_account__service_point__premise__community", "tenure__customer")
    rows = Bill.objects.held_back() if is_at_desk(user) else Bill.objects.none()
    bill = rows.select_related(*with_account).filter(number=number).first()
    if bill is None:
        raise Http404
    return bill
