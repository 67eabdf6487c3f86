"""The cast of the cases, and an idea that somebody wrote."""

import pytest

from complaints.actions import open_complaint
from gasservice.cases.actions.work import take_case
from gasservice.cases.models import Routing
from gasservice.standards.models import CaseKind
from tests.cases.conftest import MONDAY_NINE, SINCE, calendar, cast, kind, policy, team, three  # noqa: F401

AT = MONDAY_NINE


@pytest.fixture
def idea_kind(team, policy):  # noqa: F811
    Routing.objects.create(door="complaints", team=team)
    return CaseKind.objects.create(door="complaints", code="suggestion", valid_from=SINCE, **three("name", "Idea"))


@pytest.fixture
def write_idea(idea_kind, cast):  # noqa: F811
    """Let Chen Guilan write an idea; alice has it."""

    def write(words="营业厅中午能不能不关门？", may_publish=True, taken=True, **facts):
        person = {"contact_name": "陈桂兰", "contact_phone": "+8613800138000", "contact_email": "chen@home.example"}
        told = {"title": words[:60], "channel": "web", **person, **facts}
        filed = open_complaint(kind=idea_kind, words=words, by=None, at=AT, may_publish=may_publish, **told)
        return take_case(case=filed.case, by=cast["alice"], at=AT) if taken else filed.case

    return write
