"""Whose gas was connected is asked a day later how it was, once."""

from datetime import timedelta

import pytest

from gasservice.cases.actions.work import close_case, resolve_case
from gasservice.cases.models import SurveyInvitation
from gasservice.notices.models import Delivery
from repairs.actions.connection_surveys import ask_about_connections
from repairs.models import Project
from tests.cases.aftercare import publish_rule
from tests.repairs.connections.cast import MONDAY_NINE

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_connection_is_asked_about_once_and_its_closing_not_again(project, ann):
    publish_rule()
    Project.objects.filter(pk=project.pk).update(finished_at=MONDAY_NINE, due_at=None)
    resolve_case(case=project.case, finding="done", words="Gas is on.", by=ann, at=MONDAY_NINE)

    assert ask_about_connections(at=MONDAY_NINE + timedelta(hours=20)) == 0
    assert ask_about_connections(at=MONDAY_NINE + DAY) == 1
    assert ask_about_connections(at=MONDAY_NINE + DAY) == 0
    close_case(case=project.case, by=ann, at=MONDAY_NINE + 7 * DAY)

    asked = SurveyInvitation.objects.get()
    assert (asked.occasion, asked.case, asked.handler) == ("connection", project.case, ann)
    assert Delivery.objects.filter(notice__topic="connection-survey").exists()
