"""Every emergency is promised around the clock, whatever door and kind it came through."""

import pytest

from gasservice.standards.models import CaseKind
from gasservice.standards.queries import policies_for
from gasservice.standards.terms import Promise
from tests.cases.conftest import MONDAY_NINE
from tests.shelf import publish_catalogue

pytestmark = pytest.mark.django_db
DAY = 24 * 60


def test_the_clock_of_an_emergency_runs_day_and_night_for_every_kind():
    publish_catalogue()
    today = MONDAY_NINE.date()

    for kind in CaseKind.objects.valid_on(today):
        policies = policies_for(kind, "emergency", today)

        assert set(policies) == {Promise.ACKNOWLEDGED, Promise.FIRST_ANSWER, Promise.RESOLUTION}, kind
        assert {policy.unit for policy in policies.values()} == {"calendar_minutes"}, kind
        assert {policy.calendar.code for policy in policies.values()} == {"round-the-clock"}, kind
        assert policies[Promise.RESOLUTION].allowance <= DAY, kind
