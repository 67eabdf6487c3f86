"""The two customers who sign in: one holds her own home and her mother's, the other has moved in lately."""

from datetime import date, timedelta

from gasservice.registry.models import Customer, GasAccount, Tenure
from gasservice.users.models import User

MOTHERS_PREMISE = "LJ-0004-1-1-102"
HOMES = {"customer": "LJ-0001-1-1-201", "neighbour": "LJ-0005-1-1-101"}


def welcome_customers(people: dict[str, User], today: date) -> None:
    for place, premise in HOMES.items():
        customer = holder_of(premise, today)
        user = people[place]
        customer.user, customer.name, customer.email = user, user.name, user.email
        customer.language = user.language or "zh-hans"
        customer.save()
    take_over(account_at(MOTHERS_PREMISE), holder_of(HOMES["customer"], today), today - timedelta(days=400))


def account_at(premise: str) -> GasAccount:
    return GasAccount.objects.get(service_point__premise__code=premise)


def holder_of(premise: str, day: date) -> Customer:
    tenures = Tenure.objects.filter(gas_account=account_at(premise), held_until=None, held_from__lte=day)
    return tenures.select_related("customer").get().customer


def take_over(account: GasAccount, customer: Customer, day: date) -> None:
    """Let somebody hold an account from a day on; who came later never did."""
    Tenure.objects.filter(gas_account=account, held_from__gte=day).delete()
    Tenure.objects.filter(gas_account=account).exclude(held_until__lte=day).update(held_until=day)
    Tenure.objects.create(gas_account=account, customer=customer, held_from=day)
