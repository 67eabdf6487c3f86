"""The steps from a debt to a stop: each in its time, once, told, and never while anything guards against it."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse

from billing.actions.arrears import climb_arrears
from billing.actions.arrears_ends import hold_arrears, withdraw_arrears
from billing.actions.plans import agree_plan
from billing.models import Arrears, Bill, Dispute
from gasservice.notices.models import Delivery, Notice
from gasservice.registry.access import midnight
from gasservice.registry.actions.needs import declare_need
from gasservice.registry.actions.stops import StopGuarded, StopNotLive, execute_stop, restore_supply
from gasservice.registry.models import Customer, GasAccount, SupplyStop, Tenure
from gasservice.users.models import User
from tests.billing.test_payments import issued, pay
from tests.shelf import publish_catalogue

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)
DUE = date(2026, 4, 10)
DEMAND = date(2026, 4, 26)  # the 15 days end with the 25th
NOTICE = date(2026, 5, 25)  # 15 whole days before the 60 overdue are over with 9 June
STOP = date(2026, 6, 10)


@pytest.fixture(autouse=True)
def published(db):
    publish_catalogue()


@pytest.fixture
def tenure(account):
    return account.tenures.get()


@pytest.fixture
def crew(db):
    return User.objects.create_user("wu@gas.example", name="Wu", role="field_worker")


@pytest.fixture
def boss(lee):
    return User.objects.create_user("boss@gas.example", name="Boss", role="supervisor", team=lee.team)


def climb(*days: date) -> None:
    """Sweep on some days, and let all that was told arrive on the same day."""
    for day in days:
        climb_arrears(at=midnight(day))
        Delivery.objects.filter(state="waiting").exclude(channel="paper").update(state="sent", sent_at=midnight(day))


def told() -> list[str]:
    return list(Notice.objects.filter(topic__startswith="arrears").order_by("pk").values_list("topic", flat=True))


def ordered(account) -> SupplyStop:
    issued(account, "300.00", DUE)
    climb(DEMAND, NOTICE, STOP)
    return SupplyStop.objects.get()


def test_each_step_comes_on_its_first_day_and_once(account):
    issued(account, "300.00", DUE)

    climb(DEMAND - A_DAY)
    assert not Arrears.objects.exists()
    climb(DEMAND)
    assert Arrears.objects.get().step == "written_notice"
    for day, topics in [(DEMAND, 1), (NOTICE - A_DAY, 1), (NOTICE, 2), (STOP - A_DAY, 2), (STOP, 3), (STOP + A_DAY, 3)]:
        climb(day, day)
        assert len(told()) == topics, day

    row = Arrears.objects.get()
    assert row.step == "none"
    assert told() == ["arrears-demand", "arrears-notice", "arrears-stop"]
    assert (row.stop.not_before, row.begun_on, row.amount) == (STOP, DUE, 300)
    assert row.stop.amount > 300  # with what paying late has cost
    assert row.demand.texts.get().language == "en"


def test_a_written_notice_hangs_at_the_door_and_a_demand_where_nothing_else_leads(account, boss):
    issued(account, "300.00", DUE)
    climb(DEMAND, NOTICE)
    assert list(Delivery.objects.filter(channel="paper").values_list("notice__topic", flat=True)) == ["arrears-notice"]

    Customer.objects.update(user=None)
    withdraw_arrears(row=Arrears.objects.get(), because="Wrong", by=boss, at=midnight(NOTICE))
    climb(NOTICE + A_DAY)
    paper = Delivery.objects.get(channel="paper", notice__topic="arrears-demand")
    assert (paper.address, paper.language) == (account.service_point.premise.code, "zh-hans")


def test_what_did_not_arrive_is_no_ground_for_the_next_step(account, mei):
    issued(account, "300.00", DUE)
    climb_arrears(at=midnight(DEMAND))
    climb_arrears(at=midnight(STOP))

    row = Arrears.objects.get()
    assert (row.noticed_at, row.earliest_on, row.bars) == (None, None, ["demand_not_delivered"])
    Delivery.objects.filter(user=mei, channel="portal").update(read_at=midnight(STOP))
    climb_arrears(at=midnight(STOP) + timedelta(minutes=1))
    assert Arrears.objects.get().earliest_on == STOP + 16 * A_DAY


def test_no_home_is_stopped_over_the_winter(account):
    due = date(2026, 9, 20)
    issued(account, "300.00", due)
    day = due
    while day < date(2027, 5, 1):
        climb(day)
        day += A_DAY
    row = Arrears.objects.get()
    assert row.noticed_at.astimezone().date() <= date(2026, 11, 14)
    assert SupplyStop.objects.get().not_before == date(2027, 3, 16)


def test_a_shop_is_stopped_across_the_end_of_a_year(account):
    GasAccount.objects.update(supply_class="commercial")
    issued(account, "300.00", date(2026, 11, 5))
    day = date(2026, 11, 5)
    while day < date(2027, 1, 31):
        climb(day)
        day += A_DAY

    row = Arrears.objects.get()
    assert (row.noticed_at.astimezone().date(), row.stop.not_before) == (date(2026, 12, 20), date(2027, 1, 5))


def test_too_little_is_demanded_but_never_stopped_for(account):
    issued(account, "60.00", DUE)
    climb(DEMAND, NOTICE, STOP)

    row = Arrears.objects.get()
    assert (told(), row.bars) == (["arrears-demand"], ["below_minimum"])


def test_paid_it_ends_the_order_is_taken_back_and_the_crew_hears_so(account, crew):
    stop = ordered(account)
    pay(account, "300", STOP, "R2")
    with pytest.raises(StopGuarded, match="It is paid"):
        execute_stop(stop=stop, by=crew, at=midnight(STOP) + timedelta(hours=9))

    climb(STOP + A_DAY)
    row = Arrears.objects.get()
    assert (row.ended_because, row.stop.is_withdrawn, told()[-1]) == ("paid", True, "arrears-over")
    climb(STOP + 2 * A_DAY)
    assert Arrears.objects.count() == 1


def test_gas_that_was_stopped_is_back_within_the_hours_of_the_payment(account, crew):
    stop = ordered(account)
    execute_stop(stop=stop, by=crew, at=midnight(STOP) + timedelta(hours=9))
    pay(account, "300", STOP + A_DAY, "R2")
    climb(STOP + 2 * A_DAY)

    stop.refresh_from_db()
    assert stop.restore_due_at == midnight(STOP + A_DAY) + timedelta(hours=24)
    assert restore_supply(stop=stop, by=crew, at=midnight(STOP + 2 * A_DAY)).is_restored


def test_disputed_the_order_is_taken_back_and_the_steps_go_on_with_a_fresh_notice(account, matter, crew):
    stop = ordered(account)
    row = Dispute.objects.create(case=matter, bill=Bill.objects.get(), amount=300, held_from=STOP)
    with pytest.raises(StopGuarded, match="disputed"):
        execute_stop(stop=stop, by=crew, at=midnight(STOP) + timedelta(hours=9))
    climb(STOP + A_DAY, STOP + 2 * A_DAY)
    old, new = Arrears.objects.order_by("pk")
    assert (old.ended_because, new.follows, new.demand, new.bars) == ("disputed", old, old.demand, ["disputed"])

    Dispute.objects.filter(pk=row.pk).update(withdrawn_at=midnight(STOP + 9 * A_DAY), held_until=STOP + 9 * A_DAY)
    climb(STOP + 9 * A_DAY, STOP + 24 * A_DAY, STOP + 25 * A_DAY)
    new.refresh_from_db()
    assert new.noticed_at == midnight(STOP + 9 * A_DAY)
    assert new.stop.not_before == STOP + 25 * A_DAY


def test_a_priority_need_takes_an_order_back(account, tenure, mei, crew):
    stop = ordered(account)
    declare_need(
        premise=account.service_point.premise,
        customer=tenure.customer,
        kind="illness",
        has_consent=True,
        by=mei,
        at=midnight(STOP),
    )
    with pytest.raises(StopGuarded, match="must not be without gas"):
        execute_stop(stop=stop, by=crew, at=midnight(STOP) + timedelta(hours=9))
    climb(STOP + A_DAY)
    stop.refresh_from_db()
    assert stop.is_withdrawn


def test_a_plan_takes_an_order_back_at_once(account, tenure, mei, crew):
    stop = ordered(account)
    agree_plan(tenure=tenure, count=3, by=mei, at=midnight(STOP))

    with pytest.raises(StopNotLive):
        execute_stop(stop=stop, by=crew, at=midnight(STOP) + timedelta(hours=9))
    assert Arrears.objects.get().ended_because == "planned"


def test_held_no_step_comes_until_the_day(account, crew, boss):
    stop, row = ordered(account), Arrears.objects.get()
    hold_arrears(row=row, until=STOP + 9 * A_DAY, because="Being looked into", by=boss, at=midnight(STOP))
    with pytest.raises(StopGuarded, match="One of us"):
        execute_stop(stop=stop, by=crew, at=midnight(STOP) + timedelta(hours=9))


def moved_out(tenure: Tenure, day: date, user: User | None = None) -> Tenure:
    """Let Lin take the account over on a day."""
    Tenure.objects.filter(pk=tenure.pk).update(held_until=day)
    other = Customer.objects.create(code="K2", name="Lin", email="lin@home.example", user=user)
    return Tenure.objects.create(gas_account=tenure.gas_account, customer=other, held_from=day)


def reached() -> set[tuple]:
    return set(Delivery.objects.values_list("notice__topic", "user__name", "channel"))


def test_who_moved_out_is_demanded_twice_and_nobodys_gas_is_stopped(account, tenure, mei):
    issued(account, "300.00", DUE)
    moved_out(tenure, DUE + A_DAY)

    climb(DEMAND, DEMAND + 15 * A_DAY)
    assert told() == ["arrears-demand"]
    climb(DEMAND + 16 * A_DAY, STOP, STOP + 300 * A_DAY)

    row = Arrears.objects.get()
    assert told() == ["arrears-demand", "arrears-last-demand"]
    assert (row.tenure, row.step, row.stop, row.is_open) == (tenure, "none", None, True)
    assert {(name, channel) for _topic, name, channel in reached()} <= {("Mei", "portal"), ("Mei", "email")}
    assert not SupplyStop.objects.exists()


def test_no_heating_season_and_no_least_amount_bars_a_letter_to_who_moved_out(account, tenure):
    issued(account, "20.00", date(2026, 11, 20))
    moved_out(tenure, date(2026, 11, 21))
    climb(date(2026, 12, 6), date(2026, 12, 22))

    assert told() == ["arrears-demand", "arrears-last-demand"]


def test_without_any_address_nothing_hangs_at_a_door_that_is_anothers(account, tenure, mei):
    Customer.objects.update(user=None)
    issued(account, "300.00", DUE)
    moved_out(tenure, DUE + A_DAY)
    climb(DEMAND, STOP)

    row = Arrears.objects.get()
    assert (row.step, row.bars) == ("last_demand", ["demand_not_delivered"])
    assert not Delivery.objects.exists()


def test_moving_out_takes_an_order_back_and_the_debt_goes_on_from_its_demand(account, tenure, crew):
    stop = ordered(account)
    moved_out(tenure, STOP)

    with pytest.raises(StopGuarded, match="no longer holds"):
        execute_stop(stop=stop, by=crew, at=midnight(STOP) + timedelta(hours=9))
    climb(STOP + A_DAY, STOP + 2 * A_DAY, STOP + 90 * A_DAY)

    first, second = Arrears.objects.order_by("pk")
    stop.refresh_from_db()
    assert (first.ended_because, stop.is_withdrawn) == ("left", True)
    assert (second.follows, second.demanded_at, second.tenure) == (first, first.demanded_at, tenure)
    assert told()[-2:] == ["arrears-over", "arrears-last-demand"]
    assert (second.step, second.is_open) == ("none", True)


def test_a_plan_of_who_moved_out_ends_the_steps_and_paid_it_is_over(account, tenure, mei):
    bill = issued(account, "300.00", DUE)
    moved_out(tenure, DUE + A_DAY)
    climb(DEMAND)
    plan = agree_plan(tenure=tenure, count=2, by=mei, at=midnight(DEMAND + A_DAY))
    assert (plan.amount, Arrears.objects.get().ended_because) == (300, "planned")

    pay(account, "300", DEMAND + 2 * A_DAY, "R7", bill=bill)
    climb(DEMAND + 60 * A_DAY)
    assert not Arrears.objects.open().exists()


def test_the_page_is_for_who_held_the_account_then_and_the_next_sees_nothing_of_it(client, account, tenure, mei):
    lin = User.objects.create_user("lin@home.example", name="Lin", language="en")
    issued(account, "300.00", DUE)
    now = moved_out(tenure, DUE + A_DAY, lin)
    climb(DEMAND)
    place, theirs = (reverse("holder-arrears", args=[account.number, one.pk]) for one in (tenure, now))
    own_account = reverse("gas-account", args=[account.number])

    client.force_login(mei)
    assert client.get(theirs).status_code == 404
    page = client.get(place).text
    assert "300.00" in page and "Last written demand" in page and "Stop of supply" not in page
    assert place in client.get(own_account).text

    client.force_login(lin)
    assert client.get(place).status_code == 404
    assert "overdue" not in client.get(own_account).text
    assert "300.00" not in client.get(theirs).text + client.get(reverse("account-arrears", args=[account.number])).text


def test_what_fell_due_after_the_demand_is_no_ground_for_a_stop(account):
    first = issued(account, "300.00", DUE)
    issued(account, "500.00", NOTICE)
    climb(DEMAND, NOTICE)
    pay(account, "300", NOTICE + A_DAY, "R2", bill=first)
    climb(NOTICE + 2 * A_DAY)
    assert Arrears.objects.get().ended_because == "paid"

    climb(STOP)
    row = Arrears.objects.latest("pk")
    assert (row.follows, row.demanded_at) == (None, midnight(STOP))  # the 15 days of the second bill are over
    assert not SupplyStop.objects.exists()


def test_a_payment_of_the_new_holder_does_not_pay_what_the_former_owes(account, tenure):
    old = issued(account, "300.00", DUE)
    Tenure.objects.filter(pk=tenure.pk).update(held_until=NOTICE)
    other = Customer.objects.create(code="K2", name="Lin")
    new_tenure = Tenure.objects.create(gas_account=account, customer=other, held_from=NOTICE)
    new = issued(account, "80.00", STOP)
    new.tenure = new_tenure
    new.save()

    payment = pay(account, "100", STOP)
    old.refresh_from_db(), new.refresh_from_db(), payment.refresh_from_db()
    assert (old.paid, new.paid, payment.left) == (0, 80, 20)


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_take_each_step_once(account):
    issued(account, "300.00", DUE)

    def sweep(day: date) -> None:
        with closing(connection):
            climb_arrears(at=midnight(day))

    for day in (DEMAND, NOTICE, STOP):
        with ThreadPoolExecutor(3) as hands:
            list(hands.map(sweep, [day] * 3))
        Delivery.objects.filter(state="waiting").exclude(channel="paper").update(state="sent", sent_at=midnight(day))

    assert told() == ["arrears-demand", "arrears-notice", "arrears-stop"]
    assert (Arrears.objects.count(), SupplyStop.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("filed", ["payment", "need", "plan"])
def test_what_is_being_written_while_the_crew_presses_keeps_the_gas_on(account, tenure, mei, crew, filed):
    stop = ordered(account)

    def press() -> str:
        with closing(connection):
            try:
                return execute_stop(stop=stop, by=crew, at=midnight(STOP) + timedelta(hours=9)).executed_at.isoformat()
            except (StopGuarded, StopNotLive) as refusal:
                return refusal.code

    with ThreadPoolExecutor(1) as hands:
        with transaction.atomic():
            file(filed, account, tenure, mei)
            pressed = hands.submit(press)
        assert pressed.result() in ("stop-guarded", "stop-not-live")
    assert GasAccount.objects.get().status == "active"


def file(what: str, account, tenure, mei) -> None:
    if what == "payment":
        pay(account, "300", STOP, "R2")
    elif what == "plan":
        agree_plan(tenure=tenure, count=2, by=mei, at=midnight(STOP))
    else:
        facts = {"premise": account.service_point.premise, "customer": tenure.customer, "kind": "illness"}
        declare_need(**facts, has_consent=True, by=mei, at=midnight(STOP))


def test_a_look_at_debts_asks_little(account, django_assert_max_num_queries):
    issued(account, "300.00", DUE)
    climb(DEMAND)
    with django_assert_max_num_queries(16):
        climb_arrears(at=midnight(DEMAND + A_DAY))
