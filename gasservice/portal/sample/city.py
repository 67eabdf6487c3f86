"""The city put together, part by part."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection, transaction

from gasservice.portal.sample.aftercare import ask_afterwards
from gasservice.portal.sample.businesses import PUBLIC_PLACES, build_public_places, build_shops
from gasservice.portal.sample.catalogue import draft_a_service
from gasservice.portal.sample.chance import chance_of
from gasservice.portal.sample.conduct import watch_conduct
from gasservice.portal.sample.course import Course
from gasservice.portal.sample.customers import welcome_customers
from gasservice.portal.sample.desk import open_desk
from gasservice.portal.sample.early_warnings import warn_early
from gasservice.portal.sample.homes import Builder
from gasservice.portal.sample.key_accounts import ZONE, Works, build_works, read_works
from gasservice.portal.sample.ledger import Ledger
from gasservice.portal.sample.matter import draw_matters
from gasservice.portal.sample.needs import declare_needs
from gasservice.portal.sample.outages import announce_outages, moment
from gasservice.portal.sample.parts import City, build_parts
from gasservice.portal.sample.places import lay_communities, lay_districts, names_of_communities
from gasservice.portal.sample.readings import months_until
from gasservice.portal.sample.staff import hire_staff, route_cases
from gasservice.portal.sample.stage import count_figures, deliver_until, play, sweep_until
from gasservice.portal.sample.stories import stories
from gasservice.portal.sample.volunteers import supervise
from gasservice.registry.models import GasAccount, Meter
from gasservice.users.models import User


@dataclass(frozen=True)
class Size:
    """How large the city is."""

    communities: int
    homes: int  # in all
    cases: int


SIZES = {
    "hamlet": Size(communities=6, homes=60, cases=24),
    "small": Size(communities=12, homes=576, cases=240),
    "city": Size(communities=320, homes=99_978, cases=240),
}


def stands_already() -> bool:
    return GasAccount.objects.exists()


@transaction.atomic
def build_city(*, size: Size, today: date, tell: Callable[[str], None]) -> None:
    """Build everything as it stands in the night before `today`, or nothing."""
    tell("People and teams ...")
    people = hire_staff()
    tell(f"{size.communities} communities, {size.homes:,} homes and two years of readings ...")
    places, works = build_places(size, today)
    route_cases()
    welcome_customers(people, today)
    declare_needs(chance_of("needs"), people["agent"], moment(today, 0))
    announce_outages(places, today)
    draft_a_service(people["standards-officer"], moment(today, 0) - timedelta(days=1, hours=-10))
    tell(f"{size.cases} cases of the last twelve months, each step in its time ...")
    play_cases(size.cases, people, today)
    supervise(people, [place.community for place in places], today)
    tell("What the doors add ...")
    city = City(people, today, moment(today, 0))
    build_parts(city)
    warn_early(city, works)
    tell("What customers were asked afterwards ...")
    ask_afterwards(people, moment(today, 0))
    tell("What supervisors saw, and courses ...")
    watch_conduct(people, moment(today, 0))
    sweep_until(moment(today, 0))
    deliver_until(moment(today, 0))
    count_figures(moment(today, 0))


def play_cases(count: int, people: dict[str, User], today: date) -> None:
    chance, until = chance_of("cases"), moment(today, 0)
    desk = open_desk(people, today, chance)
    matters = draw_matters(count, desk, chance, stories(), until)
    play([Course(matter, desk, chance_of(f"case {n}")).play() for n, matter in enumerate(matters)], until)


def build_places(size: Size, today: date) -> tuple[list, dict[Works, tuple[GasAccount, Meter]]]:
    chance = chance_of("places")
    facts = [*names_of_communities(size.communities, chance), *PUBLIC_PLACES, ZONE]
    places = lay_communities(facts, lay_districts(), today)
    ledger = Ledger(months_until(today))
    builder = Builder(ledger, chance_of("homes"), today)
    communities = places[: size.communities]
    for n, place in enumerate(communities):
        builder.build_homes(place, size.homes // size.communities + (n < size.homes % size.communities))
    build_shops(builder, communities)
    build_public_places(builder, places[size.communities : -1])
    works = build_works(builder, places[-1], today)
    ledger.flush()
    read_works(works, today)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # the planner knows nothing of rows that came this fast
    return communities, works
