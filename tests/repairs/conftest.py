"""A home in Sunshine Garden, its fault, and who goes there: wang and li of crew 1; zhou is of another crew."""

from datetime import date
from decimal import Decimal

import pytest

from gasservice.cases.models import Case
from gasservice.cases.references import reference_of
from gasservice.standards.models import CaseKind, FeeItem, Warranty
from gasservice.standards.terms import Purpose
from gasservice.users.models import Team, User
from gasservice.users.terms import Role
from repairs.actions.orders import open_order
from repairs.actions.visits import begin_visit
from repairs.models import Crew
from repairs.terms import Skill
from tests.registry.conftest import NOW, account, bo, district, garden, home, mei, mei_user, three
from tests.repairs.outages import quarter

__all__ = ["account", "bo", "district", "garden", "home", "mei", "mei_user", "quarter"]
SINCE = date(2024, 1, 1)


def fee_called(code: str, amount: str, up_to: str | None = None, **facts) -> FeeItem:
    texts = three("name", code.title()) | three("unit", "each") | three("basis", "Fee table 2024")
    prices = {"amount": Decimal(amount), "amount_to": up_to and Decimal(up_to)}
    return FeeItem.objects.create(code=code, **texts, **prices, **{"valid_from": SINCE} | facts)


@pytest.fixture
def team(db):
    return Team.objects.create(code="repairs", **three("name", "Repairs"))


@pytest.fixture
def crew_people(team):
    """The cast: mu at the desk, su supervises, wang and li go out, zhou goes out for others."""
    roles = {"mu": Role.AGENT, "su": Role.SUPERVISOR}
    away = Team.objects.create(code="south", **three("name", "South"))
    people = {
        name: User.objects.create_user(f"{name}@gas.example", name=name, role=role, team=team)
        for name, role in roles.items()
    }
    for name in ("wang", "li", "zhou"):
        facts = {"role": Role.FIELD_WORKER, "team": away}
        people[name] = User.objects.create_user(f"{name}@gas.example", name=name, **facts)
    return people


@pytest.fixture
def crew(crew_people, district):
    crew = Crew.objects.create(
        code="crew-1", **three("name", "Crew 1"), team=crew_people["wang"].team, skills=[Skill.REPAIR]
    )
    crew.districts.add(district)
    crew.members.add(crew_people["wang"], crew_people["li"])
    return crew


@pytest.fixture
def fault_kind(db):
    return CaseKind.objects.create(door="repairs", code="fault", valid_from=SINCE, **three("name", "Fault"))


@pytest.fixture
def fault_case(fault_kind, team, account, home, mei_user, mei):
    return Case.objects.create(
        reference=reference_of(23456781),
        secret_hash="0" * 64,
        door="repairs",
        kind=fault_kind,
        title="The stove does not light",
        channel="web",
        team=team,
        opened_at=NOW,
        filed_by=mei_user,
        customer=mei,
        contact_name="Mei",
        contact_email="mei@home.example",
        gas_account=account,
        premise=home,
        community=home.community,
    )


@pytest.fixture
def order(fault_case, crew_people):
    return open_order(case=fault_case, kind=Purpose.REPAIR, by=crew_people["mu"], at=NOW, task="Look at the stove")


@pytest.fixture
def visit(order, crew_people, crew):
    return begin_visit(order=order, by=crew_people["wang"], at=NOW)


@pytest.fixture
def hose(db):
    return fee_called("hose", "65", "110")


@pytest.fixture
def labour(db):
    return fee_called("repair-labour", "35")


@pytest.fixture
def warranty(db):
    texts = three("words", "We mend it again.") | three("basis", "Our promise")
    return Warranty.objects.create(code="repair", days=90, valid_from=SINCE, **texts)
