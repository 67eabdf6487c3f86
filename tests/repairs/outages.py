"""One small quarter: two estates of homes, a shop, people reached in every way; ann writes, sun supervises, wu digs."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest

from gasservice.notices.models import Delivery, Preference
from gasservice.registry.models import (
    Community,
    Customer,
    GasAccount,
    Interruption,
    InterruptionVersion,
    Premise,
    PriorityNeed,
    ServicePoint,
    Tenure,
)
from gasservice.users.models import User
from gasservice.users.terms import Role
from repairs.actions.outage_mailings import make_mailings
from repairs.actions.outages import draft_of, draft_version, open_outage, publish_version
from repairs.queries.areas import Part
from tests.registry.conftest import premise_in, three
from tests.shelf import publish_catalogue

NOON = datetime(2026, 11, 25, 4, tzinfo=UTC)  # 12:00 in Shanghai
START = datetime(2026, 11, 30, 1, tzinfo=UTC)  # 09:00 on Monday
END = START + timedelta(hours=8)
WORDS = three("reason", "New pipes") | three("advice", "Close the taps")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class Quarter:
    """Who works there, the estates, and how to fill them."""

    ann: User
    sun: User
    wu: User
    garden: Community
    court: Community
    homes: dict[str, Premise] = field(default_factory=dict)

    def home(self, name: str, community: Community, building: str = "1", **reached) -> Customer:
        """Build a home whose customer is reached as `reached` says: email, phone, language, user."""
        premise = premise_in(community, building, "1", str(101 + len(self.homes)))
        self.homes[name] = premise
        point = ServicePoint.objects.create(code=f"SP-{premise.code}", premise=premise)
        supply = reached.pop("supply_class", "residential")
        account = GasAccount.objects.create(
            number=f"7{premise.pk:07}", service_point=point, opened_on=date(2020, 1, 1), supply_class=supply
        )
        customer = Customer.objects.create(code=f"K{premise.pk}", name=name, **reached)
        Tenure.objects.create(gas_account=account, customer=customer, held_from=date(2020, 1, 1))
        return customer

    def need(self, customer: Customer, name: str, kind: str = "infant") -> PriorityNeed:
        return PriorityNeed.objects.create(
            premise=self.homes[name],
            customer=customer,
            kind=kind,
            consent_at=NOON,
            declared_by=self.ann,
            declared_at=NOON,
            review_on=date(2027, 11, 25),
        )


@pytest.fixture
def quarter(district) -> Quarter:
    publish_catalogue()
    people = {
        name: User.objects.create_user(f"{name}@gas.example", name=name, role=role, team=team_called("service"))
        for name, role in (("ann", Role.AGENT), ("sun", Role.SUPERVISOR), ("wu", Role.FIELD_WORKER))
    }
    garden = Community.objects.create(code="C1", district=district, name="阳光花园", name_en="Sunshine Garden")
    court = Community.objects.create(code="C2", district=district, name="翡翠湾", name_en="Jade Bay")
    return Quarter(**people, garden=garden, court=court)


def team_called(code: str):
    from gasservice.users.models import Team

    return Team.objects.get_or_create(code=code, defaults=three("name", code))[0]


def user_of(customer: Customer, **chosen) -> User:
    """Let a customer sign in, with how they wish to be told."""
    user = User.objects.create_user(f"{customer.name}@user.example", name=customer.name)
    customer.user = user
    customer.save()
    if chosen:
        Preference.objects.create(user=user, **chosen)
    return user


def write(quarter: Quarter, *parts: Part, starts_at=START, ends_at=END, at=NOON, is_planned=True, **more):
    """Write an outage; give its draft."""
    facts = WORDS | {"starts_at": starts_at, "ends_at": ends_at} | more
    return draft_of(open_outage(is_planned=is_planned, parts=parts, by=quarter.ann, at=at, **facts))


def publish(draft: InterruptionVersion, by: User, at=NOON, **more) -> Interruption:
    publish_version(version=draft, by=by, at=at, **more)
    make_all(at)
    return Interruption.objects.select_related("current").get(pk=draft.interruption_id)


def make_all(at=NOON) -> None:
    """Make all deliveries that wait to be made, as the timer does."""
    while make_mailings(at=at):
        pass


def announced(quarter: Quarter, *parts: Part, **facts) -> Interruption:
    """Announce an outage of these parts at noon."""
    return publish(write(quarter, *parts, **facts), quarter.ann, at=facts.get("at", NOON))


def rewritten(outage: Interruption, quarter: Quarter, *parts: Part, at, starts_at=START, ends_at=END, **more):
    """Write the next version of an outage."""
    facts = WORDS | {"starts_at": starts_at, "ends_at": ends_at} | more
    return draft_version(outage=outage, parts=parts, by=quarter.ann, at=at, **facts)


def told(stage: str, *, number: int = 1, field: str = "address") -> list[str]:
    """Give whom a stage of a version was told, by address."""
    rows = Delivery.objects.filter(notice__key__endswith=f":{number}:{stage}")
    return sorted(rows.values_list(field, flat=True))


def all_of(community: Community) -> Part:
    return Part(community.pk)
