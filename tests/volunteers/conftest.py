"""A patch of two estates, a volunteer who lives in one of them, and cases that were closed there."""

from datetime import UTC, date, datetime, timedelta

import pytest

from gasservice.cases.models import Case, Resolution, Routing
from gasservice.cases.references import reference_of
from gasservice.registry.models import Community, Customer, District, GasAccount, ServicePoint, Tenure
from gasservice.standards.models import CalendarException, CaseKind, LadderStep, ServiceStandard, SlaPolicy
from gasservice.users.models import User
from gasservice.users.terms import Role
from gasservice.volunteers.actions.observations import write_observation
from gasservice.volunteers.actions.vetting import accept_volunteer, apply_to_volunteer
from tests.cases.conftest import SINCE, calendar, cast, kind, team, three  # noqa: F401
from tests.registry.conftest import premise_in

AT = datetime(2026, 11, 2, 2, tzinfo=UTC)  # Monday, 10:00 in Shanghai
DAY, OCTOBER = date(2026, 11, 2), date(2026, 10, 1)
IN_OCTOBER = datetime(2026, 10, 12, 4, tzinfo=UTC)


@pytest.fixture
def estates(db):
    district = District.objects.create(code="gulou", **three("name", "Gulou"))
    return [Community.objects.create(code=code, district=district, name=f"{code}花园") for code in ("C1", "C2", "C3")]


@pytest.fixture
def supervisor(cast, team):  # noqa: F811
    cast["sun"].role = Role.SUPERVISOR
    cast["sun"].save()
    return cast["sun"]


@pytest.fixture
def name_volunteer(estates, supervisor):
    """Let somebody apply and be named for the first two estates."""

    def name(email="zhao@home.example", called="赵秀英"):
        user = User.objects.create_user(email, name=called, phone="+8613800138111" if "zhao" in email else None)
        row = apply_to_volunteer(patch=estates[:2], motive="想看看。", by=user, at=AT)
        term = (date(2026, 10, 1), date(2027, 10, 1))
        return accept_volunteer(volunteer=row, patch=estates[:2], term=term, why="", by=supervisor, at=AT)

    return name


@pytest.fixture
def volunteer(name_volunteer):
    return name_volunteer()


@pytest.fixture
def write(volunteer):
    """Let the volunteer write what they saw."""

    def act(at=AT, **facts):
        common = {"community": volunteer.patch.first(), "kind": "visit", "seen_on": DAY, "words": "排队四十分钟。"}
        return write_observation(volunteer=volunteer, at=at, **common | facts)

    return act


@pytest.fixture
def home(volunteer, estates):
    """The volunteer's own home."""
    premise = premise_in(estates[0], "3", "2", "501")
    point = ServicePoint.objects.create(code="SP1", premise=premise)
    account = GasAccount.objects.create(number="1000001", service_point=point, opened_on=SINCE)
    customer = Customer.objects.create(code="K1", name=volunteer.user.name, user=volunteer.user)
    Tenure.objects.create(gas_account=account, customer=customer, held_from=SINCE)
    return account


@pytest.fixture
def closed(kind, team, cast, estates):  # noqa: F811
    """Give a case that alice resolved and that was closed in October, each with what it is given."""

    def make(words="已处理。", **facts):
        number = 20_000_000 + Case.objects.count()
        common = {"door": "complaints", "kind": kind, "title": "违约金", "channel": "web", "team": team}
        common |= {"owner": cast["alice"], "status": "closed", "community": estates[0], "secret_hash": "0" * 64}
        common |= {"opened_at": IN_OCTOBER - timedelta(days=3), "closed_at": IN_OCTOBER, "resolved_at": IN_OCTOBER}
        case = Case.objects.create(reference=reference_of(number), **common | facts)
        said = {"finding": "upheld", "words": words, "resolved_by": cast["alice"], "team": team}
        Resolution.objects.create(case=case, resolved_at=IN_OCTOBER, **said)
        return case

    return make


@pytest.fixture
def promise(calendar, team, cast):  # noqa: F811
    """Answer a volunteer within three working days, warned an hour before; Thursday is a holiday."""
    Routing.objects.create(door="complaints", team=team)
    CaseKind.objects.create(door="complaints", code="volunteering", valid_from=SINCE, **three("name", "Volunteering"))
    words = {**three("words", "We answer volunteers."), **three("basis", "Our rules")}
    standard = ServiceStandard.objects.create(code="volunteer-answered", valid_from=SINCE, **words)
    CalendarException.objects.create(
        calendar=calendar, date=date(2026, 11, 5), works_like=None, **three("reason", "Day")
    )
    policy = SlaPolicy.objects.create(
        standard=standard,
        door="complaints",
        kind_code="volunteering",
        promise="observation",
        allowance=3,
        unit="working_days",
        calendar=calendar,
        warn_minutes=60,
        valid_from=SINCE,
    )
    rungs = [("owner", 0), ("lead", 60), ("supervisor", 240), ("head", 480)]
    LadderStep.objects.bulk_create(
        LadderStep(policy=policy, position=n, rung=rung, after_minutes=minutes)
        for n, (rung, minutes) in enumerate(rungs, 1)
    )
    return policy
