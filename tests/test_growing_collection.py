"""The lists of late charges and of visits to collect ask as much for thirty rows as for three."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from billing.models import Bill, CollectionVisit, Collector, LateWaiver
from gasservice.registry.models import Community, Customer, GasAccount, Premise, ServicePoint, Tenure
from gasservice.users.models import User
from tests.every_page import PAGES
from tests.registry.conftest import premise_in
from tests.test_every_page import visit
from tests.world import World, world  # noqa: F401

pytestmark = pytest.mark.django_db


def more_waivers(world: World, count: int) -> None:  # noqa: F811
    """Ask about as many more bills of the owner, half of them answered by the agent."""
    first, agent = LateWaiver.objects.first(), User.objects.get(email="agent@linjiang.example")
    for n in range(count):
        now = timezone.now()
        bill = Bill.objects.get(number=world.names["bill"])
        facts = {"number": f"M-{Bill.objects.count()}", "source": "ours", "made_at": now, "released_at": now}
        facts |= {"issued_on": bill.issued_on, "due_on": bill.due_on, "amount": 0}
        made = Bill.objects.create(gas_account=bill.gas_account, tenure=bill.tenure, **facts)
        said = {"reason": first.reason, "case": first.case, "asked_by": first.asked_by, "asked_at": now}
        answered = {"granted": 1, "answer": "可以。", "decided_by": agent, "decided_at": now} if n % 2 else {}
        LateWaiver.objects.create(bill=made, **said, **answered)


def more_visits(world: World, count: int) -> None:  # noqa: F811
    """Announce as many more visits of today, each at its own place."""
    collector, garden = Collector.objects.get(), Community.objects.get(code="C1")
    customer, today = Customer.objects.get(code="K1"), timezone.localtime().replace(hour=9, minute=0)
    for _ in range(count):
        home = premise_in(garden, "7", "7", str(Premise.objects.count()))
        point = ServicePoint.objects.create(code=home.code, premise=home)
        account = GasAccount.objects.create(number=f"3{home.pk:06}", service_point=point, opened_on=today.date())
        tenure = Tenure.objects.create(gas_account=account, customer=customer, held_from=today.date())
        CollectionVisit.objects.create(
            reference=f"C2-{home.pk:06}",
            gas_account=account,
            tenure=tenure,
            collector=collector,
            starts_at=today,
            ends_at=today + timedelta(hours=3),
            code_until=today + timedelta(hours=5),
            amount=Decimal(10),
            announced_at=today - timedelta(days=2),
        )


GROWING = [
    ("waivers-to-decide", "agent", more_waivers),
    ("waivers-decided", "supervisor", more_waivers),
    ("collections", "agent", more_visits),
    ("rounds", "field", more_visits),
]


@pytest.mark.parametrize(("name", "role", "grow"), GROWING)
def test_more_rows_do_not_cost_more_queries(name, role, grow, world):  # noqa: F811
    page = next(page for page in PAGES if page.name == name)
    grow(world, 4)
    few_words, few = visit(page, role, world)

    grow(world, 8)

    answer, many = visit(page, role, world)
    assert answer.status_code == 200
    assert len(answer.content) > len(few_words.content)
    assert len(many) == len(few), f"{name} asks {len(many)} instead of {len(few)}"
