"""A works that is read from afar each day for two years, in a district whose weather is known."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from math import cos, pi

import pytest

from gasservice.keyaccounts.evidence import Seen
from gasservice.keyaccounts.models import DayTemperature, KeyAccount
from gasservice.portal.sample.chance import chance_of
from gasservice.registry.access import midnight
from gasservice.registry.models import Meter, Reading
from gasservice.standards.models import KeyAccountRule
from gasservice.users.models import User
from gasservice.users.terms import Role
from tests.registry.conftest import account, district, garden, home, mei, meter, person  # noqa: F401

TODAY = date(2026, 11, 23)
MORNING = midnight(TODAY) + timedelta(hours=7)
DAYS = 500


@pytest.fixture
def seen():
    def seen(kind: str, strength: float = 1.0, **facts) -> Seen:
        return Seen(kind, TODAY, strength, 1.0, 2.0, 1.5, **facts)

    return seen


@pytest.fixture
def supervisor(db) -> User:
    return person("sue", Role.SUPERVISOR)


@pytest.fixture
def rule(db) -> KeyAccountRule:
    return KeyAccountRule.objects.create(yearly_m3=30_000, remind_days=3, valid_from=date(2024, 1, 1))


@pytest.fixture
def warmth(district) -> dict[date, float]:  # noqa: F811
    """How warm the days were, winter and summer."""
    chance, days = chance_of("weather of tests"), [TODAY - timedelta(days=n) for n in range(DAYS, 0, -1)]
    warm = {day: round(16 - 12 * cos(2 * pi * day.timetuple().tm_yday / 365) + chance.gauss(0, 2), 1) for day in days}
    DayTemperature.objects.bulk_create(
        DayTemperature(district=district, day=day, mean_c=Decimal(str(value))) for day, value in warm.items()
    )
    return warm


@pytest.fixture
def works(account, mei, warmth):  # noqa: F811
    """Hang a remote meter; `left` says which share of its usual gas a day uses."""

    def works(left=lambda _day: 1.0) -> Meter:
        hung = TODAY - timedelta(days=DAYS)
        remote = Meter.objects.create(serial="R1", service_point=account.service_point, installed_on=hung)
        chance, index, rows = chance_of("works of tests"), Decimal(0), []
        for day, warm in [*warmth.items(), (TODAY, 0)]:
            rows.append(Reading(meter=remote, index_m3=index, read_at=midnight(day), source="remote"))
            used = (100 + 5 * max(18 - warm, 0)) * chance.lognormvariate(0, 0.05) * left(day)
            index += Decimal(f"{used:.2f}")
        Reading.objects.bulk_create(rows)
        return remote

    return works


@pytest.fixture
def watched(account, supervisor) -> KeyAccount:  # noqa: F811
    facts = {"basis": "hand", "reason": "最大的用户", "marked_by": supervisor, "marked_at": MORNING}
    return KeyAccount.objects.create(gas_account=account, since=date(2026, 1, 1), **facts)


def less_since(days: int, left: float = 0.6, until: int = 0):
    """Use only a share of the gas since so many days ago."""
    return lambda day: left if until < (TODAY - day).days <= days else 1.0


def morning(days: int = 0) -> datetime:
    """The morning so many days later."""
    return MORNING + timedelta(days=days)
