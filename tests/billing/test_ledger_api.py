"""Bills and payments through the API: once by their reference, and all or nothing."""

from datetime import date

import pytest

from billing.models import Bill, Payment
from gasservice.users.models import User
from tests.api.conftest import speak  # noqa: F401
from tests.billing.test_payments import issued
from tests.shelf import publish_catalogue

pytestmark = pytest.mark.django_db
PAYMENT = {"reference": "POS-1", "account": "1000001", "amount": "60.00", "paid_at": "2026-11-25T09:00:00+08:00"}
PAYMENT |= {"method": "app"}
JANUARY = {
    "bill": "L1", "account": "1000001", "issued_on": "2026-02-02", "due_on": "2026-02-20", "kind": "gas",
    "meter": "LJ4711", "since": "2026-01-01", "until": "2026-02-01", "start_index": 420, "end_index": 450,
    "volume_m3": 30, "price": "2.32", "amount": "69.60",
}  # fmt: skip


@pytest.fixture(autouse=True)
def published(account):
    publish_catalogue()


@pytest.fixture
def desk(speak, lee):  # noqa: F811
    return speak(lee)


@pytest.fixture
def boss(speak, lee):  # noqa: F811
    return speak(User.objects.create_user("su@gas.example", name="Su", role="supervisor", team=lee.team))


def test_a_payment_is_taken_once(desk, account):
    bill = issued(account, "100.00", date(2026, 12, 10))

    first, again = desk.post("payments/", PAYMENT), desk.post("payments/", PAYMENT)

    assert (first.status_code, again.status_code, Payment.objects.count()) == (201, 200, 1)
    pays = [{"bill": bill.number, "amount": "60.00", "is_late_charge": False}]
    assert (first.json()["pays"], first.json()["left"]) == (pays, "0.00")
    assert again.json() == first.json()


def test_another_payment_under_its_reference_is_a_problem(desk):
    desk.post("payments/", PAYMENT)

    answer = desk.post("payments/", PAYMENT | {"amount": "61.00"})

    assert (answer.status_code, answer.json()["type"]) == (409, "urn:problem-type:another-payment")


def test_a_key_gives_the_same_answer_again(desk):
    answers = [desk.post("payments/", PAYMENT, Idempotency_Key="k1") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]


@pytest.mark.parametrize(
    ("wrong", "status", "named"),
    [
        ({"account": "9"}, 400, "#/account"),
        ({"amount": "0"}, 400, "#/amount"),
        ({"amount": "1e99"}, 400, "#/amount"),
        ({"method": "redress"}, 400, "#/method"),
        ({"bill": "B9"}, 400, "#/bill"),
        ({"paid_at": "2199-01-01T00:00:00Z"}, 409, "urn:problem-type:not-paid-yet"),
        ({"reference": "RD-1"}, 409, "urn:problem-type:another-payment"),
    ],
)
def test_what_is_wrong_with_a_payment_is_pointed_at(desk, wrong, status, named):
    answer = desk.post("payments/", PAYMENT | wrong)

    problem = answer.json()
    assert answer.status_code == status
    assert named in [problem["type"], *(error["pointer"] for error in problem.get("errors", []))]
    assert not Payment.objects.exists()


def test_bills_are_taken_over_once(boss):
    first, again = boss.post("ledger/bills/", {"rows": [JANUARY]}), boss.post("ledger/bills/", {"rows": [JANUARY]})

    assert (first.status_code, first.json()) == (201, {"rows": 1, "added": 1, "known": 0, "doubted": {}})
    assert (again.status_code, again.json()["known"]) == (200, 1)
    assert Bill.objects.get().is_issued


def test_bad_rows_are_pointed_at_and_nothing_is_written(boss):
    rows = [JANUARY, JANUARY | {"bill": "L2", "account": "9"}, JANUARY | {"bill": "L3", "amount": "x", "moon": 1}]

    answer = boss.post("ledger/bills/", {"rows": rows})

    errors = {error["pointer"] for error in answer.json()["errors"]}
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert errors == {"#/rows/1/account", "#/rows/2/amount", "#/rows/2/moon"}
    assert not Bill.objects.exists()


@pytest.mark.parametrize("rows", [[], [JANUARY] * 501, "x", [1], [{"bill": []}]])
def test_rows_that_are_none_are_refused(boss, rows):
    assert boss.post("ledger/bills/", {"rows": rows}).status_code == 400


def test_what_does_not_fit_is_counted(boss):
    assert boss.post("ledger/bills/", {"rows": [JANUARY | {"amount": "69.61"}]}).json()["doubted"] == {"amount": 1}


def test_customers_bring_neither_and_agents_no_bills(speak, desk, mei):  # noqa: F811
    assert [speak(mei).post(path, {}).status_code for path in ("payments/", "ledger/bills/")] == [403, 403]
    assert desk.post("ledger/bills/", {"rows": [JANUARY]}).status_code == 403
    assert speak().post("payments/", PAYMENT).status_code == 401
