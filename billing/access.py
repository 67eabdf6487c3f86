"""Who sees bills and payments, who sends readings in, and who looks at what is doubtful."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from billing.models import Bill, Dispute, Payment, SelfReading
from gasservice.cases.access import get_case
from gasservice.cases.terms import Act
from gasservice.registry.access import (
    Period,
    accounts_visible_to,
    acts_on_premises,
    get_account_held,
    period_on,
    periods_visible,
)
from gasservice.registry.models import GasAccount
from gasservice.users.models import User
from gasservice.users.terms import Role

DISPUTE_WITH = ("bill__gas_account__service_point__premise__community", "bill__tenure__customer", "proposed_by")


def get_account_to_read(user: User, number: str) -> GasAccount:
    """Give the account to whoever holds it today, and to those who act on premises; to nobody else there is none."""
    return get_account_held(user, number, timezone.localdate())


def self_readings_visible_to(user: User) -> QuerySet[SelfReading]:
    """Give what a user may see of readings that customers sent in: all to those who act on premises, else one's own."""
    if acts_on_premises(user):
        return SelfReading.objects.all()
    return SelfReading.objects.filter(sent_by_id=user.pk, gas_account__in=accounts_visible_to(user))


def get_self_reading(user: User, pk: int) -> SelfReading:
    row = self_readings_visible_to(user).select_related("reading__meter", "gas_account", "photo").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def bills_visible_to(user: User) -> QuerySet[Bill]:
    """Give the bills a user may see: all to those who act on premises, else those of the time one held the account."""
    if acts_on_premises(user):
        return Bill.objects.standing()
    if not user.is_authenticated:
        return Bill.objects.none()
    return Bill.objects.issued().filter(tenure__customer__user=user)


def own_bills(user: User) -> QuerySet[Bill]:
    """Give the bills of the time somebody held accounts, whatever they may see beyond their own."""
    return Bill.objects.issued().filter(tenure__customer__user=user)


def get_bill(user: User, number: str) -> Bill:
    with_holder = ("gas_account__service_point__premise__community", "tenure__customer", "taken_back_by")
    bill = bills_visible_to(user).select_related(*with_holder).filter(number=number).first()
    if bill is None:
        raise Http404
    return bill


def get_bill_to_dispute(user: User, number: str) -> Bill:
    """Give a bill that is out to whoever it is addressed to, and to those at the desk, who dispute it for them."""
    bill = get_bill(user, number)
    if not bill.is_issued or (user.works_here and not user.works_cases):
        raise Http404
    return bill


def get_dispute(user: User, reference: str, *, to: Act = Act.READ) -> Dispute:
    """Give the dispute of a case at the desk, for an act on the case."""
    if not (user.is_authenticated and user.works_here):
        raise Http404
    case = get_case(user, reference, to=to)
    dispute = Dispute.objects.select_related(*DISPUTE_WITH).filter(case=case).first()
    if dispute is None:
        raise Http404
    dispute.case = case
    return dispute


def get_proposal(user: User, reference: str) -> Dispute:
    """Give a dispute whose decision is proposed to the supervisors who did not propose it."""
    dispute = get_dispute(user, reference)
    if not (user.role == Role.SUPERVISOR and dispute.waits_for_second and dispute.proposed_by_id != user.pk):
        raise Http404
    return dispute


def looks_at_bills(user: User) -> bool:
    """Bills in which something does not fit are for the desk."""
    return user.is_authenticated and user.is_active and user.works_cases


def get_bill_to_look_at(user: User, number: str) -> Bill:
    """Give a bill that waits for one of us, to those at the desk."""
    with_account = ("gas_account__service_point__premise__community", "tenure__customer")
    rows = Bill.objects.held_back() if looks_at_bills(user) else Bill.objects.none()
    bill = rows.select_related(*with_account).filter(number=number).first()
    if bill is None:
        raise Http404
    return bill


def payments_in(account: GasAccount, periods: Iterable[Period]) -> QuerySet[Payment]:
    """Give what was paid for an account on days one may look at."""
    seen = Q(pk__in=[])
    for period in periods:
        since = Q(paid_at__gte=period.starts_at) if period.since else Q(paid_at__isnull=False)
        seen |= since & Q(paid_at__lt=period.ends_at) if period.until else since
    return Payment.objects.filter(seen, gas_account=account)


def get_payment(user: User, reference: str) -> Payment:
    """Give a payment to whoever held its account on the day it was paid, and to those who act on premises."""
    rows = Payment.objects.select_related("gas_account__service_point__premise__community")
    payment = rows.filter(reference=reference).first()
    if payment is None or not user.is_authenticated or not sees_payment(user, payment):
        raise Http404
    return payment


def sees_payment(user: User, payment: Payment) -> bool:
    return period_on(periods_visible(user, payment.gas_account), timezone.localdate(payment.paid_at)) is not None
