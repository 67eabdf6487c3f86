"""Following what we promise with a new version, and taking one back."""

from datetime import UTC, date, datetime

import pytest

from gasservice.standards.actions.versions import (
    VersionBegun,
    VersionEnded,
    VersionTooEarly,
    follow_version,
    withdraw_version,
)
from gasservice.standards.models import FeeItem, ServiceItem, ServiceStandard, SlaPolicy

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
NEW_YEAR = date(2027, 1, 1)


def test_a_followed_policy_ends_where_its_copy_begins(catalogue):
    policy = SlaPolicy.objects.get(kind_code="meter-test")

    successor = follow_version(row=policy, valid_from=NEW_YEAR, at=NOW)

    policy.refresh_from_db()
    assert policy.valid_until == successor.valid_from == NEW_YEAR
    assert successor.allowance == policy.allowance
    assert list(successor.ladder.values_list("rung", "after_minutes")) == list(
        policy.ladder.values_list("rung", "after_minutes")
    )
    assert policy.ladder.count() == 4


def test_a_followed_service_keeps_its_steps_papers_questions_and_fees(catalogue):
    service = ServiceItem.objects.get(code="repair")

    successor = follow_version(row=service, valid_from=NEW_YEAR, at=NOW)

    for name in ("steps", "documents", "questions"):
        assert getattr(successor, name).count() == getattr(service, name).count() > 0
    assert set(successor.fees.all()) == set(service.fees.all())


def test_a_followed_fee_stands_on_the_same_pages(catalogue):
    fee = FeeItem.objects.get(code="hose")

    successor = follow_version(row=fee, valid_from=NEW_YEAR, at=NOW)

    assert set(successor.service_items.all()) == set(fee.service_items.all()) != set()


def test_a_followed_standard_takes_its_numbers_along(catalogue):
    standard = ServiceStandard.objects.get(code="complaint-answered")
    running = standard.policies.valid_on(NEW_YEAR).count()

    successor = follow_version(row=standard, valid_from=NEW_YEAR, at=NOW)

    assert successor.policies.valid_on(NEW_YEAR).count() == running == 3
    assert not standard.policies.valid_on(NEW_YEAR).exists()
    assert standard.policies.valid_on(date(2026, 12, 31)).count() == running


def test_a_standard_taken_back_gives_its_numbers_back(catalogue):
    standard = ServiceStandard.objects.get(code="complaint-answered")
    before = sorted(SlaPolicy.objects.values_list())
    successor = follow_version(row=standard, valid_from=NEW_YEAR, at=NOW)

    withdraw_version(row=successor, at=NOW)

    standard.refresh_from_db()
    assert standard.valid_until is None
    assert sorted(SlaPolicy.objects.values_list()) == before


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2026, 11, 23), date(2023, 1, 1)])
def test_nobody_changes_a_promise_for_days_that_have_begun(catalogue, day):
    with pytest.raises(VersionTooEarly):
        follow_version(row=SlaPolicy.objects.get(kind_code="meter-test"), valid_from=day, at=NOW)


def test_only_the_latest_version_is_followed(catalogue):
    policy = SlaPolicy.objects.get(kind_code="meter-test")
    follow_version(row=policy, valid_from=NEW_YEAR, at=NOW)

    with pytest.raises(VersionEnded):
        follow_version(row=policy, valid_from=date(2027, 2, 1), at=NOW)


def test_what_has_begun_stays_in_the_record(catalogue):
    policy = SlaPolicy.objects.get(kind_code="meter-test")

    with pytest.raises(VersionBegun):
        withdraw_version(row=policy, at=NOW)

    assert SlaPolicy.objects.filter(pk=policy.pk).exists()
