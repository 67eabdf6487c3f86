"""What time brings: the reminder, the delay, the start that nobody noted, the redress; each once."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from gasservice.cases.models import Redress, Routing
from gasservice.notices.actions.marking import RETRY_AFTER, mark_failed
from gasservice.notices.models import Delivery, Notice
from repairs.actions.outage_course import restore_outage, start_outage
from repairs.actions.outage_sweep import sweep_outages as sweep
from repairs.tasks import sweep_outages as task
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
    team_called,
    told,
)

pytestmark = pytest.mark.django_db


def sweep_outages(at) -> None:
    """Sweep, and make what that told."""
    sweep(at=at)
    make_all(at)


@pytest.fixture
def outage(quarter):
    quarter.home("mei", quarter.garden, email="mei@home.example")
    return announced(quarter, all_of(quarter.garden))


def test_it_reminds_a_day_ahead_once(outage):
    sweep_outages(at=START - DAY - timedelta(seconds=1))
    before = told("reminder")
    for minutes in range(3):
        sweep_outages(at=START - DAY + timedelta(minutes=minutes))

    assert (before, told("reminder")) == ([], ["mei@home.example"])


def test_who_was_told_within_the_last_day_is_not_reminded(outage, quarter):
    publish(
        rewritten(outage, quarter, all_of(quarter.garden), at=NOON, ends_at=END + HOUR), quarter.ann, at=START - DAY
    )

    sweep_outages(at=START - HOUR)

    assert Notice.objects.filter(topic="outage-reminder").count() == 0


def test_a_changed_version_told_early_is_reminded_of_and_the_old_one_is_not(outage, quarter):
    later = rewritten(outage, quarter, all_of(quarter.garden), at=NOON, starts_at=START + HOUR)
    publish(later, quarter.ann)

    sweep_outages(at=START + HOUR - DAY)

    assert (told("reminder"), told("reminder", number=2)) == ([], ["mei@home.example"])


def test_it_says_once_that_it_takes_longer(outage, quarter):
    start_outage(outage=outage, by=quarter.wu, at=START)
    sweep_outages(at=END)
    before = told("delayed")

    sweep_outages(at=END + timedelta(minutes=1))
    sweep_outages(at=END + timedelta(minutes=2))

    assert (before, told("delayed")) == ([], ["mei@home.example"])


def test_what_is_back_in_time_is_not_late(outage, quarter):
    start_outage(outage=outage, by=quarter.wu, at=START)
    restore_outage(outage=outage, by=quarter.wu, at=END)

    sweep_outages(at=END + HOUR)

    assert told("delayed") == []


def test_it_asks_the_duty_desk_and_who_opened_it_whether_it_began(outage, quarter):
    team = team_called("emergency")
    team.lead = quarter.sun
    team.save()
    Routing.objects.create(door="repairs", kind_code="leak", team=team)

    for minutes in (14, 15, 16):
        sweep_outages(at=START + timedelta(minutes=minutes))

    asked = Delivery.objects.filter(notice__topic="outage-not-begun", channel="portal")
    assert {row.user for row in asked} == {quarter.ann, quarter.sun}


def test_redress_is_owed_once_an_account_when_the_gas_is_off_for_longer_than_the_limit(outage, quarter):
    quarter.home("far", quarter.court, email="far@home.example")
    start_outage(outage=outage, by=quarter.wu, at=START)
    sweep_outages(at=START + DAY)
    before = Redress.objects.count()

    sweep_outages(at=START + DAY + timedelta(minutes=1))
    sweep_outages(at=START + DAY + timedelta(minutes=2))
    restore_outage(outage=outage, by=quarter.wu, at=START + DAY + HOUR)
    sweep_outages(at=START + DAY + HOUR)

    [owed] = Redress.objects.all()
    assert before == 0
    assert (owed.interruption, owed.gas_account.service_point.premise, owed.amount) == (
        outage,
        quarter.homes["mei"],
        30,
    )


def test_an_outage_within_the_limit_owes_nothing(outage, quarter):
    start_outage(outage=outage, by=quarter.wu, at=START)
    restore_outage(outage=outage, by=quarter.wu, at=END)

    sweep_outages(at=START + 3 * DAY)

    assert not Redress.objects.exists()


def test_the_task_sweeps_at_the_present_moment(outage):
    task()

    assert Notice.objects.filter(topic="outage-announced").count() == 1


def test_no_door_shows_the_link_by_which_somebody_confirms(quarter):
    mei = quarter.home("mei", quarter.garden, email="mei@home.example")
    quarter.need(mei, "mei")
    outage = announced(quarter, all_of(quarter.garden))
    letter = Delivery.objects.get()
    letter.attempts = len(RETRY_AFTER)

    mark_failed(delivery=letter, failure="no such mailbox", at=NOON)

    assert Delivery.objects.get(channel="paper").link == f"/outages/{outage.reference}/"


@pytest.mark.django_db(transaction=True)
def test_two_that_sweep_side_by_side_remind_once(outage):
    start = Barrier(2)

    def beside() -> None:
        start.wait()
        sweep_outages(at=START - HOUR)
        connection.close()

    threads = [Thread(target=beside) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert told("reminder") == ["mei@home.example"]


LONG = {"ends_at": START + 34 * HOUR, "contingency": "Hot plates", "report_reference": "R-1"}


def off_for(outage, quarter, hours: int) -> set[str]:
    """Let the gas come back after so many hours; name the homes that are owed something."""
    at = START + hours * HOUR
    restore_outage(outage=outage, by=quarter.wu, at=at)
    sweep_outages(at=at)
    owed = Redress.objects.values_list("gas_account__service_point__premise", flat=True)
    return {name for name, home in quarter.homes.items() if home.pk in owed}


@pytest.mark.parametrize(("left_after", "owed"), [(26, {"mei", "far"}), (20, {"far"})])
def test_who_left_the_area_is_owed_for_the_time_under_the_version_that_held_them(quarter, left_after, owed):
    for name, place in (("mei", quarter.garden), ("far", quarter.court)):
        quarter.home(name, place, email=f"{name}@home.example")
    outage = announced(quarter, all_of(quarter.garden), all_of(quarter.court))
    start_outage(outage=outage, by=quarter.wu, at=START)
    at = START + left_after * HOUR
    publish(rewritten(outage, quarter, all_of(quarter.court), at=at, **LONG), quarter.ann, at=at)

    assert off_for(outage, quarter, 30) == owed


@pytest.mark.parametrize(("drawn_in_after", "owed"), [(3, {"mei", "far"}), (12, {"mei"})])
def test_who_was_drawn_in_is_owed_for_the_time_from_then_on(quarter, drawn_in_after, owed):
    for name, place in (("mei", quarter.garden), ("far", quarter.court)):
        quarter.home(name, place, email=f"{name}@home.example")
    outage = announced(quarter, all_of(quarter.garden))
    start_outage(outage=outage, by=quarter.wu, at=START)
    at = START + drawn_in_after * HOUR
    more = rewritten(outage, quarter, all_of(quarter.garden), all_of(quarter.court), at=at, **LONG)
    publish(more, quarter.sun, at=at, override_reason="The valve is beyond the court")

    assert off_for(outage, quarter, 30) == owed


def test_what_was_off_before_it_was_announced_counts_from_then(quarter):
    quarter.home("mei", quarter.garden, email="mei@home.example")
    when = {"starts_at": START - 14 * HOUR, "ends_at": END, "at": START, "is_planned": False}
    outage = announced(quarter, all_of(quarter.garden), **when)

    assert off_for(outage, quarter, 11) == {"mei"}


def test_a_version_published_before_the_gas_went_off_owes_nothing(quarter):
    for name, place in (("mei", quarter.garden), ("far", quarter.court)):
        quarter.home(name, place, email=f"{name}@home.example")
    outage = announced(quarter, all_of(quarter.garden), all_of(quarter.court))
    publish(rewritten(outage, quarter, all_of(quarter.court), at=NOON), quarter.ann, at=NOON + HOUR)
    start_outage(outage=outage, by=quarter.wu, at=START)

    assert off_for(outage, quarter, 30) == {"far"}
