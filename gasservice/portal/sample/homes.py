"""The homes of a community, from the premise to the meter, and who has lived there."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from random import Random

from gasservice.portal.sample.ledger import Ledger
from gasservice.portal.sample.places import Place
from gasservice.portal.sample.pools import GIVEN, NEWCOMERS, SURNAMES
from gasservice.portal.sample.readings import Usage, span_of_route
from gasservice.registry.models import Customer, GasAccount, Meter, Premise, PremiseName, ServicePoint, Tenure
from gasservice.registry.names import search_form

UNITS, FLOORS, DOORS = 2, 6, 2
METER_YEARS = 10  # a household's meter is replaced after ten years


@dataclass(frozen=True)
class Need:
    """What is supplied somewhere: how much a year, in which season, to whom."""

    yearly_m3: float
    season: str
    supply_class: str
    digits: int = 5


class Builder:
    """Builds premises with everything that hangs on them; numbers run on through the whole city."""

    def __init__(self, ledger: Ledger, chance: Random, today: date) -> None:
        self.ledger, self.chance, self.today = ledger, chance, today
        self.numbers = count(1)

    def build_homes(self, place: Place, homes: int) -> None:
        """Fill a community with homes; its meters are all read on one day, by hand or from afar."""
        route, is_remote = self.chance.randint(1, 24), self.chance.random() < 0.35
        for n in range(homes):
            building, rest = divmod(n, UNITS * FLOORS * DOORS)
            unit, rest = divmod(rest, FLOORS * DOORS)
            floor, door = divmod(rest, DOORS)
            parts = {"building": f"{building + 1}", "unit": f"{unit + 1}", "room": f"{floor + 1}{door + 1:02}"}
            premise = self.build_premise(place, "{building}栋{unit}单元{room}室".format(**parts), parts)
            self.supply(premise, place, self.household(), route, is_remote)
        self.ledger.flush_when_full()

    def build_premise(self, place: Place, rest: str, parts: dict[str, str]) -> Premise:
        addresses = place.addresses(rest)
        code = "-".join([place.community.code, *parts.values()])
        premise = Premise(code=code, community=place.community, address=addresses[-1].name, **parts)
        self.ledger.add(premise)
        for era in addresses:
            name = PremiseName(premise=premise, name=era.name, known_from=era.since, known_until=era.until)
            name.search_name = search_form(era.name)
            self.ledger.add(name)
        return premise

    def household(self) -> Need:
        """Draw a household: most cook and wash, some heat with gas and climb through all tiers."""
        if self.chance.random() < 0.05:
            return Need(self.chance.uniform(650, 1400), "heating", "residential")
        return Need(min(210 * self.chance.lognormvariate(0, 0.42), 900), "home", "residential")

    def supply(self, premise: Premise, place: Place, need: Need, route: int, is_remote: bool, holder: str = "") -> None:
        """Give a premise its service point, account, meters and holders."""
        number = next(self.numbers)
        point = self.ledger.add(ServicePoint(code=f"SP{number:08}", premise=premise))
        account = self.ledger.add(
            GasAccount(
                number=f"60{number:08}",
                service_point=point,
                supply_class=need.supply_class,
                household_size=self.chance.choice([1, 2, 2, 3, 3, 3, 4, 5]) if need.season != "school" else 1,
                opened_on=place.eras[0].since,
            )
        )
        self.hold(account, number, holder)
        self.meter(point, number, need, route, is_remote)

    def hold(self, account: GasAccount, number: int, name: str) -> None:
        """Let somebody hold the account; some homes changed hands since they were built."""
        since = account.opened_on
        if account.supply_class == "residential" and self.chance.random() < 0.18:
            moved = max(since, self.today - timedelta(days=self.chance.randint(60, 3000))) + timedelta(days=1)
            former = self.ledger.add(Customer(code=f"F{number:08}", name=self.name()))
            self.ledger.add(Tenure(gas_account=account, customer=former, held_from=since, held_until=moved))
            since = moved
        language = "zh-hans" if name else self.chance.choices(["zh-hans", "zh-hant", "en"], [94, 3, 3])[0]
        customer = Customer(code=f"C{number:08}", name=name or self.name(language), language=language)
        if self.chance.random() < 0.93:
            customer.phone = fictitious_phone(number)
        if self.chance.random() < 0.3:
            customer.email = f"c{number}@post.example"
        self.ledger.add(customer)
        self.ledger.add(Tenure(gas_account=account, customer=customer, held_from=since))

    def meter(self, point: ServicePoint, number: int, need: Need, route: int, is_remote: bool) -> None:
        """Hang the meter; every 25th was exchanged in these two years, and every 150th begins again at zero."""
        first, last = span_of_route(route, self.today)
        months, seed = self.ledger.months, self.chance.randint(1, 2**31 - 1)
        start = round(need.yearly_m3 * self.chance.uniform(0.5, 4.5)) % (10**need.digits // 2)
        if number % 150 == 11:
            start = 10**need.digits - round(need.yearly_m3 * 0.7) - 1
        hung = months[first] - timedelta(days=self.chance.randint(200, 365 * (METER_YEARS - 3)))
        usage = Usage(None, need.yearly_m3, need.season, start, route, first, last, is_remote, seed)
        if number % 25 == 7:
            swapped = self.chance.randint(first + 2, last - 3)
            day = months[swapped] + timedelta(days=route - 1)
            old = self.hang(point, number, need, hung, day)
            self.ledger.usages.append(replace(usage, meter=old, last=swapped))
            usage, hung = replace(usage, first=swapped, start_m3=0), day
        self.ledger.usages.append(replace(usage, meter=self.hang(point, number, need, hung, None)))

    def hang(self, point: ServicePoint, number: int, need: Need, hung: date, removed: date | None) -> Meter:
        return self.ledger.add(
            Meter(
                serial=f"LJ{hung:%y%m}{number:07}",
                service_point=point,
                model="G2.5" if need.supply_class == "residential" else "G40",
                digits=need.digits,
                installed_on=hung,
                removed_on=removed,
            )
        )

    def name(self, language: str = "zh-hans") -> str:
        chinese = self.chance.choice(SURNAMES) + self.chance.choice(GIVEN)
        return self.chance.choice(NEWCOMERS) if language == "en" else chinese


def fictitious_phone(number: int) -> str:
    """Write a number that looks like a mobile phone's and is nobody's we know: 199 000 and the count."""
    return f"+86199000{number % 100_000:05}"
