"""A bill that is there is told of once, to whoever it is addressed to."""

from datetime import date, timedelta

import pytest

from billing.actions.mailing import tell_of_bills
from billing.actions.making import Run, make_bills
from billing.models import Bill
from gasservice.notices.models import Delivery
from tests.billing.conftest import NOON
from tests.shelf import publish_catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def published(db):
    publish_catalogue()


def bill_until(day: date) -> None:
    make_bills(run=Run(date(2026, 1, 1), day, day, day + timedelta(days=20)), at=NOON)


def test_the_holder_is_told_once_and_of_the_next_bill_again(account, mei):
    bill_until(date(2026, 2, 2))
    assert [tell_of_bills(at=NOON), tell_of_bills(at=NOON)] == [1, 0]
    bill_until(date(2026, 3, 2))
    tell_of_bills(at=NOON)

    told = Delivery.objects.order_by("pk").values_list("notice__key", "channel", "address", "link")
    page = "/billing/bills/"
    assert list(told) == [
        (f"bills:{issued}:{due}", channel, address, page)
        for issued, due in [("2026-02-02", "2026-02-22"), ("2026-03-02", "2026-03-22")]
        for channel, address in [("portal", str(mei.pk)), ("email", mei.email)]
    ]


def test_a_bill_that_waits_for_one_of_us_is_not_told_of(account):
    bill_until(date(2026, 2, 2))
    Bill.objects.update(released_at=None)

    assert tell_of_bills(at=NOON) == 0
    assert not Delivery.objects.exists()
