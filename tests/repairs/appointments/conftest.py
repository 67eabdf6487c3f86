"""One small yard: crews of the north team, out from eight to eight each day, and a fault in Sunshine Garden."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from gasservice.cases.actions.filing import open_case
from gasservice.cases.models import Case, Routing
from gasservice.registry.models import Community, District
from gasservice.standards.models import CaseKind
from gasservice.standards.terms import Purpose
from gasservice.users.models import Team, User
from gasservice.users.terms import Role
from repairs.actions.orders import open_order
from repairs.models import Crew, Shift, WorkOrder
from repairs.slots import moment_of
from repairs.terms import Skill
from tests.shelf import publish_catalogue

MONDAY_NINE = datetime(2026, 11, 23, 1, tzinfo=UTC)  # 09:00 in Shanghai
MONDAY = date(2026, 11, 23)
DAYS_OUT = 5


def three(name: str, text: str) -> dict[str, str]:
    return {f"{name}_{language}": text for language in ("en", "zh_hans", "zh_hant")}


def hour(hour: float, day: date = MONDAY) -> datetime:
    """Give an hour of a day in Shanghai."""
    return moment_of(day, int(hour * 60), timezone.get_default_timezone())


def days(count: int) -> date:
    """Give the day so many days after the Monday."""
    return MONDAY + timedelta(days=count)


@dataclass
class Yard:
    """The people, the place and the team."""

    team: Team
    district: District
    garden: Community
    agent: User
    mate: User
    customer: User

    def crew(self, code: str, *skills: str, district: District | None = None) -> Crew:
        """Send out a crew each day from eight to eight."""
        crew = Crew.objects.create(
            code=code, team=self.team, skills=list(skills or Skill.values), **three("name", code)
        )
        crew.districts.add(district or self.district)
        crew.members.add(self.mate)
        hours = [(hour(8, days(n)), hour(20, days(n))) for n in range(DAYS_OUT)]
        Shift.objects.bulk_create(Shift(crew=crew, starts_at=since, ends_at=until) for since, until in hours)
        return crew

    def case(self, **facts) -> Case:
        """Let somebody report a fault in Sunshine Garden."""
        kind = CaseKind.objects.get(door="repairs", code="fault", valid_until=None)
        facts = {"by": self.customer, "community": self.garden, "channel": "web"} | facts
        return open_case(kind=kind, words="灶具打不着火。", title="灶具打不着火", at=MONDAY_NINE, **facts).case

    def order(self, kind: Purpose = Purpose.REPAIR, **facts) -> WorkOrder:
        """Open a work order on a case of its own."""
        return open_order(case=self.case(**facts), kind=kind, by=self.agent, at=MONDAY_NINE)


@pytest.fixture
def yard(db):
    return lay_yard()


def lay_yard() -> Yard:
    publish_catalogue()
    team = Team.objects.create(code="north", **three("name", "North"))
    district = District.objects.create(code="north", **three("name", "North"))
    Routing.objects.create(door="repairs", team=team)
    people = {
        "agent": User.objects.create_user("agent@gas.example", name="Agent", role=Role.AGENT, team=team),
        "mate": User.objects.create_user("mate@gas.example", name="Mate", role=Role.FIELD_WORKER, team=team),
        "customer": User.objects.create_user("mei@home.example", name="Mei", language="en"),
    }
    garden = Community.objects.create(code="C1", district=district, name="阳光花园")
    return Yard(team, district, garden, **people)


@pytest.fixture
def crew(yard):
    return yard.crew("north-1")


@pytest.fixture
def order(yard):
    return yard.order()
