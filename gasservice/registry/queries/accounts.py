"""Accounts, who holds them, and what their meters showed."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from gasservice.registry.access import Period
from gasservice.registry.models import Customer, GasAccount, Interruption, Reading, Tenure
from gasservice.users.models import User


def outages_published(at: datetime):
    """Give the published outages that are not over, the nearest first, with their communities."""
    return (
        Interruption.objects.filter(published_at__lte=at, ends_at__gt=at)
        .order_by("starts_at", "pk")
        .prefetch_related("communities")
    )


def held_on(day: date) -> Q:
    return Q(held_from__lte=day) & (Q(held_until__isnull=True) | Q(held_until__gt=day))


def tenures_on(day: date, **whose) -> QuerySet[Tenure]:
    """Give who holds which account on a day, with the account and its place; `whose` narrows it."""
    rows = Tenure.objects.filter(held_on(day), **whose)
    return rows.select_related("customer", "gas_account__service_point__premise__community").order_by("pk")


def accounts_of(user: User, day: date) -> QuerySet[GasAccount]:
    """Give the accounts a user holds on a day, each with its place."""
    return accounts_held(day, customer__user=user)


def accounts_of_customer(customer: Customer, day: date) -> QuerySet[GasAccount]:
    """Give the accounts a customer holds on a day, each with its place."""
    return accounts_held(day, customer=customer)


def accounts_held(day: date, **whose) -> QuerySet[GasAccount]:
    held = Tenure.objects.filter(held_on(day), gas_account=OuterRef("pk"), **whose)
    rows = GasAccount.objects.filter(Exists(held)).order_by("number")
    return rows.select_related("service_point__premise__community")


def holder_of(account: GasAccount, day: date) -> Customer | None:
    """Give who holds an account on a day."""
    tenure = tenures_on(day, gas_account=account).first()
    return tenure and tenure.customer


def customer_by_phone(phone: str) -> Customer | None:
    """Give the customer who has this telephone number on record, the longest known first."""
    return Customer.objects.filter(phone=phone).order_by("pk").first()


def readings_in(account: GasAccount, periods: Sequence[Period]) -> QuerySet[Reading]:
    """Give what the meters of an account showed within some periods, as it stands after corrections."""
    seen = Q(pk__in=[])
    for period in periods:
        since = Q(read_at__gte=period.starts_at) if period.since else Q(read_at__isnull=False)
        seen |= since & Q(read_at__lt=period.ends_at) if period.until else since
    rows = Reading.objects.filter(seen, meter__service_point=account.service_point_id)
    return rows.filter(corrected_by__isnull=True).select_related("meter")
