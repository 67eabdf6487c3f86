"""A home with two years of readings, whoever lives there, and whoever is at the desk."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from gasservice.cases.models import Case
from gasservice.cases.references import reference_of
from gasservice.registry.models import Community, Customer, District, GasAccount, Meter, ServicePoint, Tenure
from gasservice.standards.models import CaseKind
from gasservice.users.models import Team, User
from tests.cases.conftest import three
from tests.registry.conftest import premise_in, read

NOON = datetime(2026, 11, 26, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def mei(db):
    return User.objects.create_user("mei@home.example", name="Mei", language="en")


@pytest.fixture
def lee(db):
    team = Team.objects.create(code="bills", **three("name", "Bills"))
    return User.objects.create_user("lee@gas.example", name="Lee", role="agent", team=team)


@pytest.fixture
def account(mei):
    """A home with readings of two years, 30 m³ a month, the last of 1 November: 720."""
    garden = Community.objects.create(
        code="C1", name="阳光花园", district=District.objects.create(code="north", **three("name", "North"))
    )
    home = premise_in(garden, "3", "2", "501")
    point = ServicePoint.objects.create(code="SP1", premise=home)
    row = GasAccount.objects.create(number="1000001", service_point=point, opened_on=NOON.date().replace(year=2023))
    customer = Customer.objects.create(code="K1", name="Mei", user=mei)
    Tenure.objects.create(gas_account=row, customer=customer, held_from=row.opened_on)
    meter = Meter.objects.create(serial="LJ4711", service_point=point, installed_on=row.opened_on)
    for month in range(25):
        day = NOON.date().replace(year=2024 + (10 + month) // 12, month=(10 + month) % 12 + 1, day=1)
        read(meter, day, str(30 * month))
    return row


@pytest.fixture
def matter(account, mei, lee):
    """A question about a bill that Mei has filed and Lee has; the catalogue must be published."""
    return Case.objects.create(
        reference=reference_of(12345678),
        secret_hash="0" * 64,
        door="billing",
        kind=CaseKind.objects.valid_on(NOON.date()).get(door="billing", code="bill-question"),
        title="A bill",
        channel="web",
        filed_by=mei,
        gas_account=account,
        customer=account.tenures.get().customer,
        status="in_progress",
        owner=lee,
        team=lee.team,
        opened_at=NOON,
    )
