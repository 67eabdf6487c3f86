"""The lists of warnings and of key accounts ask as much for thirty rows as for three."""

import pytest
from django.utils import timezone

from gasservice.keyaccounts.actions.settling import settle_warnings
from gasservice.keyaccounts.models import EarlyWarning
from gasservice.registry.models import Community, Customer, GasAccount, Premise, ServicePoint, Tenure
from gasservice.users.models import User
from tests.every_page import PAGES
from tests.registry.conftest import premise_in
from tests.test_every_page import visit
from tests.world import World, world  # noqa: F401
from tests.worlds.keyaccounts import key_account, sign

pytestmark = pytest.mark.django_db
SIGNS = ("drift", "week", "payment")


def more_warnings(world: World, count: int) -> None:  # noqa: F811
    """Watch as many more accounts, each with a warning: to judge, held back, or judged by the agent, in turn."""
    now, garden, customer = timezone.now(), Community.objects.get(code="C1"), Customer.objects.get(code="K1")
    people = {name: User.objects.get(email=f"{name}@linjiang.example") for name in ("supervisor", "agent")}
    for number in range(count):
        home = premise_in(garden, "6", "6", str(Premise.objects.count()))
        point = ServicePoint.objects.create(code=home.code, premise=home)
        account = GasAccount.objects.create(number=f"4{home.pk:06}", service_point=point, opened_on=now.date())
        Tenure.objects.create(gas_account=account, customer=customer, held_from=now.date())
        key = key_account(account, people["supervisor"], people["agent"], now)
        facts = {"suppressed_by": "exchange", "suppressed_words": "M1"} if number % 3 == 1 else {}
        settle_warnings({key: [sign(kind, now, **facts) for kind in SIGNS]}, now)
        if number % 3 == 2:
            said = {"status": "dismissed", "why": "检修", "judged_by": people["agent"], "judged_at": now}
            EarlyWarning.objects.filter(key_account=key).update(**said)


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("early-warnings", ""),
        ("early-warnings", "list=held-back"),
        ("early-warnings", "list=judged"),
        ("key-accounts", ""),
    ],
)
def test_more_rows_do_not_cost_more_queries(name, query, world):  # noqa: F811
    page = next(page for page in PAGES if page.name == name and page.query == query)
    more_warnings(world, 6)
    few_words, few = visit(page, "agent", world)

    more_warnings(world, 24)

    answer, many = visit(page, "agent", world)
    assert answer.status_code == 200
    assert len(answer.content) > len(few_words.content)
    assert len(many) == len(few), f"{name} asks {len(many)} instead of {len(few)}"
