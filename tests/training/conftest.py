"""The cast of cases with norms, a rule of scoring and closed cases of last month."""

from datetime import timedelta

import pytest

from gasservice.cases.models import Case
from gasservice.cases.references import reference_of
from gasservice.standards.models import ScoringRule, ServiceNorm
from gasservice.training.actions.drawing import draw_work
from gasservice.training.models import Course, SampledWork
from gasservice.users.models import User
from tests.cases.conftest import MONDAY_NINE, SINCE, cast, kind, team, three  # noqa: F401

OCTOBER = MONDAY_NINE - timedelta(days=40)


@pytest.fixture
def norms(db):
    """One norm for the desk, one for visits and one for calls."""
    facts = three("basis", "Our rules")
    rows = [("plain-words", "case"), ("card", "visit"), ("greeting", "call")]
    return [
        ServiceNorm.objects.create(code=code, applies_to=[work], valid_from=SINCE, **three("words", code), **facts)
        for code, work in rows
    ]


@pytest.fixture
def rule(db):
    return ScoringRule.objects.create(each=3, months=3, valid_from=SINCE)


@pytest.fixture
def worker(team):  # noqa: F811
    return User.objects.create_user("w@gas.example", name="worker", role="field_worker", team=team)


def closed_case(number: int, owner, kind, **facts) -> Case:  # noqa: F811
    usual = {"channel": "web", "status": "closed", "opened_at": OCTOBER, "closed_at": OCTOBER, "team": owner.team}
    named = {"reference": reference_of(10_000_000 + number), "secret_hash": "0" * 64, "title": f"Case {number}"}
    return Case.objects.create(door=kind.door, kind=kind, owner=owner, **named, **usual | facts)


@pytest.fixture
def closed(cast, kind):  # noqa: F811
    """Eight closed cases of alice's, two of bob's."""
    cases = [closed_case(n, cast["alice"], kind) for n in range(8)]
    return cases + [closed_case(n, cast["bob"], kind) for n in (8, 9)]


@pytest.fixture
def drawn(closed, norms, rule):
    """What was drawn of October; the works of alice."""
    draw_work(at=MONDAY_NINE - timedelta(days=10), seed="chance")
    return list(SampledWork.objects.filter(person__name="alice").order_by("pk"))


@pytest.fixture
def course(norms):
    texts = {**three("name", "Plain words"), **three("text", "How to write")}
    return Course.objects.create(code="plain", norm_codes=["plain-words"], **texts)
