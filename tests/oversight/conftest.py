"""Two teams and their people, and histories made row by row; `NOW` is noon on 23 November in Shanghai."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from django.core.cache import cache
from django.utils import timezone

from gasservice.cases.models import Case, Commitment, SurveyInvitation, SurveyResponse
from gasservice.cases.references import reference_of
from gasservice.oversight.actions.recounting import recount_changed
from gasservice.oversight.actions.releasing import publish_figures
from gasservice.oversight.periods import Period, months_over, quarters_over
from gasservice.standards.models import CaseKind
from gasservice.users.models import Team, User
from gasservice.users.terms import Role
from tests.registry.conftest import account, district, garden, home  # noqa: F401

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
NOVEMBER = Period(date(2026, 11, 1), date(2026, 12, 1))
numbers = count(10_000_000)


def ago(**length: float) -> datetime:
    return NOW - timedelta(**length)


def count() -> None:
    """Count what has changed, as beat does every few seconds."""
    while recount_changed():
        pass


def publish() -> None:
    """Count what has changed and publish what is over, as beat does; nothing read before is kept."""
    count()
    publish_figures(at=timezone.now() + timedelta(days=1))
    cache.clear()


def noon_in(period: Period) -> datetime:
    """Give a moment in the middle of a month or quarter."""
    day = period.since + (period.until - period.since) / 2
    return datetime(day.year, day.month, day.day, 12, tzinfo=timezone.get_default_timezone())


def last_month() -> datetime:
    return noon_in(months_over(timezone.localdate(), 1)[0])


def last_quarter() -> datetime:
    return noon_in(quarters_over(timezone.localdate(), 1)[0])


def three(name: str, text: str) -> dict[str, str]:
    return {f"{name}_{language}": text for language in ("en", "zh_hans", "zh_hant")}


@pytest.fixture
def teams(db):
    return {code: Team.objects.create(code=code, **three("name", code.title())) for code in ("north", "south")}


@pytest.fixture
def cast(teams):
    """Ann works in the north, Lee leads the south from the north, Sue supervises the south, Otto audits, Carl calls."""
    north, south = teams["north"], teams["south"]
    people = [
        ("ann", Role.AGENT, north),
        ("lee", Role.AGENT, north),
        ("sue", Role.SUPERVISOR, south),
        ("otto", Role.AUDITOR, None),
        ("olga", Role.STANDARDS_OFFICER, None),
        ("fred", Role.FIELD_WORKER, north),
        ("carl", Role.CUSTOMER, None),
        ("vera", Role.VOLUNTEER, None),
    ]
    cast = {
        name: User.objects.create_user(f"{name}@gas.example", name=name.title(), role=role, team=team)
        for name, role, team in people
    }
    Team.objects.filter(pk=south.pk).update(lead=cast["lee"])
    return cast


@pytest.fixture
def kinds(db):
    since = date(2024, 1, 1)
    return {
        door: CaseKind.objects.create(door=door, code="any", valid_from=since, **three("name", door.title()))
        for door in ("complaints", "billing", "repairs")
    }


@pytest.fixture
def opened(kinds, teams):
    def opened(team="north", door="complaints", at=NOW, status="open", **facts) -> Case:
        number = next(numbers)
        return Case.objects.create(
            reference=reference_of(number),
            secret_hash=f"{number:064}",
            door=door,
            kind=kinds[door],
            title="Something",
            channel="web",
            status=status,
            team=teams[team],
            opened_at=at,
            **facts,
        )

    return opened


@pytest.fixture
def promised(opened):
    def promised(due, promise="first_answer", case=None, team="north", door="complaints", **facts) -> Commitment:
        case = case or opened(team, door)
        facts.setdefault("started_at", due - timedelta(days=30))
        return Commitment.objects.create(case=case, promise=promise, due_at=due, **facts)

    return promised


@pytest.fixture
def rated(opened):
    def rated(score=None, at=NOW, sent=None, case=None, team="north", door="complaints") -> SurveyInvitation:
        case = case or opened(team, door)
        sent = sent or at - timedelta(hours=1)
        invitation = SurveyInvitation.objects.create(
            case=case,
            team=case.team,
            secret_hash=f"{next(numbers):064}",
            sent_at=sent,
            expires_at=sent + timedelta(days=14),
        )
        if score:
            SurveyResponse.objects.create(invitation=invitation, score=score, answered_at=at)
        return invitation

    return rated
