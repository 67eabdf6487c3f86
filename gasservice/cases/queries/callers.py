"""Who is on the phone: found by number, account or address."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from phonenumber_field.phonenumber import PhoneNumber

from gasservice.cases.queries.lists import is_mostly_digits
from gasservice.cases.references import digits_of
from gasservice.registry.models import Customer, GasAccount, Tenure
from gasservice.registry.queries import FoundPlace, customer_by_phone, places_named, tenures_on

SHOWN = 8


@dataclass(frozen=True)
class Caller:
    """A customer with the accounts they hold, or the places a query may mean; `known` fills the form."""

    customer: Customer | None = None
    tenures: list[Tenure] = field(default_factory=list)
    places: list[FoundPlace] = field(default_factory=list)
    known: dict[str, object] = field(default_factory=dict)
    chosen: str = ""


def caller_found(typed: str, chosen: Mapping[str, str], day: date) -> Caller:
    """Find a caller; `chosen` may name the account or premise that was clicked."""
    phone = PhoneNumber.from_string(typed, region="CN") if is_mostly_digits(typed) else None
    customer = customer_by_phone(phone) if phone and phone.is_valid() else None
    tenures = list(tenures_on(day, customer=customer)[:SHOWN]) if customer else holders(typed, day)
    customer = customer or (tenures[0].customer if tenures else None)
    places = places_named(typed, limit=SHOWN) if typed and not tenures and not is_mostly_digits(typed) else []
    known = known_of(customer, phone if phone and phone.is_valid() else None)
    place, words = place_chosen(tenures, places, chosen)
    return Caller(customer, tenures, places, known | place, words)


def holders(typed: str, day: date) -> list[Tenure]:
    return list(tenures_on(day, gas_account__number=digits_of(typed))[:1]) if is_mostly_digits(typed) else []


def known_of(customer: Customer | None, phone: PhoneNumber | None) -> dict[str, object]:
    if customer is None:
        return {"contact_phone": phone} if phone else {}
    return {
        "customer": customer.pk,
        "contact_name": customer.name,
        "contact_phone": customer.phone or phone,
        "contact_email": customer.email,
        "language": customer.language or "zh-hans",
    }


def place_chosen(
    tenures: list[Tenure], places: list[FoundPlace], chosen: Mapping[str, str]
) -> tuple[dict[str, int], str]:
    """Give the account or place that was clicked, or the only one there is, and what it is called."""
    accounts = [tenure.gas_account for tenure in tenures]
    account = next((row for row in accounts if str(row.pk) == chosen.get("account")), None)
    if account is None and len(accounts) == 1:
        account = accounts[0]
    if account:
        return {"account": account.pk}, f"{account.number} {premise_of(account)}"
    for place in places:
        row = place.premise or place.community
        if f"{place.kind}-{row.pk}" == chosen.get("place"):
            return {str(place.kind): row.pk}, str(row)
    return {}, ""


def premise_of(account: GasAccount) -> str:
    return str(account.service_point.premise)
