"""A home that gets gas for the first time: Mei asks, Ann runs it, Ding hangs and inspects, a bureau designs."""

from datetime import UTC, date, datetime

import pytest

from gasservice.cases.actions.filing import open_case
from gasservice.cases.actions.work import take_case
from gasservice.cases.models import Routing
from gasservice.standards.models import (
    CaseKind,
    InspectionItem,
    OpeningSpan,
    ProjectStep,
    PublishedYear,
    WorkingCalendar,
)
from gasservice.standards.terms import Purpose
from gasservice.users.models import Team, User
from gasservice.users.terms import Role
from repairs.actions.orders import open_order
from repairs.actions.projects import assign_firm, open_project
from repairs.models import Firm
from tests.files.pictures import picture, upload
from tests.registry.conftest import premise_in, three

SINCE = date(2024, 1, 1)
MONDAY_NINE = datetime(2026, 11, 23, 1, tzinfo=UTC)  # 09:00 in Shanghai
# Code, whose, working days.
STEPS = [
    ("application", "company", 1),
    ("design", "design", 3),
    ("contract", "customer", None),
    ("meter", "company", 2),
    ("opening", "company", 1),
]
ITEMS = [("tee-fitting", "stops"), ("ventilation", "stops"), ("alarm", "advice")]


def make_user(name: str, role: Role, team: Team | None = None) -> User:
    return User.objects.create_user(f"{name}@gas.example", name=name, role=role, team=team)


@pytest.fixture
def office(db):
    calendar = WorkingCalendar.objects.create(code="office", **three("name", "Office"))
    OpeningSpan.objects.bulk_create(
        OpeningSpan(calendar=calendar, weekday=day, opens=540, closes=1020) for day in range(5)
    )
    PublishedYear.objects.create(calendar=calendar, year=2026, source="test")
    return calendar


@pytest.fixture
def steps(office):
    return [make_step(office, number, *facts) for number, facts in enumerate(STEPS, 1)]


def make_step(office: WorkingCalendar, number: int, code: str, party: str, days: int | None) -> ProjectStep:
    time = {"allowance": days, "unit": "working_days", "calendar": office, "warn_minutes": 120} if days else {}
    words = three("title", code.title()) | three("text", f"What happens in {code}.")
    facts = {"project_kind": "home", "code": code, "party": party, "position": number, "valid_from": SINCE}
    return ProjectStep.objects.create(**facts, **words, **time)


@pytest.fixture
def items(db):
    return [make_item(number, code, severity) for number, (code, severity) in enumerate(ITEMS)]


def make_item(number: int, code: str, severity: str) -> InspectionItem:
    words = three("title", code) | three("clause", f"{code} must be right") | three("source", "Our rules")
    facts = {"code": code, "position": number, "severity": severity, "mender": "qualified", "valid_from": SINCE}
    return InspectionItem.objects.create(**facts, **words, **three("remedy", f"Mend the {code}"))


@pytest.fixture
def team(db):
    team = Team.objects.create(code="north", **three("name", "North"))
    Routing.objects.create(door="repairs", team=team)
    return team


@pytest.fixture
def ann(team):
    ann = make_user("ann", Role.AGENT, team)
    team.lead = ann
    team.save()
    return ann


@pytest.fixture
def ding(team):
    return make_user("ding", Role.FIELD_WORKER, team)


@pytest.fixture
def mei(db):
    return make_user("mei", Role.CUSTOMER)


@pytest.fixture
def home(garden):
    return premise_in(garden, "3", "2", "501")


def file_case(code: str, mei: User, home, **facts):
    kind = CaseKind.objects.create(door="repairs", code=code, valid_from=SINCE, **three("name", code))
    facts |= {"channel": "web", "contact_name": "Mei", "contact_phone": "+8613800000001", "language": "en"}
    place = {"premise": home, "community": home.community}
    return open_case(kind=kind, words="Gas, please.", by=mei, at=MONDAY_NINE, **place, **facts).case


@pytest.fixture
def case(mei, home, ann):
    return take_case(case=file_case("new-connection", mei, home), by=ann, at=MONDAY_NINE)


@pytest.fixture
def project(case, steps, ann):
    return open_project(case=case, kind="home", by=ann, at=MONDAY_NINE)


def make_firm(party: str, name: str, *users: User, until: date = date(2028, 1, 1)) -> Firm:
    facts = {"party": party, "name": name, "phone": "+8613900000009", "licence_number": name, "licence_until": until}
    firm = Firm.objects.create(**facts)
    firm.users.set(users)
    return firm


@pytest.fixture
def pia(db):
    """Pia, who signs in for the design bureau."""
    return make_user("pia", Role.PARTY)


@pytest.fixture
def bureau(pia):
    return make_firm("design", "Bureau", pia)


@pytest.fixture
def designed(project, bureau, ann):
    """The project, with the bureau in it."""
    assign_firm(project=project, firm=bureau, by=ann, at=MONDAY_NINE)
    return project


@pytest.fixture
def order(mei, home, ann):
    """The work order to hang a meter, of a case of its own."""
    hanging = take_case(case=file_case("meter-hanging", mei, home), by=ann, at=MONDAY_NINE)
    return open_order(case=hanging, kind=Purpose.METER_HANGING, by=ann, at=MONDAY_NINE)


def photo_file():
    from gasservice.files.actions import keep_upload

    return keep_upload(upload=upload(picture()), by=None, at=MONDAY_NINE)
