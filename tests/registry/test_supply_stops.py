"""Stopping gas for what is owed: withdrawn in time or carried out, forbidden by guards, and opened again."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone, translation

from gasservice.registry import guards
from gasservice.registry.actions.stops import (
    NothingToStop,
    StillStopped,
    StopGuarded,
    StopNotLive,
    StopTooEarly,
    ask_to_restore,
    execute_stop,
    note_stop_attempt,
    order_stop,
    restore_supply,
    withdraw_stop,
)
from gasservice.registry.models import AccountClaim, GasAccount, SupplyStop
from gasservice.registry.terms import ArrearsBar, ArrearsEnd
from gasservice.users.terms import Role
from tests.registry.conftest import NOW, TODAY, person

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
DUE = TODAY + DAY
THEN = NOW + DAY


@pytest.fixture
def li(db):
    return person("li", Role.FIELD_WORKER)


@pytest.fixture
def stop(account):
    return order(account)


@pytest.fixture
def guard(monkeypatch):
    """A guard that forbids to stop the gas of an account that somebody claims, as a dispute will."""
    monkeypatch.setattr(guards, "_guards", [])

    @guards.register_guard
    def disputed(stop: SupplyStop, at) -> str:
        return "It is disputed." if AccountClaim.objects.filter(gas_account=stop.gas_account).exists() else ""

    return disputed


def order(account, **facts) -> SupplyStop:
    usual = {"owed_since": TODAY - 90 * DAY, "amount": Decimal("412.60"), "not_before": DUE, "by": None, "at": NOW}
    return order_stop(account=account, **usual | facts)


def execute(stop, by, at=THEN) -> SupplyStop:
    return execute_stop(stop=stop, by=by, at=at)


def dispute(account, by) -> AccountClaim:
    times = {"tried_at": NOW, "expires_at": NOW + DAY}
    return AccountClaim.objects.create(
        gas_account=account, number_tried=account.number, user=by, outcome="pending", **times
    )


def status_of(account) -> str:
    return GasAccount.objects.get(pk=account.pk).status


def test_an_account_has_one_live_stop(account, stop, li):
    assert order(account, amount=Decimal(9)) == stop

    withdraw_stop(stop=stop, why=ArrearsEnd.PAID, by=None, at=NOW)
    assert order(account) != stop
    with pytest.raises(IntegrityError), transaction.atomic():
        SupplyStop.objects.filter(pk=stop.pk).update(withdrawn_at=None, withdrawn_why="")


@pytest.mark.parametrize("state", ["new", "suspended", "closed"])
def test_nothing_is_stopped_where_no_gas_flows(account, state):
    GasAccount.objects.filter(pk=account.pk).update(status=state)

    with pytest.raises(NothingToStop):
        order(account)


def test_a_stop_waits_for_its_day_then_suspends_the_account_and_restoring_makes_it_active(account, stop, li):
    with pytest.raises(StopTooEarly):
        execute(stop, li, at=NOW)
    assert status_of(account) == "active"

    first, again = execute(stop, li), execute(stop, li, at=THEN + DAY)
    assert first.executed_at == again.executed_at == THEN
    assert status_of(account) == "suspended"

    assert [ask_to_restore(stop=stop, due_at=THEN + DAY * n) for n in (1, 2)] == [True, False]
    assert list(SupplyStop.objects.to_restore()) == [stop]
    assert stop.restore_due_at == THEN + DAY
    restored = restore_supply(stop=stop, by=li, at=THEN + DAY)
    assert restore_supply(stop=stop, by=li, at=THEN + DAY * 2).restored_at == restored.restored_at == THEN + DAY
    assert status_of(account) == "active"
    assert not SupplyStop.objects.live().exists()


def test_withdrawing_says_whether_it_came_in_time(account, stop, li):
    late = order_after(stop, li)

    assert not withdraw_stop(stop=late, why=ArrearsEnd.PAID, by=li, at=THEN)
    assert SupplyStop.objects.get(pk=late.pk).executed_at == THEN


def test_why_it_was_withdrawn_is_said_in_the_readers_words(account, stop, li):
    withdraw_stop(stop=stop, why=ArrearsEnd.BARRED, bars=[ArrearsBar.HEATING_SEASON], by=None, at=NOW)
    with translation.override("zh-hans"):
        assert stop.withdrawn_words == "目前不得停气 · 正值采暖期"
    assert stop.withdrawn_words == "Something bars a stop now · It is the heating season"

    other = order(account)
    withdraw_stop(stop=other, why=ArrearsEnd.WITHDRAWN, because="Wrong meter", by=li, at=NOW)
    assert other.withdrawn_words == "Wrong meter"


def order_after(stop, li) -> SupplyStop:
    """Withdraw one in time, twice, and carry out the next."""
    assert [withdraw_stop(stop=stop, why=ArrearsEnd.PAID, by=li, at=NOW) for _ in range(2)] == [True, True]
    with pytest.raises(StopNotLive):
        execute(stop, li)
    with pytest.raises(StopNotLive):
        note_stop_attempt(stop=stop, because="Nobody at home", by=li, at=THEN)
    return execute(order(stop.gas_account), li)


def test_nobody_opens_what_nobody_stopped(stop, li):
    with pytest.raises(StillStopped):
        restore_supply(stop=stop, by=li, at=THEN)
    assert not ask_to_restore(stop=stop, due_at=THEN)


def test_an_attempt_leaves_the_order_standing(stop, li):
    note_stop_attempt(stop=stop, because="Nobody at home", by=li, at=THEN)

    assert list(SupplyStop.objects.to_carry_out()) == [stop]
    assert stop.attempts.get().because == "Nobody at home"


def test_a_guard_says_why_the_gas_stays_on(account, stop, li, guard):
    filed = dispute(account, li)

    with pytest.raises(StopGuarded, match="It is disputed"):
        execute(stop, li)
    assert status_of(account) == "active"

    filed.delete()
    assert execute(stop, li).is_executed


@pytest.mark.parametrize(
    "wrong",
    [
        {"executed_at": THEN},
        {"restore_due_at": THEN},
        {"restored_at": THEN},
        {"withdrawn_at": THEN},
        {"withdrawn_bars": ["heating_season"]},
        {"withdrawn_at": NOW - DAY, "withdrawn_why": "paid"},
        {"amount": 0},
        {"stop_told_at": THEN},
        {"restore_told_at": THEN},
    ],
)
def test_the_database_refuses_what_cannot_be(stop, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        SupplyStop.objects.filter(pk=stop.pk).update(**wrong)


def test_a_stop_is_withdrawn_or_carried_out_never_both(stop, li):
    execute(stop, li)

    with pytest.raises(IntegrityError), transaction.atomic():
        SupplyStop.objects.filter(pk=stop.pk).update(withdrawn_at=THEN, withdrawn_why=ArrearsEnd.PAID)


@pytest.mark.django_db(transaction=True)
def test_of_withdrawing_and_carrying_out_at_once_exactly_one_wins(account, li):
    def withdraw(stop) -> bool:
        with closing(connection):
            return withdraw_stop(stop=SupplyStop.objects.get(pk=stop.pk), why=ArrearsEnd.PAID, by=None, at=THEN)

    def carry_out(stop) -> bool:
        with closing(connection):
            try:
                return execute(SupplyStop.objects.get(pk=stop.pk), li).is_executed
            except StopNotLive:
                return False

    for _ in range(6):
        stop = order(account)
        with ThreadPoolExecutor(2) as hands:
            in_time, stopped = hands.submit(withdraw, stop), hands.submit(carry_out, stop)
        assert in_time.result() != stopped.result()
        assert status_of(account) == ("suspended" if stopped.result() else "active")
        if stopped.result():
            restore_supply(stop=stop, by=li, at=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_a_dispute_that_is_being_filed_stops_the_crew(account, stop, li, guard):
    """The dispute points to the account: the crew's press waits until it is written, and then is refused."""

    def press() -> str:
        with closing(connection):
            try:
                return execute(stop, li).executed_at.isoformat()
            except StopGuarded as refusal:
                return refusal.message

    with ThreadPoolExecutor(1) as crew:
        with transaction.atomic():
            dispute(account, li)
            pressed = crew.submit(press)
        assert pressed.result() == "It is disputed."
    assert status_of(account) == "active"


@pytest.mark.django_db(transaction=True)
def test_two_hands_at_the_valve_are_one(account, stop, li):
    def press(n: int):
        with closing(connection):
            return execute(stop, li, at=THEN + timedelta(minutes=n)).executed_at

    with ThreadPoolExecutor(3) as hands:
        assert len(set(hands.map(press, range(3)))) == 1
