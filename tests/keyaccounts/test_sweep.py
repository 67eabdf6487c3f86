"""The sweep over the database: what opens a warning, what holds one back, and what ends it."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gasservice.keyaccounts.actions.judging import judge_warning
from gasservice.keyaccounts.actions.marking import unmark_key_account
from gasservice.keyaccounts.actions.sweeping import mark_large_accounts, signs_on, watch_key_accounts
from gasservice.keyaccounts.models import EarlyWarning, KeyAccount
from gasservice.registry.access import midnight
from gasservice.registry.models import GasAccount, Meter, ServicePoint, SupplyStop, Tenure
from gasservice.standards.models import KeyAccountRule
from tests.keyaccounts.conftest import MORNING, TODAY, less_since, morning
from tests.registry.conftest import outage_in, read

pytestmark = pytest.mark.django_db
USAGE = {"week", "drift", "shortfall"}


def the_account() -> GasAccount:
    return GasAccount.objects.select_related("service_point__premise__community").get()


def kinds_now() -> set[str]:
    return {sign.kind for sign in signs_on([the_account()], MORNING)[the_account().pk]}


def test_a_works_that_goes_on_as_before_is_no_news(works, watched):
    works()

    assert watch_key_accounts(at=MORNING) == 1
    assert not EarlyWarning.objects.exists()


def test_a_drop_opens_a_warning_with_its_evidence(works, watched):
    works(less_since(30))

    watch_key_accounts(at=MORNING)

    warning = EarlyWarning.objects.get()
    signs = {sign.kind: sign for sign in warning.signs.all()}
    assert (warning.status, warning.opened_at, warning.score) == ("open", MORNING, 10)
    assert set(signs) == USAGE
    week = signs["week"]
    assert week.day == TODAY - timedelta(days=1)
    assert week.seen == pytest.approx(0.6 * week.expected, rel=0.05)
    assert (week.points.count(), week.points.last().seen) == (10, week.seen)
    assert week.expected > week.limit > week.seen
    assert 55 > signs["drift"].seen > signs["drift"].limit > 0


def test_an_account_is_looked_at_once_a_day(works, watched):
    works(less_since(30))
    watch_key_accounts(at=MORNING)

    assert watch_key_accounts(at=MORNING + timedelta(hours=2)) == 0
    assert watch_key_accounts(at=morning(1)) == 1
    assert EarlyWarning.objects.get().signs.count() == 3


def test_a_warning_whose_signs_stay_away_is_gone_by_itself(works, watched):
    works(less_since(60, until=22))
    watch_key_accounts(at=morning(-20))
    assert EarlyWarning.objects.get().status == "open"

    watch_key_accounts(at=MORNING)  # three weeks of its usual gas
    watch_key_accounts(at=morning(1))

    assert EarlyWarning.objects.get().status == "expired"


def test_days_without_gas_hold_a_warning_back_and_say_which_outage(works, watched, garden):
    works(less_since(19, left=0.0, until=6))
    outage_in(garden, starts_at=midnight(TODAY - timedelta(days=19)), ends_at=midnight(TODAY - timedelta(days=6)))

    watch_key_accounts(at=MORNING)

    warning = EarlyWarning.objects.get()
    assert (warning.status, warning.score) == ("suppressed", 0)
    assert {(sign.suppressed_by, sign.suppressed_words) for sign in warning.signs.all()} == {("interruption", "T-1")}


def test_an_outage_elsewhere_or_called_off_holds_nothing_back(works, watched, garden):
    works(less_since(19, left=0.0, until=6))
    outage = outage_in(garden, starts_at=midnight(TODAY - timedelta(days=19)), ends_at=midnight(TODAY))
    outage.cancelled_at = midnight(TODAY - timedelta(days=20))
    outage.save()

    watch_key_accounts(at=MORNING)

    assert EarlyWarning.objects.get().status == "open"


def test_a_drop_that_goes_on_after_the_outage_counts(works, watched, garden):
    works(less_since(40, left=0.3))
    outage_in(garden, starts_at=midnight(TODAY - timedelta(days=40)), ends_at=midnight(TODAY - timedelta(days=33)))

    watch_key_accounts(at=MORNING)

    warning = EarlyWarning.objects.get()
    assert warning.status == "open"
    assert "" in {sign.suppressed_by for sign in warning.signs.all()}


def test_a_meter_exchange_holds_a_warning_back(works, watched, account):
    old = works(less_since(8, left=0.1, until=1))
    Meter.objects.filter(pk=old.pk).update(removed_on=TODAY - timedelta(days=5))
    Meter.objects.create(serial="R2", service_point=account.service_point, installed_on=TODAY - timedelta(days=5))

    watch_key_accounts(at=MORNING)

    signs = EarlyWarning.objects.get().signs.all()
    assert {(sign.suppressed_by, sign.suppressed_words) for sign in signs} == {("exchange", "R1")}


def test_gas_that_we_stopped_holds_a_warning_back(works, watched, account):
    works(less_since(14, left=0.0))
    begun = midnight(TODAY - timedelta(days=14))
    facts = {
        "owed_since": begun.date(),
        "amount": 1,
        "not_before": begun.date(),
        "ordered_at": begun,
        "executed_at": begun,
    }
    SupplyStop.objects.create(gas_account=account, executed_by=watched.marked_by, **facts)

    watch_key_accounts(at=MORNING)

    assert EarlyWarning.objects.get().status == "suppressed"


def test_another_holder_has_other_habits(works, watched):
    works(less_since(100, left=0.4))
    Tenure.objects.update(held_from=TODAY - timedelta(days=100))

    assert kinds_now() == set()


def test_what_was_dismissed_is_not_told_again_for_a_month(works, watched, supervisor):
    works(less_since(30))
    watch_key_accounts(at=morning(-5))
    warning = EarlyWarning.objects.get()
    judge_warning(
        warning=warning, verdict="dismissed", why="检修", seen_on=warning.looked_on, by=supervisor, at=morning(-5)
    )

    watch_key_accounts(at=MORNING)

    assert EarlyWarning.objects.count() == 1


@pytest.mark.parametrize("months", [14, 30])
def test_a_works_that_is_read_by_the_month_is_held_against_its_season(months, account, mei, watched, district):
    meter = Meter.objects.create(
        serial="M1", service_point=account.service_point, installed_on=TODAY.replace(year=2020)
    )
    index = 0
    for number in range(months, -1, -1):
        year, month = divmod(TODAY.year * 12 + TODAY.month - 1 - number, 12)
        read(meter, TODAY.replace(year=year, month=month + 1, day=1), str(index))
        usual = 3000 + 200 * abs((month + 6) % 12 - 6)
        index += usual // 2 if number == 1 else usual + month % 3 * 10

    watch_key_accounts(at=MORNING)

    sign = EarlyWarning.objects.get().signs.get()
    assert (sign.kind, sign.day) == ("month", TODAY.replace(month=10, day=1))
    assert sign.seen < 0.6 * sign.expected


def test_estimates_say_nothing_of_a_customer(account, mei, watched):
    meter = Meter.objects.create(
        serial="M1", service_point=account.service_point, installed_on=TODAY.replace(year=2020)
    )
    for number in range(30):
        read(meter, TODAY - timedelta(days=30 * number), str(3000 - 100 * number), source="estimate")

    assert kinds_now() == set()


def test_large_accounts_are_marked_once_and_homes_never(works, account, supervisor, rule):
    works()
    assert mark_large_accounts(at=MORNING) == []

    GasAccount.objects.update(supply_class="commercial")
    mark_large_accounts(at=MORNING)
    mark_large_accounts(at=MORNING)
    row = KeyAccount.objects.get()
    assert (row.basis, row.marked_by) == ("volume", None)
    assert row.yearly_m3 == pytest.approx(365 * 122, rel=0.1)

    unmark_key_account(key_account=row, reason="自备气源", by=supervisor, at=MORNING)
    mark_large_accounts(at=morning(1))
    assert not KeyAccount.objects.standing().exists()


def test_the_volume_is_that_of_the_version_that_holds(works, account, rule):
    works()
    GasAccount.objects.update(supply_class="commercial")
    KeyAccountRule.objects.update(valid_until=TODAY)
    assert mark_large_accounts(at=MORNING) == []  # no rule, no mark

    higher = KeyAccountRule.objects.create(yearly_m3=60_000, remind_days=3, valid_from=TODAY)
    assert mark_large_accounts(at=MORNING) == []

    KeyAccountRule.objects.filter(pk=higher.pk).update(yearly_m3=40_000)
    assert len(mark_large_accounts(at=MORNING)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_make_two_warnings(works, watched):
    works(less_since(30))
    together, looked = Barrier(2), []

    def work() -> None:
        together.wait()
        looked.append(watch_key_accounts(at=MORNING))
        connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(looked) == [0, 1]
    assert EarlyWarning.objects.count() == 1


def test_more_accounts_do_not_cost_more_reads(account, mei, watched, district):
    counts = []
    for more in (2, 10):
        for _ in range(more):
            like(account, watched)
        KeyAccount.objects.update(looked_on=None)
        with CaptureQueriesContext(connection) as queries:
            watch_key_accounts(at=MORNING)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def like(account: GasAccount, watched: KeyAccount) -> None:
    """Add another account at the same premise, with a meter, and watch it as well."""
    number = GasAccount.objects.count()
    point = ServicePoint.objects.create(code=f"SP-{number}", premise=account.service_point.premise)
    other = GasAccount.objects.create(number=f"8{number:06}", service_point=point, opened_on=account.opened_on)
    meter = Meter.objects.create(serial=f"L{number}", service_point=point, installed_on=account.opened_on)
    for days in (40, 10):
        read(meter, TODAY - timedelta(days=days), str(100 - days))
    facts = {"basis": "hand", "reason": "大用户", "marked_by": watched.marked_by, "marked_at": MORNING}
    KeyAccount.objects.create(gas_account=other, since=watched.since, **facts)
