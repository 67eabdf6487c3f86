"""Telling the area of an outage: whom, how, when, in which words, and nobody twice."""

from datetime import date, timedelta

import pytest

from gasservice.notices.models import Delivery, Notice, NoticeText
from gasservice.registry.models import Customer, GasAccount, Premise, ServicePoint, Tenure
from repairs.actions.outage_course import cancel_outage, clear_outage, restore_outage, start_outage
from repairs.actions.outage_notices import tell_area
from repairs.actions.outages import publish_version
from repairs.models import NoticeReceipt
from repairs.queries.areas import Part, hit_by
from tests.repairs.outages import (
    DAY,
    END,
    HOUR,
    NOON,
    START,
    all_of,
    announced,
    make_all,
    publish,
    rewritten,
    told,
    user_of,
    write,
)

pytestmark = pytest.mark.django_db
LATE_EVENING = NOON + 11 * HOUR  # 23:00
MORNING = NOON + 19 * HOUR  # 07:00, the end of the quiet hours


def test_each_is_told_by_what_stands_in_our_books(quarter):
    quarter.home("mei", quarter.garden, email="mei@home.example", phone="+8613800000001")
    quarter.home("bo", quarter.garden, phone="+8613800000002")

    announced(quarter, all_of(quarter.garden))

    assert told("announced") == ["+8613800000001", "+8613800000002", "mei@home.example"]
    assert set(told("announced", field="premise__code")) == {home.code for home in quarter.homes.values()}


def test_who_signs_in_has_it_on_the_site_at_once_and_elsewhere_as_they_wish(quarter):
    mei = quarter.home("mei", quarter.garden, email="mei@home.example", phone="+8613800000001")
    user = user_of(mei, by_email=False)

    announced(quarter, all_of(quarter.garden))

    rows = Delivery.objects.order_by("channel")
    assert [(row.channel, row.address, row.state) for row in rows] == [
        ("portal", str(user.pk), "sent"),
        ("sms", "+8613800000001", "waiting"),
    ]


def test_a_place_where_nobody_is_reached_gets_a_letter_at_the_door(quarter):
    quarter.home("mei", quarter.garden)
    quarter.home("bo", quarter.garden, email="bo@home.example")

    announced(quarter, all_of(quarter.garden))

    paper = Delivery.objects.get(channel="paper")
    assert (paper.address, paper.premise) == (quarter.homes["mei"].code, quarter.homes["mei"])
    assert Delivery.objects.filter(premise=quarter.homes["bo"]).exclude(channel="email").count() == 0


def test_an_account_that_nobody_holds_any_more_is_told_at_the_door_and_a_former_holder_is_not(quarter):
    quarter.home("mei", quarter.garden, email="mei@home.example")
    Tenure.objects.update(held_until=date(2026, 11, 1))

    announced(quarter, all_of(quarter.garden))

    assert told("announced") == [quarter.homes["mei"].code]


def test_a_closed_account_is_not_told(quarter):
    quarter.home("mei", quarter.garden, email="mei@home.example")
    quarter.home("bo", quarter.garden, email="bo@home.example")
    GasAccount.objects.filter(service_point__premise=quarter.homes["mei"]).update(status="closed")

    announced(quarter, all_of(quarter.garden))

    assert told("announced") == ["bo@home.example"]


def test_each_reads_it_in_their_own_language_and_ours_where_none_is_known(quarter):
    quarter.home("mei", quarter.garden, email="mei@home.example", language="en")
    quarter.home("bo", quarter.garden, email="bo@home.example")

    announced(quarter, all_of(quarter.garden))

    languages = dict(Delivery.objects.values_list("address", "language"))
    assert languages == {"mei@home.example": "en", "bo@home.example": "zh-hans"}
    english = NoticeText.objects.get(language="en")
    assert "Sunshine Garden" in english.body
    assert "Mon 30 Nov, 09:00" in english.subject
    assert "阳光花园" in NoticeText.objects.get(language="zh-hant").body


def test_what_is_planned_waits_for_the_morning_and_an_emergency_does_not(quarter):
    user = user_of(quarter.home("mei", quarter.garden, email="mei@home.example"), by_email=False)
    quarter.home("bo", quarter.garden, email="bo@home.example")

    announced(quarter, all_of(quarter.garden), at=LATE_EVENING)
    announced(
        quarter, all_of(quarter.garden), is_planned=False, at=LATE_EVENING, starts_at=LATE_EVENING, ends_at=MORNING
    )

    planned, emergency = Notice.objects.order_by("pk")
    assert list(planned.deliveries.filter(channel="email").values_list("address", "not_before")) == [
        ("bo@home.example", MORNING)
    ]
    assert list(emergency.deliveries.order_by("pk").values_list("address", "urgency", "not_before")) == [
        (str(user.pk), 2, LATE_EVENING),
        ("mei@home.example", 2, LATE_EVENING),
        ("bo@home.example", 2, LATE_EVENING),
    ]


def test_who_must_not_be_without_gas_comes_first_with_a_link_of_their_own(quarter):
    quarter.home("bo", quarter.garden, email="bo@home.example")
    mei = quarter.home("mei", quarter.garden, email="mei@home.example")
    quarter.need(mei, "mei")

    announced(quarter, all_of(quarter.garden))

    first, second = Delivery.objects.order_by("pk")
    assert (first.address, first.urgency, second.address, second.urgency) == (
        "mei@home.example",
        1,
        "bo@home.example",
        0,
    )
    assert "/receipts/" in first.link
    assert second.link.startswith("/outages/")
    assert NoticeReceipt.objects.get().customer == mei


def test_somebody_with_a_need_who_holds_no_account_there_is_told_too(quarter):
    quarter.home("mei", quarter.garden, email="mei@home.example")
    granny = Customer.objects.create(code="G", name="granny", phone="+8613800000009")
    quarter.need(granny, "mei", kind="elderly_alone")

    announced(quarter, all_of(quarter.garden))

    assert told("announced") == ["+8613800000009", "mei@home.example"]


def test_the_same_address_at_two_places_is_told_once(quarter):
    quarter.home("mei", quarter.garden, email="mei@home.example")
    quarter.home("mei too", quarter.garden, email="mei@home.example")

    announced(quarter, all_of(quarter.garden))

    assert told("announced") == ["mei@home.example"]


def test_an_area_is_a_community_a_building_or_a_single_address(quarter):
    for name, building in (("a", "1"), ("b", "2"), ("c", "3"), ("d", "3")):
        quarter.home(name, quarter.garden, building, email=f"{name}@home.example")
    quarter.home("far", quarter.court, email="far@home.example")
    point = ServicePoint.objects.get(premise=quarter.homes["c"])

    announced(quarter, Part(quarter.garden.pk, "2"), Part(quarter.garden.pk, service_point_id=point.pk))

    assert told("announced") == ["b@home.example", "c@home.example"]
    assert hit_by([Part(quarter.garden.pk), Part(quarter.garden.pk, "2")]).accounts == 4


def test_a_change_tells_those_told_before_those_newly_in_and_those_out_each_once(quarter):
    for name, building in (("stays", "1"), ("leaves", "2")):
        quarter.home(name, quarter.garden, building, email=f"{name}@home.example")
    quarter.home("comes", quarter.court, email="comes@home.example")
    outage = announced(quarter, Part(quarter.garden.pk, "1"), Part(quarter.garden.pk, "2"))

    draft = rewritten(outage, quarter, Part(quarter.garden.pk, "1"), all_of(quarter.court), at=NOON + HOUR)
    publish(draft, quarter.ann, at=NOON + HOUR)

    assert told("changed", number=2) == ["stays@home.example"]
    assert told("announced", number=2) == ["comes@home.example"]
    assert told("left", number=2) == ["leaves@home.example"]
    changed = NoticeText.objects.get(notice__key__endswith=":2:changed", language="en")
    assert "Also without gas: Jade Bay." in changed.body
    assert "Not affected any more: Sunshine Garden, building 2." in changed.body


def test_somebody_with_a_home_that_stays_and_one_that_leaves_is_told_of_the_change_alone(quarter):
    quarter.home("one", quarter.garden, "1", email="mei@home.example")
    quarter.home("two", quarter.garden, "2", email="mei@home.example")
    outage = announced(quarter, all_of(quarter.garden))

    publish(rewritten(outage, quarter, Part(quarter.garden.pk, "1"), at=NOON + HOUR), quarter.ann, at=NOON + HOUR)

    assert told("changed", number=2) == ["mei@home.example"]
    assert told("left", number=2) == []


def test_the_course_of_an_outage_is_told_step_by_step(quarter):
    quarter.home("mei", quarter.garden, email="mei@home.example")
    outage = announced(quarter, all_of(quarter.garden))

    start_outage(outage=outage, by=quarter.wu, at=START)
    restore_outage(outage=outage, by=quarter.wu, at=END)
    clear_outage(outage=outage, by=quarter.wu, at=END + HOUR)
    make_all(END + HOUR)

    topics = list(Notice.objects.order_by("pk").values_list("topic", flat=True))
    assert topics == ["outage-announced", "outage-started", "outage-restored", "outage-clear"]
    assert Delivery.objects.count() == 4


def test_a_cancelled_one_is_told_and_a_draft_is_cancelled_in_silence(quarter):
    quarter.home("mei", quarter.garden, email="mei@home.example")
    outage = announced(quarter, all_of(quarter.garden))
    draft = write(quarter, all_of(quarter.garden))

    cancel_outage(outage=outage, by=quarter.ann, at=NOON + HOUR)
    cancel_outage(outage=draft.interruption, by=quarter.ann, at=NOON + HOUR)
    make_all(NOON + HOUR)

    assert told("cancelled") == ["mei@home.example"]


def test_a_stage_told_again_tells_nobody(quarter):
    quarter.home("mei", quarter.garden, email="mei@home.example")
    outage = announced(quarter, all_of(quarter.garden))

    again = tell_area(outage=outage, version=outage.current, stage="announced", at=NOON + DAY)

    assert again is None
    assert Delivery.objects.count() == 1


def test_somebody_who_moves_in_before_the_reminder_is_reminded_in_place_of_who_left(quarter):
    quarter.home("mei", quarter.garden, email="mei@home.example")
    outage = announced(quarter, all_of(quarter.garden))
    new = Customer.objects.create(code="N", name="new", email="new@home.example")
    Tenure.objects.update(held_until=date(2026, 11, 28))
    Tenure.objects.create(gas_account=GasAccount.objects.get(), customer=new, held_from=date(2026, 11, 28))

    tell_area(outage=outage, version=outage.current, stage="reminder", at=START - timedelta(hours=20))
    make_all(START - timedelta(hours=20))

    assert told("reminder") == ["new@home.example"]


def test_no_more_statements_for_many_homes_than_for_one(quarter, django_assert_max_num_queries):
    for n in range(30):
        quarter.home(f"h{n}", quarter.garden, str(n % 4), email=f"h{n}@home.example")
    draft = write(quarter, all_of(quarter.garden))

    with django_assert_max_num_queries(29):
        publish_version(version=draft, by=quarter.ann, at=NOON)
    with django_assert_max_num_queries(23):
        make_all()

    assert Premise.objects.count() == Delivery.objects.count() == 30
