"""The summary of the week goes to whoever asked, once, of their own teams, from Monday at eight on."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.urls import reverse

from gasservice.notices.models import Delivery, Notice
from gasservice.oversight.actions.summaries import ask_for_summary, last_monday, send_summaries
from gasservice.oversight.models import SummaryReader
from gasservice.users.models import User
from gasservice.users.terms import Role
from tests.oversight.conftest import NOW, count

ZONE = ZoneInfo("Asia/Shanghai")
EIGHT = datetime(2026, 11, 23, 8, tzinfo=ZONE)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("at", "monday"),
    [
        (EIGHT, date(2026, 11, 23)),
        (EIGHT - MINUTE, date(2026, 11, 16)),
        (EIGHT + timedelta(days=6, hours=15), date(2026, 11, 23)),
        (datetime(2027, 1, 1, 12, tzinfo=ZONE), date(2026, 12, 28)),
    ],
)
def test_a_week_begins_on_monday_at_eight(at, monday):
    assert last_monday(at) == monday


def test_it_comes_once_a_week_and_says_how_the_own_teams_are_doing(cast, opened):
    opened(team="south")
    opened(team="north")
    count()
    ask_for_summary(by=cast["sue"], at=NOW)
    ask_for_summary(by=cast["otto"], at=NOW)

    assert [send_summaries(at=NOW), send_summaries(at=NOW), send_summaries(at=NOW + timedelta(days=7))] == [2, 0, 2]
    told = {notice.key: notice.texts.first().body for notice in Notice.objects.filter(topic="weekly-summary")}
    assert len(told) == 4
    assert "Cases opened: 1;" in told[f"weekly-summary:{cast['sue'].pk}:2026-11-23"]
    assert "Cases opened: 2;" in told[f"weekly-summary:{cast['otto'].pk}:2026-11-23"]
    assert set(Delivery.objects.values_list("user__name", flat=True)) == {"Sue", "Otto"}


def test_who_oversees_nothing_any_more_gets_none(cast):
    ask_for_summary(by=cast["sue"], at=NOW)
    User.objects.filter(pk=cast["sue"].pk).update(role=Role.CUSTOMER, team=None)

    assert send_summaries(at=NOW) == 0
    assert not Notice.objects.exists()


def test_it_is_asked_for_and_stopped_on_the_dashboard(client, cast):
    client.force_login(cast["sue"])
    for wanted, readers in (("yes", 1), ("yes", 1), ("no", 0)):
        client.post(reverse("weekly-summary"), {"wanted": wanted})
        assert SummaryReader.objects.count() == readers

    client.force_login(cast["carl"])
    assert client.post(reverse("weekly-summary"), {"wanted": "yes"}).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_one(cast):
    ask_for_summary(by=cast["sue"], at=NOW)

    def send(_worker: int) -> int:
        with closing(connection):
            return send_summaries(at=NOW)

    with ThreadPoolExecutor(2) as workers:
        assert sum(workers.map(send, range(2))) == 1
    assert Delivery.objects.filter(notice__topic="weekly-summary").exists()
