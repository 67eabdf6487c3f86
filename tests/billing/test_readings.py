"""A customer reads the meter: the answer at once, the slip asked about, the correction kept, the doubt looked at."""

from datetime import datetime, timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse

from billing.actions.readings import BeyondTheMeter, LookAgain, NoMeterThere, SeenBefore, look_at_reading, send_reading
from billing.models import SelfReading
from billing.queries.readings import readings_to_look_at
from gasservice.registry.access import Period
from gasservice.registry.models import Meter, Reading
from gasservice.registry.queries import readings_in
from gasservice.users.models import User
from tests.billing.conftest import NOON
from tests.files.pictures import picture, upload

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def send(account, index: str, by, at: datetime = NOON, **more) -> SelfReading:
    return send_reading(account=account, index_m3=Decimal(index), by=by, at=at, **more)


def standing(account) -> list[Decimal]:
    return [row.index_m3 for row in readings_in(account, [Period()]).filter(source="customer")]


def test_an_ordinary_figure_is_kept_without_a_doubt(account, mei):
    row = send(account, "745", mei, serial_end="4711", photo=upload(picture()))

    assert (row.doubt, row.reading.source, row.reading.read_at) == ("", "customer", NOON)
    assert row.photo is not None
    assert standing(account) == [745]


def test_twice_on_a_day_is_once_and_another_figure_corrects_the_first(account, mei):
    first = send(account, "754", mei)

    again, right = send(account, "754", mei, NOON + HOUR), send(account, "745", mei, NOON + 2 * HOUR)

    assert again == first
    assert right.reading.corrects == first.reading
    assert standing(account) == [745]
    assert Reading.objects.filter(source="customer").count() == 2


@pytest.mark.parametrize(("index", "serial_end", "field"), [("719", "", "index_m3"), ("745", "9999", "serial_end")])
def test_a_slip_is_asked_about_and_kept_when_they_are_sure(account, mei, index, serial_end, field):
    with pytest.raises(LookAgain) as refused:
        send(account, index, mei, serial_end=serial_end)
    assert refused.value.field == field
    assert not SelfReading.objects.exists()

    assert send(account, index, mei, serial_end=serial_end, is_sure=True).doubt


@pytest.mark.parametrize(("index", "doubt"), [("900", "too_high"), ("721", "too_low")])
def test_much_or_little_is_kept_at_once_and_waits_for_one_of_us(account, mei, lee, index, doubt):
    row = send(account, index, mei)

    assert row.doubt == doubt
    look_at_reading(row=row, index_m3=None, by=lee, at=NOON + HOUR)
    assert standing(account) == [Decimal(index)]
    with pytest.raises(SeenBefore):
        look_at_reading(row=row, index_m3=Decimal(1), by=lee, at=NOON + HOUR)


def test_the_right_figure_takes_the_place_of_the_wrong_and_both_are_kept(account, mei, lee):
    row = send(account, "900", mei)

    look_at_reading(row=row, index_m3=Decimal("740"), by=lee, at=NOON + HOUR)

    assert standing(account) == []
    right = readings_in(account, [Period()]).order_by("-read_at").first()
    assert (right.index_m3, right.source, right.corrects, right.read_at) == (740, "reader", row.reading, NOON)


def test_what_the_customer_has_corrected_waits_for_nobody(account, mei, lee):
    wrong = send(account, "900", mei)
    send(account, "745", mei, NOON + HOUR)

    assert not readings_to_look_at().exists()
    with pytest.raises(SeenBefore):
        look_at_reading(row=wrong, index_m3=Decimal("740"), by=lee, at=NOON + 2 * HOUR)
    assert standing(account) == [745]


def test_what_the_meter_cannot_show_is_refused_and_so_is_a_place_without_one(account, mei):
    with pytest.raises(BeyondTheMeter):
        send(account, "100000", mei)
    Meter.objects.update(removed_on=NOON.date())
    with pytest.raises(NoMeterThere):
        send(account, "745", mei)


def test_the_page_answers_at_once(client, account, mei):
    client.force_login(mei)
    page = reverse("send-reading", args=[account.number])

    slip = client.post(page, {"index_m3": "1"})
    assert "Your meter showed more at the last reading" in slip.text
    assert "I have looked again" in slip.text
    assert 'value="1"' in slip.text
    kept = client.post(page, {"index_m3": "9000"}, follow=True)

    assert "a year ago came to" in kept.text
    assert SelfReading.objects.get().doubt == "too_high"


def test_nobody_else_sends_or_sees_it(client, account, mei, lee):
    row = send(account, "900", mei, photo=upload(picture()))
    stranger = User.objects.create_user("x@home.example", name="X")
    pages = [reverse("send-reading", args=[account.number]), reverse("reading-photo", args=[row.pk])]

    for user, status in ((stranger, 404), (mei, 200), (lee, 200)):
        client.force_login(user)
        assert [client.get(page).status_code for page in pages] == [status, status]
    client.force_login(mei)
    assert client.get(reverse("look-at-reading", args=[row.pk])).status_code == 404


def test_one_of_us_looks_at_it_on_the_page(client, account, mei, lee):
    row = send(account, "900", mei)
    client.force_login(lee)

    assert account.number in client.get(reverse("readings-to-look-at")).text
    client.post(reverse("look-at-reading", args=[row.pk]), {"index_m3": "740"})

    assert account.number not in client.get(reverse("readings-to-look-at")).text
    assert Reading.objects.get(corrects=row.reading).index_m3 == 740


@pytest.mark.django_db(transaction=True)
def test_a_double_click_keeps_one(account, mei):
    start, kept = Barrier(4), []

    def click() -> None:
        start.wait()
        kept.append(send(account, "745", mei).pk)
        connection.close()

    clicks = [Thread(target=click) for _ in range(4)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()

    assert len(set(kept)) == 1
    assert SelfReading.objects.count() == 1
