"""The holder hears that the gas was stopped and that it flows again: each once, whoever held the account that day."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import translation

from billing.actions.supply_telling import tell_of_supply
from billing.models import Bill, Dispute
from gasservice.notices.models import Delivery, Notice
from gasservice.registry.access import midnight
from gasservice.registry.actions.stops import StopGuarded, ask_to_restore, execute_stop, restore_supply
from gasservice.registry.models import Customer, SupplyStop, Tenure
from gasservice.users.models import User
from tests.billing.test_arrears import A_DAY, STOP, ordered
from tests.shelf import publish_catalogue

pytestmark = pytest.mark.django_db
NINE = midnight(STOP) + timedelta(hours=9)
SOON = NINE + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def published(db):
    publish_catalogue()


@pytest.fixture
def crew(db):
    return User.objects.create_user("wu@gas.example", name="Wu", role="field_worker")


@pytest.fixture
def stop(account):
    return ordered(account)


def told() -> list[Notice]:
    return list(Notice.objects.filter(topic__startswith="supply-").order_by("pk"))


def body_of(notice: Notice) -> str:
    return notice.texts.get().body


def test_what_was_stopped_says_why_what_to_pay_and_when_gas_is_back(stop, crew, mei):
    assert tell_of_supply(at=NINE) == 0
    execute_stop(stop=stop, by=crew, at=NINE)

    assert [tell_of_supply(at=SOON) for _ in range(2)] == [1, 0]

    [notice] = told()
    said = body_of(notice)
    assert notice.topic == "supply-stopped"
    assert "stopped the gas of account 1000001 at Wed 10 Jun, 09:00" in said
    assert "owed since Fri 10 Apr" in said
    assert f"pay ¥{stop.amount}" in said
    assert "Within 24 hours" in said and "instalments" in said
    assert Delivery.objects.filter(notice=notice, user=mei).exists()


def test_once_it_is_to_be_opened_nobody_is_asked_to_pay(stop, crew):
    execute_stop(stop=stop, by=crew, at=NINE)
    ask_to_restore(stop=stop, due_at=NINE + A_DAY)
    tell_of_supply(at=SOON)

    said = body_of(told()[0])
    assert "Gas will flow again by Thu 11 Jun, 09:00" in said
    assert "pay ¥" not in said


def test_gas_that_flows_again_is_told_once_and_a_stop_that_is_over_no_more(stop, crew):
    execute_stop(stop=stop, by=crew, at=NINE)
    tell_of_supply(at=SOON)
    restore_supply(stop=stop, by=crew, at=NINE + A_DAY)
    assert [tell_of_supply(at=SOON + A_DAY) for _ in range(2)] == [1, 0]
    assert [notice.topic for notice in told()] == ["supply-stopped", "supply-restored"]
    assert "flows again since Thu 11 Jun, 09:00" in body_of(told()[1])

    SupplyStop.objects.update(stop_told_at=None, restore_told_at=None)
    Notice.objects.filter(topic__startswith="supply-").delete()
    tell_of_supply(at=SOON + 2 * A_DAY)
    assert [notice.topic for notice in told()] == ["supply-restored"]


def test_it_is_told_to_who_holds_the_account_that_day_and_names_no_debt_of_another(account, stop, crew):
    execute_stop(stop=stop, by=crew, at=NINE)
    tell_of_supply(at=SOON)
    Tenure.objects.update(held_until=STOP + A_DAY)
    lin = Customer.objects.create(code="K2", name="Lin", email="lin@home.example", language="en")
    Tenure.objects.create(gas_account=account, customer=lin, held_from=STOP + A_DAY)
    restore_supply(stop=stop, by=crew, at=NINE + A_DAY)
    tell_of_supply(at=SOON + A_DAY)

    notice = told()[1]
    assert [row.address for row in notice.deliveries.all()] == ["lin@home.example"]
    assert "¥" not in body_of(notice)


def test_an_account_of_nobody_tells_nobody(stop, crew):
    execute_stop(stop=stop, by=crew, at=NINE)
    Tenure.objects.update(held_until=STOP)

    assert [tell_of_supply(at=SOON) for _ in range(2)] == [1, 0]
    assert told() == []


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_tell_it_once(stop, crew):
    execute_stop(stop=stop, by=crew, at=NINE)

    def sweep(_) -> int:
        with closing(connection):
            return tell_of_supply(at=SOON)

    with ThreadPoolExecutor(4) as hands:
        assert sum(hands.map(sweep, range(4))) == 1
    assert len(told()) == 1


def test_the_crew_hears_of_a_dispute_once(stop, matter, crew):
    bill = Bill.objects.get()
    Dispute.objects.create(case=matter, bill=bill, amount=250, held_from=STOP)

    with pytest.raises(StopGuarded) as refused, transaction.atomic():
        execute_stop(stop=stop, by=crew, at=NINE)
    assert refused.value.message == (
        "¥250.00 of what is owed is disputed; the ¥50.00 that is not is too little to stop the gas for."
    )


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Owed since"), ("zh-hans", "自4月10日"), ("zh-hant", "自4月10日")]
)
def test_why_is_said_to_each_reader_in_their_own_language(client, stop, crew, language, words, time_machine):
    time_machine.move_to(NINE)
    User.objects.filter(pk=crew.pk).update(language=language)
    client.force_login(crew)

    with translation.override(language):
        assert words in client.get(stop.get_absolute_url(), headers={"accept-language": language}).text
