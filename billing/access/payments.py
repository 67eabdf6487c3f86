"""Who sees payments, and who pays redress out."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from billing.access.desk import answers_for_money
from billing.models import Payment
from gasservice.cases.models import Redress
from gasservice.registry.access import Period, period_on, periods_visible
from gasservice.registry.models import GasAccount
from gasservice.users.models import User


def get_redress(user: User, pk: int) -> Redress:
    """Give redress that is still owed to whoever answers for it; for everybody else there is none."""
    shown = ("case__customer", "case__gas_account", "gas_account", "interruption", "commitment__policy__standard")
    rows = Redress.objects.filter(credited_at__isnull=True).select_related(*shown)
    redress = rows.filter(pk=pk).first() if answers_for_money(user) else None
    if redress is None:
        raise Http404
    return redress


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
