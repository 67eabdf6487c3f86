"""Meters that hang: held in a dispute, read by us, tested, exchanged."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from gasservice.registry.actions.hanging import MeterKnownElsewhere
from gasservice.registry.actions.meters import (
    MeterGone,
    MeterHeld,
    NotSoManyFigures,
    exchange_meter,
    hold_meter,
    record_meter_test,
    record_reading,
    release_meter,
)
from gasservice.registry.models import Meter, MeterExchange, MeterHold, MeterTest, Reading
from gasservice.users.terms import Role
from tests.registry.conftest import NOW, TODAY, person

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)
SHOWN = {"last_index_m3": Decimal("980.5"), "first_index_m3": Decimal("0.2")}


@pytest.fixture
def li(db):
    return person("li", Role.FIELD_WORKER)


def hold(meter, by, case: str = "123-456-782") -> MeterHold:
    return hold_meter(meter=meter, case_reference=case, reason="The bill is in dispute", by=by, at=NOW)


def exchange(meter, by, serial: str = "new 7", at=LATER) -> MeterExchange:
    return exchange_meter(meter=meter, new_serial=serial, by=by, at=at, **SHOWN)


def test_a_meter_is_held_once_for_a_case_and_let_go_once(meter, li):
    first, again = hold(meter, li), hold(meter, li)
    other = hold(meter, li, case="999-999-999")

    assert first == again != other
    let_go = [release_meter(meter=meter, case_reference=first.case_reference, by=li, at=LATER) for _ in range(2)]
    assert let_go == [True, False]
    assert list(MeterHold.objects.standing()) == [other]


def test_a_meter_that_was_taken_down_is_neither_held_nor_read(meter, li):
    exchange(meter, li)

    for act in (hold, lambda gone, by: record_reading(meter=gone, index_m3=Decimal(1), by=by, at=LATER)):
        with pytest.raises(MeterGone):
            act(meter, li)


def test_a_held_meter_is_read_but_not_exchanged_until_it_is_let_go(meter, li):
    held = hold(meter, li)

    record_reading(meter=meter, index_m3=Decimal(970), by=li, at=NOW)
    with pytest.raises(MeterHeld, match="123-456-782"):
        exchange(meter, li)
    assert list(Meter.objects.filter(removed_on=None)) == [meter]

    release_meter(meter=meter, case_reference=held.case_reference, by=li, at=NOW)
    assert exchange(meter, li).hung.serial == "NEW 7"


def test_an_exchange_takes_one_down_and_hangs_the_other_each_with_what_it_shows(meter, li):
    done = exchange(meter, li)

    meter.refresh_from_db()
    assert meter.removed_on == TODAY
    assert Meter.objects.get(service_point=meter.service_point, removed_on=None) == done.hung
    shown = dict(Reading.objects.values_list("meter__serial", "index_m3"))
    assert shown == {"M1": SHOWN["last_index_m3"], "NEW 7": SHOWN["first_index_m3"]}


@pytest.mark.parametrize(
    ("serial", "shown", "refusal", "field"),
    [
        ("M1", SHOWN, MeterKnownElsewhere, "new_serial"),
        ("M2", SHOWN | {"last_index_m3": Decimal(100_000)}, NotSoManyFigures, "last_index_m3"),
        ("M2", SHOWN | {"first_index_m3": Decimal(100_000)}, NotSoManyFigures, "first_index_m3"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_written(meter, li, serial, shown, refusal, field):
    with pytest.raises(refusal) as refused:
        exchange_meter(meter=meter, new_serial=serial, by=li, at=LATER, **shown)

    assert refused.value.field == field
    assert list(Meter.objects.values_list("removed_on", flat=True)) == [None]
    assert not Reading.objects.exists()


def test_who_comes_second_with_another_meter_is_told_that_it_is_gone(meter, li):
    first = exchange(meter, li)

    assert exchange(meter, li, serial="NEW 7", at=LATER + timedelta(minutes=1)) == first
    with pytest.raises(MeterGone):
        exchange(meter, li, serial="NEW 8")


@pytest.mark.django_db(transaction=True)
def test_of_several_hands_at_once_one_exchanges(meter, li):
    def press(_) -> int:
        with closing(connection):
            return exchange(meter, li).pk

    with ThreadPoolExecutor(4) as hands:
        done = set(hands.map(press, range(4)))

    assert len(done) == MeterExchange.objects.count() == 1
    assert Meter.objects.count() == Reading.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_an_exchange_waits_for_a_hold_that_is_being_written(meter, li):
    def press() -> str:
        with closing(connection):
            try:
                return exchange(meter, li).hung.serial
            except MeterHeld:
                return "held"

    with ThreadPoolExecutor(1) as crew:
        with transaction.atomic():
            hold(meter, li)
            tried = crew.submit(press)
        assert tried.result() == "held"
    assert Meter.objects.count() == 1


def certified(meter, by, error: str, number: str = "C-1", limit: str = "1.5") -> MeterTest:
    return record_meter_test(
        meter=meter,
        case_reference="123-456-782",
        asked_at=NOW - timedelta(days=3),
        tested_on=TODAY,
        laboratory="City institute",
        certificate_number=number,
        error_percent=Decimal(error),
        limit_percent=Decimal(limit),
        by=by,
        at=NOW,
    )


@pytest.mark.parametrize(
    ("error", "is_good"),
    [("0", True), ("1.5", True), ("-1.5", True), ("1.51", False), ("-1.51", False), ("12.3", False)],
)
def test_the_database_judges_a_test_by_its_limit(meter, li, error, is_good):
    row = certified(meter, li, error)

    assert MeterTest.objects.get(pk=row.pk).is_good is is_good


def test_a_certificate_told_twice_is_one_test(meter, li):
    assert certified(meter, li, "0.4") == certified(meter, li, "0.4")
    assert certified(meter, li, "0.4", number="C-2").pk is not None
    assert MeterTest.objects.count() == 2


def test_a_test_has_a_limit(meter, li):
    with pytest.raises(IntegrityError), transaction.atomic():
        certified(meter, li, "0.4", limit="0")


def test_a_hold_ends_after_it_began(meter, li):
    held = hold(meter, li)

    with pytest.raises(IntegrityError), transaction.atomic():
        MeterHold.objects.filter(pk=held.pk).update(released_at=NOW - timedelta(seconds=1))
