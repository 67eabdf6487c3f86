"""Accounts, who holds them, and what their meters showed."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.db.models.expressions import RawSQL

from gasservice.registry.access import Period, tenures_of
from gasservice.registry.models import Customer, GasAccount, PremiseName, Reading, Tenure
from gasservice.users.models import User
from gasservice.users.terms import phone_written


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


def customer_known_as(words: str) -> Customer | None:
    """Give the customer of a customer number or a telephone number as people write it."""
    words = words.strip()
    if not words:
        return None
    phone = phone_written(words)
    return Customer.objects.filter(code=words).first() or (customer_by_phone(phone) if phone else None)


def tenures_between(account: GasAccount, since: date, until: date | None) -> QuerySet[Tenure]:
    """Give who held an account on any day of a time, the end exclusive; without one it goes on."""
    rows = account.tenures.filter(Q(held_until__isnull=True) | Q(held_until__gt=since)).select_related("customer")
    return rows.filter(held_from__lt=until) if until else rows


def holders_of(account: GasAccount) -> QuerySet[Tenure]:
    """Give all who held an account, the present one first, with what shows it."""
    return account.tenures.select_related("customer", "evidence", "recorded_by").order_by("-held_from")


def homes_of(user: User) -> QuerySet[Tenure]:
    """Give all times a user held an account, those that go on first, each with its place and former addresses."""
    former = PremiseName.objects.filter(known_until__isnull=False)
    names = Prefetch("gas_account__service_point__premise__names", former, to_attr="former_names")
    rows = tenures_of(user).select_related("customer", "gas_account__service_point__premise__community")
    return rows.prefetch_related(names).order_by(F("held_until").desc(nulls_first=True), "gas_account__number", "pk")


def latest_readings(tenures: Iterable[Tenure]) -> dict[int, Reading]:
    """Give the last reading within each tenure by the key of its account; in one query."""
    seen = Q(pk__in=[])
    for tenure in tenures:
        seen |= shown_in(tenure.gas_account, [Period(tenure.held_from, tenure.held_until)])
    rows = Reading.objects.filter(seen, corrected_by__isnull=True).select_related("meter")
    rows = rows.order_by("meter__service_point", "-read_at", "-pk").distinct("meter__service_point")
    latest = {row.meter.service_point_id: row for row in rows}
    found = ((tenure.gas_account_id, latest.get(tenure.gas_account.service_point_id)) for tenure in tenures)
    return {account: reading for account, reading in found if reading}


def readings_in(account: GasAccount, periods: Sequence[Period]) -> QuerySet[Reading]:
    """Give what the meters of an account showed within some periods, as it stands after corrections."""
    return Reading.objects.filter(shown_in(account, periods), corrected_by__isnull=True).select_related("meter")


EARLIER = """WITH RECURSIVE earlier AS (
    SELECT corrects_id AS id FROM registry_reading WHERE id = %s
    UNION ALL SELECT r.corrects_id FROM registry_reading r JOIN earlier ON r.id = earlier.id)
SELECT id FROM earlier WHERE id IS NOT NULL"""


def corrected_to(reading: Reading) -> QuerySet[Reading]:
    """Give what stood in the place of a reading before it, the latest first."""
    earlier = RawSQL(EARLIER, [reading.pk])  # noqa: S611  a constant, and a key of ours
    return Reading.objects.filter(pk__in=earlier).select_related("recorded_by").order_by("-pk")


def shown_in(account: GasAccount, periods: Iterable[Period]) -> Q:
    seen = Q(pk__in=[])
    for period in periods:
        since = Q(read_at__gte=period.starts_at) if period.since else Q(read_at__isnull=False)
        seen |= since & Q(read_at__lt=period.ends_at) if period.until else since
    return seen & Q(meter__service_point=account.service_point_id, meter__voided_at__isnull=True)
