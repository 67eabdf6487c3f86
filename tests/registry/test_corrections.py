"""A reading is put right at the desk by another one: who, when and why stay, and of two one wins."""

from datetime import date, datetime
from decimal import Decimal
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.urls import reverse

from gasservice.registry.access import Period
from gasservice.registry.actions.readings import (
    CorrectedBefore,
    MoreThanItShows,
    NotYoursToCorrect,
    SameFigure,
    correct_reading,
)
from gasservice.registry.models import Reading
from gasservice.registry.queries import corrected_to, readings_in
from gasservice.users.terms import Role
from tests.registry.conftest import person, read

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 26, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def lee(db):
    return person("lee", Role.AGENT)


@pytest.fixture
def wrong(meter):
    return read(meter, date(2026, 6, 1), "171")


def correct(reading, index: str, by) -> Reading:
    return correct_reading(reading=reading, index_m3=Decimal(index), because="Misread", by=by, at=NOON)


def test_the_right_figure_stands_and_the_chain_is_kept(account, wrong, lee):
    second = correct(correct(wrong, "117", lee), "111", lee)

    assert [row.index_m3 for row in readings_in(account, [Period()])] == [111]
    assert [row.index_m3 for row in corrected_to(second)] == [117, 171]
    assert (second.recorded_by, second.recorded_at, second.note) == (lee, NOON, "Misread")
    assert second.read_at == wrong.read_at


def test_what_cannot_be_is_refused(wrong, lee, mei_user):
    for index, by, refusal in (
        ("171", lee, SameFigure),
        ("100000", lee, MoreThanItShows),
        ("117", mei_user, NotYoursToCorrect),
    ):
        with pytest.raises(refusal):
            correct(wrong, index, by)
    correct(wrong, "117", lee)
    with pytest.raises(CorrectedBefore):
        correct(wrong, "118", lee)


def test_it_is_corrected_on_the_page_and_a_reason_is_asked_for(client, account, wrong, lee, mei_user):
    page = reverse("reading", args=[account.number, wrong.pk])
    client.force_login(mei_user)
    assert client.get(page).status_code == 404
    client.force_login(lee)
    assert page in client.get(reverse("gas-account", args=[account.number])).text

    assert "This field is required" in client.post(page, {"index_m3": "117"}).text
    client.post(page, {"index_m3": "117", "because": "Misread"})

    right = Reading.objects.get(corrects=wrong)
    assert "Another figure stands in its place: 117" in client.get(page).text
    shown = client.get(reverse("reading", args=[account.number, right.pk])).text
    assert {"Misread", "lee", "171"} <= set(shown.replace("<", " ").replace(">", " ").split())


def test_a_reading_of_another_account_is_not_there(client, account, wrong, lee):
    client.force_login(lee)

    assert client.get(reverse("reading", args=["9", wrong.pk])).status_code == 404
    assert client.get(reverse("reading", args=[account.number, wrong.pk + 1])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_of_two_corrections_at_once_one_wins(wrong, lee):
    start, ends = Barrier(2), []

    def act(index: str) -> None:
        start.wait()
        try:
            correct(wrong, index, lee)
            ends.append("won")
        except CorrectedBefore:
            ends.append("heard")
        connection.close()

    threads = [Thread(target=act, args=[index]) for index in ("117", "118")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(ends) == ["heard", "won"]
    assert Reading.objects.count() == 2
