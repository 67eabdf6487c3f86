"""Who hears of a warning: whoever looks after the account, once, and once more where nobody judges it."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from gasservice.keyaccounts.actions.judging import judge_warning
from gasservice.keyaccounts.actions.settling import settle_warnings
from gasservice.keyaccounts.actions.telling import remind_of_warnings, tell_of_warnings
from gasservice.keyaccounts.models import EarlyWarning
from gasservice.notices.models import Delivery, Notice, NoticeText, Preference
from gasservice.standards.models import KeyAccountRule
from gasservice.users.models import Team, User
from gasservice.users.terms import Role
from tests.keyaccounts.conftest import MORNING, morning
from tests.registry.conftest import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(watched) -> User:
    watched.manager = person("max", Role.AGENT)
    watched.save()
    return watched.manager


@pytest.fixture
def warning(watched, seen) -> EarlyWarning:
    signs = [seen("drift", 1.6), seen("week", 1.2), seen("meter", suppressed_by="exchange", suppressed_words="R1")]
    settle_warnings({watched: signs}, MORNING)
    return EarlyWarning.objects.get()


def told() -> list[tuple[str, str]]:
    rows = Delivery.objects.filter(channel="portal").order_by("pk")
    return list(rows.values_list("notice__topic", "user__name"))


def test_the_account_manager_is_told_once_by_their_channels(rule, warning, manager):
    Preference.objects.create(user=manager, by_email=False)

    assert tell_of_warnings(at=MORNING) == 1
    assert tell_of_warnings(at=MORNING) == 0

    [delivery] = Delivery.objects.all()
    assert (delivery.user, delivery.channel, delivery.link) == (manager, "portal", warning.get_absolute_url())
    words = NoticeText.objects.get()
    assert "Usage stays low" in words.body
    assert "Trouble with the meter" not in words.body


def test_where_nobody_looks_after_the_account_who_leads_is_told(rule, warning, supervisor):
    other = person("sam", Role.SUPERVISOR)

    tell_of_warnings(at=MORNING)
    assert told() == [("early-warning", supervisor.name), ("early-warning", other.name)]

    Notice.objects.all().delete()
    EarlyWarning.objects.update(told_at=None)
    rule.team = Team.objects.create(code="keys", name_en="Keys", supervisor=other)
    rule.save()
    tell_of_warnings(at=MORNING)
    assert told() == [("early-warning", other.name)]


def test_a_manager_who_left_hears_nothing(rule, warning, manager, supervisor):
    User.objects.filter(pk=manager.pk).update(is_active=False)

    tell_of_warnings(at=MORNING)

    assert told() == [("early-warning", supervisor.name)]


def test_what_is_held_back_tells_nobody_until_it_opens(rule, watched, seen, manager):
    settle_warnings({watched: [seen("drift", 1.6, suppressed_by="stop")]}, MORNING)
    assert tell_of_warnings(at=MORNING) == 0
    with pytest.raises(IntegrityError, match="warning_held_back_tells_nobody"), transaction.atomic():
        EarlyWarning.objects.update(told_at=MORNING)

    settle_warnings({watched: [seen("drift", 1.6)]}, morning(1))
    assert tell_of_warnings(at=morning(1)) == 1


def test_a_warning_without_a_verdict_is_brought_to_mind_once(rule, warning, manager, supervisor):
    tell_of_warnings(at=MORNING)

    assert remind_of_warnings(at=morning(3) - timedelta(minutes=1)) == 0
    assert remind_of_warnings(at=morning(3)) == 1
    assert remind_of_warnings(at=morning(9)) == 0
    assert told()[1:] == [("early-warning-waits", manager.name), ("early-warning-waits", supervisor.name)]


def test_what_was_judged_or_has_no_rule_is_brought_to_nobodys_mind(rule, warning, manager):
    tell_of_warnings(at=MORNING)
    rule.delete()
    assert remind_of_warnings(at=morning(5)) == 0

    KeyAccountRule.objects.create(yearly_m3=30_000, remind_days=3, valid_from=date(2024, 1, 1))
    judge_warning(
        warning=warning, verdict="dismissed", why="检修", seen_on=warning.looked_on, by=manager, at=morning(1)
    )
    assert remind_of_warnings(at=morning(5)) == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_tell_of_a_warning_once(rule, warning, manager):
    together, counts = Barrier(2), []

    def work() -> None:
        together.wait()
        counts.append(tell_of_warnings(at=MORNING))
        connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sum(counts) == 1
    assert Notice.objects.count() == 1
