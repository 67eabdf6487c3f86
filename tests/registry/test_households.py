"""Who lives in a home: told by the holder, looked at where it widens the tiers, and nothing of before it changes."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import InternalError, transaction
from django.urls import reverse
from django.utils import timezone

from billing.queries.tariffs import year_in_tiers
from gasservice.notices.models import Delivery
from gasservice.portal.actions import decide_on_household
from gasservice.registry.access import Period
from gasservice.registry.actions.households import (
    AnotherWaits,
    DecidedBefore,
    EvidenceNeeded,
    NotSoFarBack,
    NotYoursToDecide,
    confirm_household,
    declare_household,
)
from gasservice.registry.models import GasAccount, HouseholdSize
from gasservice.registry.queries import households_of, households_to_look_at
from gasservice.users.terms import Role
from tests.files.pictures import picture, upload
from tests.registry.conftest import MOVED_IN, person
from tests.shelf import publish_catalogue

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 26, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
MARCH, JULY, NOVEMBER = date(2026, 3, 1), date(2026, 7, 1), date(2026, 11, 1)


@pytest.fixture(autouse=True)
def published():
    publish_catalogue()


@pytest.fixture
def lee(db):
    return person("lee", Role.AGENT)


def declare(account, persons: int, month: date, by, at: datetime = NOON, paper: bool = False) -> HouseholdSize:
    facts = {"evidence": upload(picture())} if paper else {}
    return declare_household(account=account, persons=persons, month=month, by=by, at=at, **facts)


def history(account) -> list[tuple[date, int]]:
    account.refresh_from_db()
    return households_of([account])[account.pk]


def test_a_home_of_which_nothing_was_told_has_the_number_of_our_books(account):
    assert history(account) == [(account.opened_on, 3)]


def test_so_many_as_the_limits_allow_for_count_at_once(account, mei_user):
    row = declare(account, 2, MARCH, mei_user)

    assert row.confirmed_at == NOON
    assert history(account) == [(account.opened_on, 3), (MARCH, 2)]
    assert account.household_size == 2


def test_more_count_once_one_of_us_has_seen_the_paper(account, mei_user, lee):
    with pytest.raises(EvidenceNeeded) as refused:
        declare(account, 6, MARCH, mei_user)
    assert refused.value.field == "evidence"

    row = declare(account, 6, MARCH, mei_user, paper=True)
    assert history(account) == [(account.opened_on, 3)]
    assert list(households_to_look_at()) == [row]
    confirm_household(row=row, by=lee, at=NOON + timedelta(days=1))

    assert history(account) == [(account.opened_on, 3), (MARCH, 6)]
    assert account.household_size == 6
    assert not households_to_look_at().exists()


def test_twice_the_same_is_once_and_another_waits_for_the_first(account, mei_user):
    first, again = (declare(account, 6, MARCH, mei_user, paper=True) for _ in range(2))
    assert again == first
    with pytest.raises(AnotherWaits):
        declare(account, 7, MARCH, mei_user, paper=True)

    assert declare(account, 4, JULY, mei_user) == declare(account, 4, JULY, mei_user)
    assert HouseholdSize.objects.exclude(declared_by=None).count() == 2


def test_of_two_who_look_at_it_one_decides_and_the_customer_is_told_why(account, mei_user, lee):
    row = declare(account, 6, MARCH, mei_user, paper=True)

    decide_on_household(row=row, because="On the photo stand four people.", by=lee, at=NOON)
    with pytest.raises(DecidedBefore):
        decide_on_household(row=row, by=lee, at=NOON)

    assert history(account) == [(account.opened_on, 3)]
    assert Delivery.objects.filter(user=mei_user, notice__topic="household-decided").exists()
    with pytest.raises(NotYoursToDecide):
        confirm_household(row=row, by=mei_user, at=NOON)


@pytest.mark.parametrize("month", [date(2025, 12, 1), date(2026, 12, 1)])
def test_it_reaches_back_to_the_beginning_of_this_year_and_not_ahead(account, mei_user, month):
    with pytest.raises(NotSoFarBack) as refused:
        declare(account, 2, month, mei_user)
    assert refused.value.field == "month"


def test_it_counts_within_the_time_of_the_holder_alone(account, mei_user):
    mid = date(2026, 7, 15)
    account.tenures.update(held_from=mid)

    assert declare(account, 2, JULY, mei_user).since == mid


def test_what_was_told_later_holds_for_all_the_time_from_its_own_day(account, mei_user, lee):
    waits = declare(account, 6, JULY, mei_user, paper=True)
    declare(account, 4, NOVEMBER, mei_user, NOON + timedelta(minutes=1))
    confirm_household(row=waits, by=lee, at=NOON + timedelta(days=1))
    assert history(account) == [(account.opened_on, 3), (JULY, 6), (NOVEMBER, 4)]

    declare(account, 1, MARCH, mei_user, NOON + timedelta(days=2))

    assert history(account) == [(account.opened_on, 3), (MARCH, 1)]
    assert account.household_size == 1


def test_the_tiers_of_the_year_follow_month_by_month(account, mei_user, lee):
    row = declare(account, 6, JULY, mei_user, paper=True)
    confirm_household(row=row, by=lee, at=NOON)
    account.refresh_from_db()

    year = year_in_tiers(account, [Period(MOVED_IN)], [], NOON.date())

    assert (year.persons, year.tiers[0].upto_m3) == (6, 600)


def test_many_accounts_are_asked_for_in_one_query(account, mei_user, django_assert_num_queries):
    declare(account, 2, MARCH, mei_user)
    other = GasAccount.objects.create(number="2", service_point=account.service_point, opened_on=MARCH)

    with django_assert_num_queries(1):
        found = households_of([account, other])

    assert found == {account.pk: [(account.opened_on, 3), (MARCH, 2)], other.pk: [(MARCH, 3)]}


def test_what_was_declared_stays_as_it_was_said(account, mei_user):
    row = declare(account, 2, MARCH, mei_user)

    for change in (lambda: HouseholdSize.objects.update(persons=9), row.delete):
        with pytest.raises(InternalError), transaction.atomic():
            change()


def test_the_holder_tells_it_on_the_page_and_the_desk_looks(client, account, mei_user, lee, bo):
    page, this_month = reverse("household", args=[account.number]), timezone.localdate().replace(day=1).isoformat()
    client.force_login(mei_user)
    assert "we need a photo" in client.post(page, {"persons": 6, "month": this_month}).text
    client.post(page, {"persons": 6, "month": this_month, "evidence": upload(picture())})
    row = HouseholdSize.objects.waiting().get()
    paper = reverse("household-evidence", args=[row.pk])
    assert client.get(paper).status_code == 200

    client.force_login(bo.user)
    assert [client.get(address).status_code for address in (page, paper)] == [404, 404]
    client.force_login(lee)
    assert account.number in client.get(reverse("households-to-look-at")).text
    client.post(reverse("confirm-household", args=[row.pk]))

    account.refresh_from_db()
    assert account.household_size == 6


def test_a_business_has_no_household(client, account, mei_user):
    GasAccount.objects.update(supply_class="commercial")
    client.force_login(mei_user)

    assert client.get(reverse("household", args=[account.number])).status_code == 404
