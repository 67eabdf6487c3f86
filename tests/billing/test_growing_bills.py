"""The pages of bills ask as much for many bills and payments as for few."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from billing.actions.payments import take_payment
from billing.models import Bill, BillLine, Payment
from gasservice.registry.models import FeeCharge, GasAccount
from gasservice.standards.models import FeeItem
from tests.every_page import PAGES
from tests.test_every_page import visit
from tests.world import World, world  # noqa: F401

pytestmark = pytest.mark.django_db
ACCOUNT, BILL = {"number": "{account}"}, {"number": "{bill}"}


def more_bills(world: World, count: int) -> None:  # noqa: F811
    """Issue as many more, each with a fee and paid late in part, pay the first a little, and let as many wait."""
    account, now = GasAccount.objects.get(number=world.names["account"]), timezone.now()
    first, today = Bill.objects.get(number=world.names["bill"]), now.date()
    for _ in range(count):
        number = Bill.objects.count()
        whose = {"gas_account": account, "tenure": first.tenure, "source": "ours", "amount": 50, "made_at": now}
        days = {"issued_on": today - timedelta(days=90), "due_on": today - timedelta(days=60)}
        bill = Bill.objects.create(number=f"M{number}", released_at=now, **days, **whose)
        Bill.objects.create(number=f"W{number}", doubts=["high"], **days, **whose)
        charge_on(bill, account)
        for of, amount in ((bill, Decimal(20)), (first, Decimal("0.01"))):
            facts = {"account": account, "method": "app", "paid_at": now, "at": now, "bill": of, "amount": amount}
            take_payment(reference=f"M{Payment.objects.count()}", **facts)


def charge_on(bill: Bill, account: GasAccount) -> None:
    fee = FeeItem.objects.filter(is_once_per_premise=False).first()
    facts = {"premise": account.service_point.premise, "gas_account": account, "fee": fee, "fee_code": fee.code}
    charge = FeeCharge.objects.create(
        reference=f"M{FeeCharge.objects.count()}", amount=50, charged_at=timezone.now(), **facts
    )
    BillLine.objects.create(bill=bill, position=1, kind="fee", amount=50, fee_charge=charge)


@pytest.mark.parametrize(
    ("name", "role", "args"),
    [
        ("my-bills", "owner", {}),
        ("account-bills", "owner", ACCOUNT),
        ("gas-account", "owner", ACCOUNT),
        ("bill", "owner", BILL),
        ("bill-paper", "owner", BILL),
        ("account-payments", "owner", ACCOUNT),
        ("bills-to-look-at", "agent", {}),
        ("api-bills", "agent", {}),
        ("api-bill", "owner", BILL),
        ("my-data", "owner", {}),
    ],
)
def test_more_bills_do_not_cost_more_queries(name, role, args, world):  # noqa: F811
    page = next(page for page in PAGES if (page.name, page.args, page.query) == (name, args, ""))
    more_bills(world, 2)
    few_words, few = visit(page, role, world)

    more_bills(world, 6)

    answer, many = visit(page, role, world)
    assert answer.status_code == 200
    assert len(answer.content) != len(few_words.content)
    assert len(many) == len(few)
