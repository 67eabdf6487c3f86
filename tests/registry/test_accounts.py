"""Accounts and readings: everybody sees their own time and no other."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.http import Http404

from gasservice.registry.access import accounts_visible_to, get_account, periods_visible
from gasservice.registry.models import Customer, GasAccount, Meter, Tenure
from gasservice.registry.queries import (
    account_page,
    accounts_of,
    accounts_of_customer,
    customer_by_phone,
    usage_by_month,
)
from gasservice.users.terms import Role
from tests.registry.conftest import MOVED_IN, TODAY, person, read

pytestmark = pytest.mark.django_db


def page_for(user, account, day=TODAY):
    return account_page(account, periods_visible(user, account), day)


def used(page) -> dict[str, Decimal]:
    return {month.month.strftime("%Y-%m"): month.volume_m3 for month in page.usage if month.volume_m3 is not None}


def test_a_user_has_the_accounts_held_on_the_day(account, bo, mei_user):
    assert list(accounts_of(mei_user, TODAY)) == [account]
    assert list(accounts_of(bo.user, TODAY)) == []
    assert list(accounts_of(bo.user, MOVED_IN - timedelta(days=1))) == [account]
    assert list(accounts_of(mei_user, MOVED_IN - timedelta(days=1))) == []


def test_a_customer_has_them_without_signing_in(account, mei):
    assert list(accounts_of_customer(mei, TODAY)) == [account]


def test_a_phone_number_finds_the_customer_who_rings(mei):
    assert customer_by_phone("138 0000 0001") == mei
    assert customer_by_phone("138 0000 0002") is None


def test_one_person_may_stand_in_the_books_twice(account, mei_user):
    again = Customer.objects.create(code="K9", name="Mei", user=mei_user)
    shop = GasAccount.objects.create(number="1000002", service_point=account.service_point, opened_on=MOVED_IN)
    Tenure.objects.create(gas_account=shop, customer=again, held_from=MOVED_IN)

    assert list(accounts_of(mei_user, TODAY)) == [account, shop]


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.AGENT, True),
        (Role.SUPERVISOR, True),
        (Role.FIELD_WORKER, True),
        (Role.AUDITOR, False),
        (Role.VOLUNTEER, False),
        (Role.PARTY, False),
        (Role.CUSTOMER, False),
    ],
)
def test_a_stranger_sees_an_account_only_to_act_on_it(account, mei, role, sees):
    assert accounts_visible_to(person("x", role)).exists() == sees


def test_a_stranger_is_told_there_is_no_such_account(account, mei):
    with pytest.raises(Http404):
        get_account(person("x"), account.number)


def test_each_holder_sees_the_readings_of_their_own_time(account, meter, bo, mei_user):
    read(meter, MOVED_IN - timedelta(days=1), "900")
    read(meter, MOVED_IN, "901")

    assert [reading.index_m3 for reading in page_for(bo.user, account).readings] == [900]
    assert [reading.index_m3 for reading in page_for(mei_user, account).readings] == [901]
    assert page_for(person("li", Role.AGENT), account).readings.count() == 2


def test_nobody_sees_what_was_used_before_or_after_their_time(account, meter, bo, mei_user):
    for day, index in [
        (date(2025, 3, 1), "850"),
        (date(2025, 4, 1), "880"),
        (MOVED_IN, "901"),
        (date(2025, 6, 1), "921"),
    ]:
        read(meter, day, index)

    assert used(page_for(bo.user, account)) == {"2025-03": 30}
    assert used(page_for(mei_user, account)) == {"2025-05": 20}


def test_usage_spreads_evenly_over_the_days_between_two_readings(account, meter, mei_user):
    read(meter, date(2026, 1, 1), "1000")
    read(meter, date(2026, 3, 1), "1059")

    assert used(page_for(mei_user, account)) == {"2026-01": 31, "2026-02": 28}


def test_a_corrected_reading_counts_no_more(account, meter, mei_user):
    read(meter, date(2026, 1, 1), "1000")
    wrong = read(meter, date(2026, 2, 1), "1300", source="customer")
    read(meter, date(2026, 2, 1), "1030", corrects=wrong)

    page = page_for(mei_user, account)

    assert used(page) == {"2026-01": 30}
    assert wrong not in page.readings


def test_a_register_that_rolls_over_did_not_run_backwards(account, meter, mei_user):
    read(meter, date(2026, 1, 1), "99990")
    read(meter, date(2026, 2, 1), "25")

    assert used(page_for(mei_user, account)) == {"2026-01": 35}


def test_an_estimate_that_was_too_high_is_given_back(account, meter, mei_user):
    for day, index in [(date(2026, 1, 1), "1000"), (date(2026, 2, 1), "1080"), (date(2026, 3, 1), "1060")]:
        read(meter, day, index)

    assert used(page_for(mei_user, account)) == {"2026-01": 80, "2026-02": -20}


def test_an_exchanged_meter_starts_anew(account, meter, mei_user):
    exchanged = date(2026, 1, 15)
    read(meter, date(2026, 1, 1), "5000")
    read(meter, exchanged, "5020")
    Meter.objects.filter(pk=meter.pk).update(removed_on=exchanged)
    new = Meter.objects.create(serial="M2", service_point=account.service_point, installed_on=exchanged)
    read(new, exchanged, "0")
    read(new, date(2026, 2, 1), "22")

    assert used(page_for(mei_user, account)) == {"2026-01": 42}


def test_a_month_without_readings_is_unknown_not_zero(account, meter, mei_user):
    page = page_for(mei_user, account)

    assert len(page.usage) == 24
    assert {month.volume_m3 for month in page.usage} == {None}
    assert (page.usage[0].month, page.usage[-1].month) == (date(2024, 12, 1), date(2026, 11, 1))


def test_the_usage_of_many_accounts_is_one_query(account, meter, mei_user, django_assert_num_queries):
    other = GasAccount.objects.create(number="2", service_point=account.service_point, opened_on=MOVED_IN)
    asked = {row: periods_visible(mei_user, account) for row in (account, other)}
    read(meter, date(2026, 1, 1), "1000")
    read(meter, date(2026, 2, 1), "1031")

    with django_assert_num_queries(1):
        usage = usage_by_month(asked, TODAY)

    assert {key: sum(month.volume_m3 or 0 for month in months) for key, months in usage.items()} == {
        account.pk: 31,
        other.pk: 31,
    }
