"""Making what is told of an outage: not in the request, in portions, the urgent first, each delivery once."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from gasservice.notices.models import Delivery, Notice
from gasservice.registry.models import Interruption
from repairs.actions.outage_mailings import make_mailings
from repairs.actions.outages import publish_version
from repairs.models import NoticeReceipt, OutageMailing
from repairs.tasks import make_outage_mailings
from tests.repairs.outages import HOUR, NOON, all_of, make_all, publish, rewritten, told, write

pytestmark = pytest.mark.django_db
A_MINUTE = timedelta(minutes=1)
BOTH = ["far@home.example", "mei@home.example"]


@pytest.fixture
def homes(quarter):
    quarter.home("mei", quarter.garden, email="mei@home.example")
    quarter.home("far", quarter.court, email="far@home.example")
    return quarter


def published(quarter, *parts, **facts) -> Interruption:
    """Publish, and leave the making to the timer."""
    draft = write(quarter, *parts, **facts)
    publish_version(version=draft, by=quarter.ann, at=NOON)
    return Interruption.objects.select_related("current").get(pk=draft.interruption_id)


def sudden(quarter, *parts) -> Interruption:
    return published(quarter, *parts, is_planned=False, starts_at=NOON, ends_at=NOON + HOUR)


def test_publishing_words_the_notice_and_leaves_its_deliveries_to_the_timer(homes):
    published(homes, all_of(homes.garden))

    assert Notice.objects.get().texts.count() == 3
    assert not Delivery.objects.exists()
    make_outage_mailings()
    assert told("announced") == ["mei@home.example"]
    assert not make_mailings(at=NOON)


def test_it_is_made_community_by_community_and_those_who_must_not_be_without_gas_come_first(homes):
    granny = homes.home("granny", homes.court, email="granny@home.example")
    homes.need(granny, "granny")
    published(homes, all_of(homes.garden), all_of(homes.court))

    made = []
    while make_mailings(at=NOON):
        made.append(told("announced"))

    assert made == [
        ["granny@home.example"],
        ["granny@home.example", "mei@home.example"],
        ["far@home.example", "granny@home.example", "mei@home.example"],
    ]
    assert "/receipts/" in Delivery.objects.get(address="granny@home.example").link
    assert NoticeReceipt.objects.get().customer == granny


def test_an_emergency_overtakes_a_city_that_is_being_made(homes):
    published(homes, all_of(homes.garden), all_of(homes.court))
    make_mailings(at=NOON)
    sudden(homes, all_of(homes.court))

    make_mailings(at=NOON)
    make_mailings(at=NOON)

    assert list(Delivery.objects.values_list("address", "urgency")) == [("far@home.example", 2)]
    make_all()
    assert told("announced") == sorted([*BOTH, "far@home.example"])


def test_an_emergency_wakes_the_workers_as_soon_as_it_is_published(
    homes, django_capture_on_commit_callbacks, monkeypatch
):
    asked = []
    monkeypatch.setattr("repairs.actions.outage_notices.nudge", asked.append)
    monkeypatch.setattr("repairs.actions.outage_mailings.nudge", asked.append)

    with django_capture_on_commit_callbacks(execute=True):
        published(homes, all_of(homes.garden))
        make_all()
    assert asked == []
    with django_capture_on_commit_callbacks(execute=True):
        sudden(homes, all_of(homes.garden))
        make_all()

    assert asked == ["repairs.make_outage_mailings", "notices.send_waiting"]


def test_a_change_published_before_the_first_is_made_comes_after_it(homes):
    outage = published(homes, all_of(homes.garden))
    draft = rewritten(outage, homes, all_of(homes.court), at=NOON + HOUR)

    publish(draft, homes.ann, at=NOON + HOUR)

    assert list(Delivery.objects.order_by("pk").values_list("notice__topic", "address")) == [
        ("outage-announced", "mei@home.example"),
        ("outage-announced", "far@home.example"),
        ("outage-left", "mei@home.example"),
    ]


def test_what_was_cut_short_is_made_again_from_where_it_stood_and_holds_up_nobody(homes, monkeypatch):
    first = published(homes, all_of(homes.garden), all_of(homes.court)).current_id
    make_mailings(at=NOON)
    monkeypatch.setattr("repairs.actions.outage_mailings.TELL_AREA", "SELECT 1 / 0")
    assert make_mailings(at=NOON)
    monkeypatch.undo()
    sudden(homes, all_of(homes.court))

    make_all()

    failed = OutageMailing.objects.get(version=first)
    assert (failed.failures, failed.not_before, failed.made_at) == (1, NOON + A_MINUTE, None)
    assert list(Delivery.objects.values_list("address", "urgency")) == [("far@home.example", 2)]
    while make_mailings(at=NOON + A_MINUTE):
        pass
    failed.refresh_from_db()
    assert (failed.failures, failed.made_at) == (0, NOON + A_MINUTE)
    assert sorted(Delivery.objects.filter(notice=failed.notice).values_list("address", flat=True)) == BOTH


@pytest.mark.django_db(transaction=True)
def test_four_that_make_side_by_side_make_each_delivery_once(homes):
    outage = published(homes, all_of(homes.garden), all_of(homes.court))
    publish_version(version=rewritten(outage, homes, all_of(homes.court), at=NOON), by=homes.ann, at=NOON)
    sudden(homes, all_of(homes.garden), all_of(homes.court))
    start = Barrier(4)

    def make() -> None:
        start.wait()
        make_all()
        connection.close()

    threads = [Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    make_all()

    assert Delivery.objects.count() == 6
    assert not OutageMailing.objects.filter(made_at__isnull=True).exists()
    assert told("changed", number=2) == ["far@home.example"]
    assert told("left", number=2) == ["mei@home.example"]
