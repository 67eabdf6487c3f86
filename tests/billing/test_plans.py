"""Plans of instalments: offered by rule, agreed once, kept or broken, and late charges that stand still meanwhile."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection

from billing.actions.plans import AnotherPlanRuns, NoSuchPlan, PlanWasBroken, agree_plan, cancel_plan, watch_plans
from billing.models import Arrears, Bill, PaymentPlan
from billing.queries.plans import standing_of_plan
from billing.queries.standings import standings_of
from gasservice.notices.models import Notice
from gasservice.registry.access import midnight
from gasservice.standards.models import ArrearsRule
from tests.billing.test_arrears import A_DAY, DEMAND, DUE, NOTICE, climb
from tests.billing.test_payments import issued, pay
from tests.shelf import publish_catalogue

pytestmark = pytest.mark.django_db
AT = DEMAND + A_DAY


@pytest.fixture(autouse=True)
def published(db):
    publish_catalogue()


@pytest.fixture
def tenure(account):
    return account.tenures.get()


@pytest.fixture
def owed(account):
    bill = issued(account, "300.00", DUE)
    climb(DEMAND)
    return bill


def agree(tenure, by, day=AT, count=3) -> PaymentPlan:
    return agree_plan(tenure=tenure, count=count, by=by, at=midnight(day))


def test_agreed_it_is_told_and_the_steps_end(owed, tenure, mei):
    plan = agree(tenure, mei)

    days = [(part.due_on, part.amount) for part in plan.instalments.all()]
    assert days == [(AT + n * timedelta(days=30), Decimal(100)) for n in (1, 2, 3)]
    assert Arrears.objects.get().ended_because == "planned"
    assert Notice.objects.filter(topic="plan-agreed").count() == 1
    climb(NOTICE, NOTICE + 3 * A_DAY)
    assert Arrears.objects.count() == 1


def test_asked_twice_it_is_one_plan_and_another_is_refused(owed, tenure, mei):
    assert agree(tenure, mei) == agree(tenure, mei, AT + A_DAY)
    with pytest.raises(AnotherPlanRuns):
        agree(tenure, mei, count=2)


@pytest.mark.parametrize("count", [1, 7, 60])
def test_what_the_rule_does_not_offer_is_refused(owed, tenure, mei, count):
    with pytest.raises(NoSuchPlan):
        agree(tenure, mei, count=count)


def test_who_owes_nothing_is_offered_nothing(account, tenure, mei):
    with pytest.raises(NoSuchPlan):
        agree(tenure, mei)


def watch(day) -> None:
    watch_plans(at=midnight(day))


def test_paid_by_each_day_it_is_kept_and_paying_late_costs_nothing_meanwhile(account, owed, tenure, mei):
    plan = agree(tenure, mei)
    late = standings_of([owed], AT)[0].late_amount
    for n in (1, 2):
        pay(account, "100", AT + 30 * n * A_DAY, f"P{n}")
        watch(AT + (30 * n + 1) * A_DAY)
    plan.refresh_from_db()
    assert plan.is_running

    pay(account, "100", AT + 90 * A_DAY, "P3")
    watch(AT + 91 * A_DAY)
    plan.refresh_from_db()
    owed.refresh_from_db()
    assert (plan.outcome, owed.unpaid) == ("kept", 0)
    assert standings_of([owed], AT + 91 * A_DAY)[0].late_amount == late


def test_where_the_rule_does_not_say_so_paying_late_goes_on_costing(account, owed, tenure, mei):
    ArrearsRule.objects.update(plan_stops_late_charge=False)
    agree(tenure, mei)

    before, after = (standings_of([owed], AT + n * A_DAY)[0].late_amount for n in (0, 20))
    assert after > before


def test_a_part_missed_breaks_it_is_told_and_a_fresh_notice_follows(account, owed, tenure, mei, lee):
    plan = agree(tenure, mei)
    pay(account, "40", AT + 20 * A_DAY, "P1")
    watch(AT + 30 * A_DAY)
    plan.refresh_from_db()
    assert plan.is_running  # the last day is a day to pay

    broken = AT + 31 * A_DAY
    watch(broken)
    watch(broken)
    climb(broken)
    plan.refresh_from_db()
    old, new = Arrears.objects.order_by("pk")
    assert (plan.outcome, Notice.objects.filter(topic="plan-broken").count()) == ("broken", 1)
    assert (new.follows, new.demanded_at, new.noticed_at) == (old, old.demanded_at, midnight(broken))
    with pytest.raises(PlanWasBroken):
        agree(tenure, mei, broken, count=2)
    assert agree(tenure, lee, broken, count=2).agreed_by == lee


def test_only_what_is_paid_of_its_bills_since_then_counts(account, owed, tenure, mei):
    pay(account, "60", AT - A_DAY, "P0")
    plan = agree(tenure, mei, count=2)
    other = issued(account, "90.00", AT)
    pay(account, "90", AT + A_DAY, "P1", bill=other)

    standing = standing_of_plan(plan, AT + 2 * A_DAY)
    assert (plan.amount, standing.paid, standing.owed) == (240, 0, 240)


def test_cancelled_the_steps_go_on(owed, tenure, mei, lee):
    cancel_plan(plan=agree(tenure, mei), by=lee, at=midnight(AT + A_DAY))
    climb(AT + A_DAY)

    assert Arrears.objects.open().get().step == "written_notice"


@pytest.mark.django_db(transaction=True)
def test_pressed_twice_at_once_it_is_one_plan(owed, tenure, mei):
    def press(_n) -> int:
        with closing(connection):
            return agree(tenure, mei).pk

    with ThreadPoolExecutor(3) as hands:
        assert len(set(hands.map(press, range(3)))) == 1
    assert PaymentPlan.objects.count() == 1
    assert Bill.objects.count() == 1
