"""Mei wants her kitchen pipe moved; Lee of the north team has the case, Xu surveys and works."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count

import pytest

from gasservice.cases.actions.filing import open_case
from gasservice.cases.actions.work import take_case
from gasservice.cases.models import Case, Routing
from gasservice.files.actions import keep_upload
from gasservice.registry.actions.charges import pay_charge
from gasservice.registry.models import Community, District, GasAccount, ServicePoint
from gasservice.standards.models import CaseKind, FeeItem
from gasservice.standards.terms import Purpose
from gasservice.users.models import Team, User
from gasservice.users.terms import Role
from repairs.actions.answers import accept_quote
from repairs.actions.pipe_work import record_survey
from repairs.actions.pipes import check_papers, keep_papers, open_survey
from repairs.actions.quotes import send_quote
from repairs.models import PipeChange, Quote, WorkOrder
from repairs.queries.accounts import account_of
from repairs.queries.papers import papers_needed
from repairs.terms import WorkStatus
from tests.cases.conftest import three
from tests.files.pictures import picture, upload
from tests.registry.conftest import premise_in
from tests.shelf import publish_catalogue

MONDAY = datetime(2026, 11, 23, 1, tzinfo=UTC)  # 09:00 in Shanghai
DAY = timedelta(days=1)
MEASURES = {"pipe_metres": Decimal("3.5"), "moves_pipe": True, "moves_meter": True, "hoses": 0, "crosses_wall": False}
CHECKED = {
    "pressure_kpa": Decimal(5),
    "minutes": 10,
    "drop_kpa": Decimal(0),
    "is_leak_free": True,
    "is_valve_reachable": True,
    "is_gas_on": True,
    "words": "",
}
TOLD = {"moved": ["pipe"], "why": "新厨房", "distance": "far", "home": "own", "day_times": [], "discounts": []}
receipts = count(1)


@pytest.fixture
def catalogue(db):
    publish_catalogue()


@pytest.fixture
def lee(catalogue):
    team = Team.objects.create(code="north", **three("name", "North"))
    Routing.objects.create(door="repairs", team=team)
    return User.objects.create_user("lee@gas.example", name="Lee", role=Role.AGENT, team=team)


@pytest.fixture
def xu(lee):
    return User.objects.create_user("xu@gas.example", name="Xu", role=Role.FIELD_WORKER, team=lee.team)


@pytest.fixture
def mei(catalogue):
    return User.objects.create_user("mei@home.example", name="Mei", role=Role.CUSTOMER)


@pytest.fixture
def home(catalogue):
    district = District.objects.create(code="gulou", **three("name", "Gulou"))
    garden = Community.objects.create(code="C1", district=district, name="滨河花园")
    point = ServicePoint.objects.create(code="SP1", premise=premise_in(garden, "3", "2", "501"))
    return GasAccount.objects.create(number="1000001", service_point=point, opened_on=date(2020, 1, 1))


def file_case(lee, mei, home, at=MONDAY) -> Case:
    """Open Mei's case, and let Lee take it."""
    premise = home.service_point.premise if home else None
    place = {"gas_account": home, "premise": premise, "community": premise.community} if home else {}
    kind = CaseKind.objects.valid_on(at.date()).get(door="repairs", code="pipe-change")
    filed = open_case(kind=kind, words="厨房管道要挪。", by=mei, at=at, channel="web", language="en", **place)
    return take_case(case=filed.case, by=lee, at=at)


@pytest.fixture
def change(lee, mei, home):
    """Mei's pipe change with all her papers, as she has just sent them."""
    case = file_case(lee, mei, home)
    change = PipeChange.objects.create(case=case, told_at=MONDAY, **TOLD)
    give_all(change, MONDAY)
    open_survey(change=change, by=mei, at=MONDAY)
    return change


def paper(by=None, at=MONDAY):
    return keep_upload(upload=upload(picture()), by=by, at=at)


def give_all(change: PipeChange, at: datetime) -> None:
    keep_papers(change, {rule: [paper(at=at)] for rule in papers_needed(change)}, at)


def accept_papers(change: PipeChange, lee, at=MONDAY) -> None:
    check_papers(change=change, verdicts=dict.fromkeys(papers_needed(change), ""), by=lee, at=at)


@pytest.fixture
def draft(change, lee, xu):
    """A quote begun from the survey: 180 for the base, 1.5 m at 42, the meter 120; together 363."""
    accept_papers(change, lee)
    record_survey(order=order_of(change.case, Purpose.SURVEY), by=xu, at=MONDAY + DAY, **MEASURES)
    return Quote.objects.select_related("case", "rule").get(case=change.case)


@pytest.fixture
def quote(draft, lee):
    return send_quote(quote=draft, by=lee, at=MONDAY + DAY)


@pytest.fixture
def accepted(quote, mei):
    return accept_quote(quote=quote, name="Mei", by=mei, at=MONDAY + 2 * DAY)


def order_of(case: Case, kind: Purpose) -> WorkOrder:
    return WorkOrder.objects.select_related("case").filter(case=case, kind=kind).latest("opened_at", "pk")


def finish(order: WorkOrder, at: datetime) -> WorkOrder:
    """End the work as a visit does."""
    WorkOrder.objects.filter(pk=order.pk).update(status=WorkStatus.DONE, done_at=at)
    order.refresh_from_db()
    return order


def account(case: Case):
    return account_of(case)


def pay_all(case: Case, at: datetime) -> None:
    for charge in account(case).unpaid:
        pay_charge(charge=charge, payment_reference=f"B{next(receipts)}", at=at)


def fee(code: str) -> FeeItem:
    return FeeItem.objects.valid_on(MONDAY.date()).get(code=code)
