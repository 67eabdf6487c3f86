"""What the doors see: bills paid later than usual, meters that give trouble, complaints all at once."""

from datetime import timedelta
from decimal import Decimal

import pytest

from billing.actions.payments import take_payment
from billing.signs import see_delay
from gasservice.cases.actions.filing import open_case
from gasservice.cases.models import Case, Routing
from gasservice.keyaccounts.actions.sweeping import signs_on
from gasservice.registry.access import midnight
from gasservice.registry.models import GasAccount, MeterTest
from gasservice.standards.models import CaseKind, Responsibility
from repairs.models import Fault
from tests.billing.test_payments import issued
from tests.keyaccounts.conftest import MORNING, TODAY
from tests.shelf import publish_catalogue

pytestmark = pytest.mark.django_db


def signs_now() -> dict:
    account = GasAccount.objects.select_related("service_point__premise__community").get()
    return {sign.kind: sign for sign in signs_on([account], MORNING)[account.pk]}


@pytest.fixture(autouse=True)
def published(supervisor):
    publish_catalogue()
    Routing.objects.bulk_create(Routing(door=door, team=supervisor.team) for door in ("complaints", "repairs"))


@pytest.fixture
def case_of(account, mei, supervisor):
    def case_of(days: int, door: str = "complaints", code: str = "reading-and-charges", **facts) -> Case:
        kind = CaseKind.objects.valid_on(TODAY).get(door=door, code=code)
        whose = {"gas_account": account, "premise": account.service_point.premise, "title": "读数不对"} | facts
        at = MORNING - timedelta(days=days)
        return open_case(kind=kind, words="读数不对。", by=supervisor, at=at, channel="phone", **whose).case

    return case_of


def test_who_always_paid_in_time_and_does_not_is_seen():
    rows = [(TODAY - timedelta(days=30 * number), 0) for number in range(8, 0, -1)]

    assert see_delay([*rows, (TODAY, 10)]) is None
    sign = see_delay([*rows, (TODAY, 21)])
    assert (sign.kind, sign.seen, sign.expected, sign.limit) == ("payment", 21, 0, 10.5)
    assert sign.strength == pytest.approx(2)


def test_who_always_paid_late_is_not():
    days = [20, 35, 18, 40, 25, 33, 22]
    rows = [(TODAY - timedelta(days=30 * (8 - number)), late) for number, late in enumerate(days)]

    assert see_delay([*rows, (TODAY, 45)]) is None


def test_too_few_bills_show_no_habit():
    assert see_delay([(TODAY - timedelta(days=60), 0), (TODAY, 50)]) is None


def test_bills_that_wait_past_their_due_day_count_until_today(account, mei):
    for number in range(9, 1, -1):
        due_on = TODAY - timedelta(days=30 * number - 10)
        bill = issued(account, "100.00", due_on)
        if number > 2:
            paid = {"amount": Decimal(100), "method": "bank", "bill": bill, "paid_at": midnight(due_on)}
            take_payment(account=account, reference=f"B{number}", at=MORNING, **paid)

    sign = signs_now()["payment"]

    assert (sign.seen, sign.expected) == (50, 0)


def test_complaints_all_at_once_are_seen_and_a_usual_number_is_not(case_of, mei):
    for days in (40, 100, 200, 300, 5, 9):
        case_of(days)
    assert "complaints" not in signs_now()

    for days in (3, 12, 20):
        case_of(days, gas_account=None, customer=mei)

    sign = signs_now()["complaints"]
    assert (sign.seen, sign.limit, len(sign.points)) == (5, 4, 12)
    assert sign.expected == pytest.approx(4 / 11)


def test_withdrawn_and_merged_complaints_are_none(case_of):
    cases = [case_of(days) for days in (3, 5, 9, 12)]
    assert "complaints" in signs_now()

    Case.objects.filter(pk__in=[case.pk for case in cases[:3]]).update(status="withdrawn")

    assert "complaints" not in signs_now()


def test_a_meter_at_fault_is_seen_by_report_and_by_test(case_of, account, meter, supervisor):
    case = case_of(200, door="repairs", code="fault")
    told = {"part": "meter", "told_at": MORNING, "price_low": 0, "price_high": 0}
    whose = Responsibility.objects.valid_on(TODAY).filter(part="meter").first()
    Fault.objects.create(case=case, told=whose, **told)
    assert "meter" not in signs_now()

    facts = {"asked_at": MORNING, "laboratory": "计量所", "certificate_number": "1", "case_reference": case.reference}
    error = {"error_percent": Decimal("2.6"), "limit_percent": Decimal("1.5"), "tested_on": TODAY - timedelta(days=3)}
    MeterTest.objects.create(meter=meter, recorded_by=supervisor, recorded_at=MORNING, **facts, **error)

    sign = signs_now()["meter"]
    assert (sign.seen, sign.strength, sum(point.seen for point in sign.points)) == (1, 1, 2)
