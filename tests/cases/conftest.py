"""One named cast: alice owns, lee leads, sun supervises, hu heads; bob is complained about."""

from datetime import UTC, date, datetime, timedelta

import pytest

from gasservice.cases.models import Case
from gasservice.cases.references import reference_of
from gasservice.standards.models import (
    CaseKind,
    LadderStep,
    OpeningSpan,
    PublishedYear,
    ServiceStandard,
    SlaPolicy,
    WorkingCalendar,
)
from gasservice.users.models import Team, User
from gasservice.users.terms import Role

SINCE = date(2024, 1, 1)
MONDAY_NINE = datetime(2026, 11, 23, 1, tzinfo=UTC)  # 09:00 in Shanghai


def three(name: str, text: str) -> dict[str, str]:
    return {f"{name}_{language}": text for language in ("en", "zh_hans", "zh_hant")}


@pytest.fixture
def team(db):
    return Team.objects.create(code="north", **three("name", "North"))


@pytest.fixture
def cast(team):
    names = ["alice", "bob", "lee", "sun", "hu"]
    people = {
        name: User.objects.create_user(f"{name}@gas.example", name=name, role=Role.AGENT, team=team) for name in names
    }
    team.lead, team.supervisor, team.head = people["lee"], people["sun"], people["hu"]
    team.save()
    return people


@pytest.fixture
def calendar(db):
    calendar = WorkingCalendar.objects.create(code="office", **three("name", "Office"))
    OpeningSpan.objects.bulk_create(
        OpeningSpan(calendar=calendar, weekday=day, opens=540, closes=1020) for day in range(5)
    )
    PublishedYear.objects.create(calendar=calendar, year=2026, source="test")
    return calendar


@pytest.fixture
def kind(db):
    return CaseKind.objects.create(door="complaints", code="late-charge", valid_from=SINCE, **three("name", "Late"))


@pytest.fixture
def policy(calendar):
    """An answer within eight working hours, warned two before; 20 yuan when missed."""
    words = {**three("words", "We answer."), **three("basis", "Our promise")}
    standard = ServiceStandard.objects.create(code="answer", valid_from=SINCE, **words)
    policy = SlaPolicy.objects.create(
        standard=standard,
        door="complaints",
        promise="first_answer",
        allowance=480,
        unit="working_minutes",
        calendar=calendar,
        warn_minutes=120,
        redress=20,
        valid_from=SINCE,
    )
    rungs = [("owner", 0), ("lead", 60), ("supervisor", 240), ("head", 480)]
    LadderStep.objects.bulk_create(
        LadderStep(policy=policy, position=n, rung=rung, after_minutes=minutes)
        for n, (rung, minutes) in enumerate(rungs, 1)
    )
    return policy


@pytest.fixture
def case(kind, team, cast):
    return Case.objects.create(
        reference=reference_of(12345678),
        secret_hash="0" * 64,
        door="complaints",
        kind=kind,
        title="A late charge",
        channel="web",
        status="in_progress",
        owner=cast["alice"],
        team=team,
        opened_at=MONDAY_NINE,
    )


def hours(count: float) -> timedelta:
    return timedelta(hours=count)
