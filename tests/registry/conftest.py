"""One small place: Sunshine Garden, once Red Flag Yard; Mei lives there since May 2025, Bo lived there before."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from gasservice.registry.access import midnight
from gasservice.registry.models import (
    Community,
    CommunityName,
    Customer,
    District,
    GasAccount,
    Interruption,
    InterruptionArea,
    InterruptionVersion,
    Meter,
    Premise,
    PremiseName,
    Reading,
    ServicePoint,
    Tenure,
)
from gasservice.registry.names import search_form
from gasservice.users.models import Team, User
from gasservice.users.terms import Role

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)  # 09:00 in Shanghai
TODAY = date(2026, 11, 23)
MOVED_IN = date(2025, 5, 1)


def names(model, place: dict, *rows) -> None:
    for name, known_from, known_until in rows:
        model.objects.create(
            **place, name=name, search_name=search_form(name), known_from=known_from, known_until=known_until
        )


def three(name: str, text: str) -> dict[str, str]:
    return {f"{name}_{language}": text for language in ("en", "zh_hans", "zh_hant")}


@pytest.fixture
def district(db):
    return District.objects.create(code="north", **three("name", "North"))


@pytest.fixture
def garden(district):
    community = Community.objects.create(code="C1", district=district, name="阳光花园")
    old, new = date(1985, 1, 1), date(2015, 9, 1)
    names(CommunityName, {"community": community}, ("红旗大院", old, new), ("阳光花园", new, None))
    return community


def premise_in(community: Community, building: str, unit: str, room: str) -> Premise:
    address = f"{community.name}{building}栋{unit}单元{room}室"
    code = f"{community.code}-{building}-{unit}-{room}"
    parts = {"building": building, "unit": unit, "room": room}
    premise = Premise.objects.create(code=code, community=community, address=address, **parts)
    names(PremiseName, {"premise": premise}, (address, date(2015, 9, 1), None))
    return premise


@pytest.fixture
def home(garden):
    return premise_in(garden, "3", "2", "501")


@pytest.fixture
def account(home):
    point = ServicePoint.objects.create(code="SP1", premise=home)
    return GasAccount.objects.create(
        number="1000001", service_point=point, opened_on=date(2015, 9, 1), last_bill_amount=Decimal("86.40")
    )


@pytest.fixture
def meter(account):
    return Meter.objects.create(serial="M1", service_point=account.service_point, installed_on=date(2015, 9, 1))


def person(name: str, role: Role = Role.CUSTOMER) -> User:
    desk = role in (Role.AGENT, Role.SUPERVISOR)
    team = Team.objects.get_or_create(code="service", defaults=three("name", "Service"))[0] if desk else None
    return User.objects.create_user(f"{name}@home.example", name=name, role=role, team=team)


@pytest.fixture
def mei(account):
    """Mei as she stands in our books, holding the account now; she does not sign in yet."""
    mei = Customer.objects.create(code="K1", name="Mei", phone="+8613800000001", email="mei@home.example")
    Tenure.objects.create(gas_account=account, customer=mei, held_from=MOVED_IN)
    return mei


@pytest.fixture
def bo(account):
    """Bo, who held the account before Mei, and signs in."""
    bo = Customer.objects.create(code="K0", name="Bo", user=person("bo"))
    Tenure.objects.create(gas_account=account, customer=bo, held_from=date(2015, 9, 1), held_until=MOVED_IN)
    return bo


@pytest.fixture
def mei_user(mei):
    """Mei's own sign-in, linked to her account."""
    mei.user = person("mei")
    mei.save()
    return mei.user


def read(meter: Meter, day: date, index: str, source: str = "reader", **facts) -> Reading:
    return Reading.objects.create(meter=meter, read_at=midnight(day), index_m3=Decimal(index), source=source, **facts)


def outage_in(*communities: Community, starts_at: datetime, reference: str = "T-1", **facts) -> Interruption:
    """Announce an outage of whole communities; `facts` are columns of its version, `published_at` None for a draft."""
    outage = Interruption.objects.create(reference=reference, is_planned=facts.pop("is_planned", True))
    usual = {"ends_at": starts_at + timedelta(hours=6), "published_at": starts_at - timedelta(days=3)}
    reasons = {"reason_en": "New pipes", "reason_zh_hans": "更换管道", "reason_zh_hant": "更換管道"}
    facts = {"number": 1, "starts_at": starts_at, "drafted_at": starts_at - timedelta(days=3)} | usual | reasons | facts
    version = InterruptionVersion.objects.create(interruption=outage, **facts)
    version.areas.set([InterruptionArea(community=community) for community in communities], bulk=False)
    if version.published_at:
        outage.current = version
        outage.save()
    return outage
