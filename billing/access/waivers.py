"""Who asks to drop a late charge, who decides on it, and who looks at all of them."""

from django.db.models import Q, QuerySet
from django.http import Http404

from billing.access.bills import get_bill, own_bills
from billing.access.desk import is_at_desk
from billing.models import Bill, LateWaiver
from gasservice.cases.access import visible_to
from gasservice.users.models import User
from gasservice.users.terms import Role


def get_bill_to_waive(user: User, number: str) -> Bill:
    """Give a bill whose late charge somebody may ask us to drop: one's own, and any for the desk that asks for them."""
    bill = get_bill(user, number)
    if not bill.is_issued or not (user.works_cases or own_bills(user).filter(pk=bill.pk).exists()):
        raise Http404
    return bill


def waivers_open_to(user: User) -> QuerySet[LateWaiver]:
    """Give the requests that somebody at the desk decides on: none of their own, nor of cases that name them."""
    if not is_at_desk(user):
        return LateWaiver.objects.none()
    rows = LateWaiver.objects.filter(decided_at__isnull=True, case__in=visible_to(user))
    return rows.exclude(bill__tenure__customer__user=user)


def get_waiver(user: User, pk: int) -> LateWaiver:
    """Give a request with its bill to the desk, decided or not; nobody sees those they may not decide."""
    with_bill = ("bill__gas_account__service_point__premise__community", "bill__tenure__customer__user")
    rows = LateWaiver.objects.select_related(*with_bill, "case", "evidence", "asked_by", "decided_by", "agreed_by")
    seen = Q(case__isnull=True) | Q(case__in=visible_to(user))
    waiver = rows.filter(seen, pk=pk).first() if is_at_desk(user) else None
    if waiver is None or (waiver.bill.tenure and waiver.bill.tenure.customer.user_id == user.pk):
        raise Http404
    return waiver


def sees_waivers(user: User) -> bool:
    """Every dropped late charge is for supervisors and auditors to look at."""
    return user.is_authenticated and user.is_active and user.role in (Role.SUPERVISOR, Role.AUDITOR)
