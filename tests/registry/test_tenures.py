"""Who holds an account: handed over with a paper and a reading, found out later, and never two on one day."""

from datetime import date, datetime
from decimal import Decimal
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.urls import reverse

from gasservice.registry.access import midnight, periods_visible
from gasservice.registry.actions.readings import AgainstItsReadings, MoreThanItShows, NoMeterHungThen
from gasservice.registry.actions.tenures import (
    EndsBeforeItBegins,
    HeldBySomebody,
    HoldsItAlready,
    KnownByAnotherName,
    NobodyKnownAs,
    NotInThePast,
    NotTheDesk,
    hand_over_account,
    hand_over_at_desk,
    record_former_tenure,
)
from gasservice.registry.models import Customer, Reading, Tenure
from gasservice.registry.queries import households_of, readings_in
from gasservice.users.terms import Role
from tests.files.pictures import picture, upload
from tests.registry.conftest import MOVED_IN, person, read
from tests.shelf import publish_catalogue

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 26, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY, OCTOBER = NOON.date(), date(2026, 10, 1)


@pytest.fixture
def lee(db):
    return person("lee", Role.AGENT)


@pytest.fixture
def ann(db):
    return Customer.objects.create(code="K9", name="Ann", phone="+8613800000009", user=person("ann"))


def hand_over(account, to, by, on: date = OCTOBER, **more) -> Tenure:
    return hand_over_account(account=account, to=to, on=on, evidence=upload(picture()), by=by, at=NOON, **more)


def former(account, customer, by, held_from: date, held_until: date) -> Tenure:
    days = {"held_from": held_from, "held_until": held_until}
    return record_former_tenure(account=account, customer=customer, **days, evidence=upload(picture()), by=by, at=NOON)


def held(account) -> list[tuple]:
    return list(account.tenures.order_by("held_from").values_list("customer__name", "held_from", "held_until"))


def test_the_time_of_one_ends_and_that_of_the_next_begins_with_a_reading(account, meter, mei, mei_user, ann, lee):
    read(meter, date(2026, 9, 1), "500")

    tenure = hand_over(account, ann, lee, index_m3=Decimal("520.5"), note="Deed seen")

    assert held(account) == [("Mei", MOVED_IN, OCTOBER), ("Ann", OCTOBER, None)]
    assert (tenure.recorded_by, tenure.recorded_at, tenure.note) == (lee, NOON, "Deed seen")
    assert tenure.evidence is not None
    reading = Reading.objects.get(index_m3=Decimal("520.5"))
    assert (reading.read_at, reading.recorded_by) == (midnight(OCTOBER), lee)
    seen = {user: list(readings_in(account, periods_visible(user, account))) for user in (mei_user, ann.user)}
    assert [row.index_m3 for row in seen[mei_user]] == [500]
    assert seen[ann.user] == [reading]


def test_who_moved_out_widens_no_tiers_of_the_next_holder(account, mei, ann, lee):
    publish_catalogue()
    account.household_size = 6
    account.save()

    hand_over(account, ann, lee)

    account.refresh_from_db()
    assert account.household_size == 4
    assert households_of([account])[account.pk] == [(account.opened_on, 6), (OCTOBER, 4)]


def test_a_place_that_nobody_holds_is_handed_to_somebody(account, ann, lee):
    hand_over(account, ann, lee)

    assert held(account) == [("Ann", OCTOBER, None)]


@pytest.mark.parametrize(
    ("on", "refusal"),
    [(date(2026, 11, 27), NotInThePast), (MOVED_IN, HeldBySomebody), (date(2016, 1, 1), HeldBySomebody)],
)
def test_a_day_that_cannot_be_is_refused_kindly(account, mei, ann, lee, on, refusal):
    with pytest.raises(refusal) as refused:
        hand_over(account, ann, lee, on)

    assert refused.value.field == "on"
    assert held(account) == [("Mei", MOVED_IN, None)]


def test_only_the_desk_hands_over_and_not_to_who_holds_it(account, mei, mei_user, lee):
    with pytest.raises(HoldsItAlready):
        hand_over(account, mei, lee)
    for user in (mei_user, person("fay", Role.FIELD_WORKER)):
        with pytest.raises(NotTheDesk):
            hand_over(account, mei, user)


@pytest.mark.parametrize(
    ("index", "refusal"), [("499", AgainstItsReadings), ("531", AgainstItsReadings), ("100000", MoreThanItShows)]
)
def test_a_reading_that_cannot_be_leaves_everything_as_it_was(account, meter, mei, ann, lee, index, refusal):
    read(meter, date(2026, 9, 1), "500")
    read(meter, date(2026, 11, 1), "530")

    with pytest.raises(refusal) as refused:
        hand_over(account, ann, lee, index_m3=Decimal(index))

    assert refused.value.field == "index_m3"
    assert held(account) == [("Mei", MOVED_IN, None)]


def test_a_reading_of_that_very_moment_is_enough(account, meter, mei, ann, lee):
    known = read(meter, OCTOBER, "510", "remote")
    with pytest.raises(AgainstItsReadings):
        hand_over(account, ann, lee, index_m3=Decimal(511))

    hand_over(account, ann, lee, index_m3=Decimal(510))

    assert Reading.objects.get() == known


def test_without_a_meter_there_is_no_reading(account, mei, ann, lee):
    with pytest.raises(NoMeterHungThen):
        hand_over(account, ann, lee, index_m3=Decimal(1))


def test_a_former_holder_is_recorded_where_nobody_was_known(account, mei, ann, lee):
    former(account, ann, lee, date(2016, 1, 1), MOVED_IN)

    assert held(account) == [("Ann", date(2016, 1, 1), MOVED_IN), ("Mei", MOVED_IN, None)]


@pytest.mark.parametrize(
    ("since", "until", "refusal"),
    [
        (date(2016, 1, 1), OCTOBER, HeldBySomebody),
        (OCTOBER, TODAY, HeldBySomebody),
        (date(2016, 1, 1), date(2016, 1, 1), EndsBeforeItBegins),
        (date(2016, 1, 1), date(2027, 1, 1), NotInThePast),
    ],
)
def test_two_hold_it_on_no_day(account, mei, ann, lee, since, until, refusal):
    with pytest.raises(refusal):
        former(account, ann, lee, since, until)

    assert held(account) == [("Mei", MOVED_IN, None)]


def name_to(account, by, known_as: str, name: str = "") -> Tenure:
    facts = {"known_as": known_as, "name": name, "on": OCTOBER, "evidence": upload(picture())}
    return hand_over_at_desk(account=account, **facts, by=by, at=NOON)


def test_the_desk_names_whom_it_knows_or_enters_somebody_new(account, mei, ann, lee):
    assert name_to(account, lee, "138 0000 0009").customer == ann
    Tenure.objects.filter(customer=ann).delete()

    new = name_to(account, lee, "13700000001", "Eve").customer

    assert (new.name, str(new.phone)) == ("Eve", "+8613700000001")
    assert new.user is None


@pytest.mark.parametrize(
    ("known_as", "name", "refusal"),
    [
        ("K77", "", NobodyKnownAs),
        ("K77", "Eve", NobodyKnownAs),
        ("13700000001", "", NobodyKnownAs),
        ("K9", "Eve", KnownByAnotherName),
    ],
)
def test_nobody_is_taken_for_somebody_else(account, mei, ann, lee, known_as, name, refusal):
    with pytest.raises(refusal):
        name_to(account, lee, known_as, name)

    assert Customer.objects.count() == 2


def test_the_desk_alone_sees_who_held_it_and_a_holder_since_when_it_is_theirs(client, account, bo, mei_user, lee):
    pages = [reverse(name, args=[account.number]) for name in ("holders", "hand-over-account", "record-former-holder")]
    for user, status in ((mei_user, 404), (bo.user, 404), (person("fay", Role.FIELD_WORKER), 404), (lee, 200)):
        client.force_login(user)
        assert [client.get(page).status_code for page in pages] == [status] * 3
    assert {"Mei", "Bo"} <= set(client.get(pages[0]).text.replace("<", " ").replace(">", " ").split())

    client.force_login(mei_user)
    assert "In your name" in client.get(reverse("gas-account", args=[account.number])).text


def test_it_is_handed_over_on_the_page(client, account, mei, ann, lee):
    page = reverse("hand-over-account", args=[account.number])
    client.force_login(lee)
    said = {"known_as": "K9", "on": "2026-10-01"}

    assert "This field is required" in client.post(page, said).text
    client.post(page, said | {"evidence": upload(picture())})

    assert held(account) == [("Mei", MOVED_IN, OCTOBER), ("Ann", OCTOBER, None)]
    paper = reverse("tenure-evidence", args=[Tenure.objects.get(customer=ann).pk])
    assert client.get(paper).status_code == 200
    client.force_login(ann.user)
    assert client.get(paper).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_of_two_who_hand_it_over_at_once_one_wins(account, mei, lee):
    start, ends = Barrier(2), []
    rivals = [Customer.objects.create(code=f"R{n}", name=f"Rival {n}") for n in range(2)]

    def act(to: Customer) -> None:
        start.wait()
        try:
            hand_over(account, to, lee)
            ends.append("won")
        except HeldBySomebody:
            ends.append("heard")
        connection.close()

    threads = [Thread(target=act, args=[rival]) for rival in rivals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(ends) == ["heard", "won"]
    assert len(held(account)) == 2
