"""Needs: declared with consent, seen by few, looked at again each year."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.http import Http404

from gasservice.registry.access import get_need, needs_visible_to
from gasservice.registry.actions.needs import (
    AlreadyDeclared,
    ConsentNeeded,
    NeedEnded,
    NotYours,
    confirm_need,
    declare_need,
    end_need,
    mark_reviewed,
)
from gasservice.registry.models import PriorityNeed
from gasservice.registry.queries import needs_of, needs_to_review
from gasservice.users.terms import Role
from tests.registry.conftest import NOW, TODAY, person

pytestmark = pytest.mark.django_db
NEXT_YEAR = date(2027, 11, 23)


@pytest.fixture
def declare(home, mei):
    def declare(by, **changes) -> PriorityNeed:
        facts = {"kind": "illness", "details": "Oxygen at night", "has_consent": True, "at": NOW}
        return declare_need(premise=home, customer=mei, by=by, **facts | changes)

    return declare


def test_a_customer_declares_a_need_that_is_looked_at_again_in_a_year(declare, home, mei_user):
    need = declare(mei_user)

    assert list(needs_of(home)) == [need]
    assert (need.review_on, need.consent_at, need.confirmed_at) == (NEXT_YEAR, NOW, None)


def test_a_need_of_a_leap_day_is_looked_at_on_the_28th(declare, mei_user):
    need = declare(mei_user, at=datetime(2028, 2, 29, 4, tzinfo=UTC))

    assert need.review_on == date(2029, 2, 28)


def test_without_consent_nothing_is_kept(declare, mei_user):
    with pytest.raises(ConsentNeeded):
        declare(mei_user, has_consent=False)

    assert not PriorityNeed.objects.exists()


def test_the_same_need_stands_once_and_may_come_back(declare, mei_user):
    need = declare(mei_user)
    with pytest.raises(AlreadyDeclared):
        declare(mei_user)

    end_need(need=need, by=mei_user, at=NOW)
    assert declare(mei_user).pk != need.pk


def test_an_ended_need_forgets_what_was_written_and_stays_ended(declare, home, mei_user):
    need = end_need(need=declare(mei_user), by=mei_user, at=NOW)

    assert (need.details, list(needs_of(home))) == ("", [])
    with pytest.raises(NeedEnded):
        mark_reviewed(need=need, by=mei_user, at=NOW)


@pytest.mark.parametrize("role", [Role.AGENT, Role.SUPERVISOR, Role.FIELD_WORKER])
def test_who_acts_on_the_premise_sees_and_confirms_a_need(declare, mei_user, role):
    need, worker = declare(mei_user), person("li", role)

    confirmed = confirm_need(need=get_need(worker, need.pk), by=worker, at=NOW)

    assert (confirmed.confirmed_by, confirmed.confirmed_at) == (worker, NOW)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.VOLUNTEER, Role.PARTY, Role.STANDARDS_OFFICER, Role.CUSTOMER])
def test_nobody_else_sees_confirms_or_changes_it(declare, mei_user, role):
    need, stranger = declare(mei_user), person("x", role)

    assert not needs_visible_to(stranger).exists()
    with pytest.raises(Http404):
        get_need(stranger, need.pk)
    for act in (confirm_need, end_need, mark_reviewed):
        with pytest.raises(NotYours):
            act(need=need, by=stranger, at=NOW)


def test_a_customer_cannot_confirm_their_own_need(declare, mei_user):
    with pytest.raises(NotYours):
        confirm_need(need=declare(mei_user), by=mei_user, at=NOW)


def test_a_need_declared_at_the_desk_is_seen_by_the_customer_it_is_for(declare, mei_user):
    need = declare(person("li", Role.AGENT))

    assert get_need(mei_user, need.pk) == need


def test_who_declared_a_need_at_work_and_now_audits_sees_it_no_more(declare, mei):
    li = person("li", Role.AGENT)
    declare(li)

    li.role = Role.AUDITOR

    assert not needs_visible_to(li).exists()


@pytest.mark.parametrize(("days", "is_due"), [(31, False), (30, True), (0, True), (-5, True)])
def test_a_review_is_near_a_month_ahead(declare, mei_user, days, is_due):
    need = declare(mei_user)
    PriorityNeed.objects.update(review_on=TODAY + timedelta(days=days))

    assert list(needs_to_review(TODAY)) == [need] * is_due


def test_a_reviewed_need_stands_for_another_year(declare, mei_user):
    need = declare(mei_user, at=NOW - timedelta(days=364))
    PriorityNeed.objects.update(review_reminded_at=NOW)

    reviewed = mark_reviewed(need=need, by=mei_user, at=NOW)

    assert (reviewed.review_on, reviewed.review_reminded_at) == (NEXT_YEAR, None)
