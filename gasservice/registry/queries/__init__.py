"""What screens ask of the registry, split by noun."""

from gasservice.registry.queries.accounts import (
    accounts_of,
    accounts_of_customer,
    corrected_to,
    customer_by_phone,
    customer_known_as,
    holder_of,
    holders_of,
    homes_of,
    latest_readings,
    readings_in,
    tenures_between,
    tenures_on,
)
from gasservice.registry.queries.affected import Touch, outages_around, outages_at, outages_on_show, outages_past
from gasservice.registry.queries.charges import OwedBack, Receipt, charges_in, receipt_of, refunds_on
from gasservice.registry.queries.households import base_persons_of, households_of, households_to_look_at
from gasservice.registry.queries.needs import needs_of, needs_to_look_at, needs_to_review
from gasservice.registry.queries.outages import outages_in, outages_published
from gasservice.registry.queries.places import FoundPlace, places_named
from gasservice.registry.queries.usage import AccountPage, MonthUsage, account_page, usage_by_month

__all__ = [
    "AccountPage",
    "FoundPlace",
    "MonthUsage",
    "OwedBack",
    "Receipt",
    "Touch",
    "account_page",
    "accounts_of",
    "accounts_of_customer",
    "base_persons_of",
    "charges_in",
    "corrected_to",
    "customer_by_phone",
    "customer_known_as",
    "holder_of",
    "holders_of",
    "homes_of",
    "households_of",
    "households_to_look_at",
    "latest_readings",
    "needs_of",
    "needs_to_look_at",
    "needs_to_review",
    "outages_around",
    "outages_at",
    "outages_in",
    "outages_on_show",
    "outages_past",
    "outages_published",
    "places_named",
    "readings_in",
    "receipt_of",
    "refunds_on",
    "tenures_between",
    "tenures_on",
    "usage_by_month",
]
