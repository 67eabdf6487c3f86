"""How many live in a home: the whole history, and what waits for one of us."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from django.db.models import QuerySet

from gasservice.registry.household import Household, household_from
from gasservice.registry.models import GasAccount, HouseholdSize
from gasservice.standards.models import Tariff
from gasservice.web.copying import among


def households_of(accounts: Iterable[GasAccount]) -> dict[int, Household]:
    """Give who lived in each home since when, by the key of the account, the days in order; in one query.

    A home of which nothing was declared has the number in our books, since its account was opened.
    """
    accounts = list(accounts)
    rows = HouseholdSize.objects.counted().filter(gas_account__in=among([account.pk for account in accounts]))
    declared = rows.values_list("gas_account", "since", "persons")
    known = {pk: household_from(row[1:] for row in group) for pk, group in groupby(declared, key=lambda row: row[0])}
    return {a.pk: known.get(a.pk) or [(a.opened_on, a.household_size)] for a in accounts}


def base_persons_of(account: GasAccount, day: date) -> int:
    """Say up to how many people the limits of an account are the same; none where no price is published for it."""
    tariff = Tariff.objects.valid_on(day).filter(code=account.supply_class).first()
    return tariff.base_persons if tariff else 0


def households_to_look_at() -> QuerySet[HouseholdSize]:
    """Give what was declared with evidence and that nobody has looked at."""
    rows = HouseholdSize.objects.waiting()
    return rows.select_related("gas_account__service_point__premise", "declared_by")
