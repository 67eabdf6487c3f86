"""Filing: one form, one case, one team, however often it is sent."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from uuid import uuid4

import pytest
from django.db import connection

from gasservice.cases.actions.filing import NoTeamForThis, open_case
from gasservice.cases.models import Case, Routing
from gasservice.cases.references import read_reference
from gasservice.cases.secrets import is_secret_of
from gasservice.notices.models import NoticeText
from gasservice.registry.models import Community, District
from gasservice.users.models import Team
from tests.cases.conftest import MONDAY_NINE, three

pytestmark = pytest.mark.django_db


@pytest.fixture
def routing(team):
    return Routing.objects.create(door="complaints", team=team)


def file_one(kind, **facts):
    return open_case(kind=kind, words="The late charge is wrong.", by=None, at=MONDAY_NINE, channel="web", **facts)


def test_a_case_has_a_number_a_team_its_words_and_its_promises(kind, routing, policy):
    filed = file_one(kind, contact_name="Mei")

    case = Case.objects.get(pk=filed.case.pk)
    assert read_reference(case.reference) == case.reference
    assert (case.team, case.status, case.owner) == (routing.team, "open", None)
    assert case.messages.get().body == "The late charge is wrong."
    assert case.next_due_at == case.commitments.get().due_at
    assert case.events.get().kind == "opened"
    assert case.last_event_id == case.events.get().pk


def test_a_customer_reads_what_is_promised_in_their_own_language(kind, routing, policy):
    file_one(kind, contact_email="mei@example.com", language="zh-hans")

    assert "- 首次答复：11月23日（周一）17:00前" in NoticeText.objects.get(language="zh-hans").body


def test_its_secret_is_known_to_the_customer_alone(kind, routing):
    filed = file_one(kind)

    assert filed.secret not in filed.case.secret_hash
    assert is_secret_of(filed.secret, filed.case.secret_hash)
    assert not is_secret_of("guess", filed.case.secret_hash)


def test_the_same_form_sent_twice_is_one_case_with_one_link(kind, routing):
    submission = uuid4()

    first, second = (file_one(kind, submission=submission) for _ in range(2))

    assert (first.is_new, second.is_new) == (True, False)
    assert (first.case.pk, first.secret) == (second.case.pk, second.secret)
    assert Case.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_many_times_at_once_is_one_case(kind, routing):
    submission = uuid4()

    def send(_) -> bool:
        with closing(connection):
            return file_one(kind, submission=submission).is_new

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(send, range(8)))

    assert sum(answers) == Case.objects.count() == 1


def test_the_most_particular_routing_finds_the_team(kind, routing):
    north = District.objects.create(code="n", **three("name", "North"))
    here = Community.objects.create(code="C1", district=north, name="滨河花园")
    bills, local = (Team.objects.create(code=code, **three("name", code)) for code in ("bills", "local"))
    Routing.objects.create(door="complaints", district=north, team=local)

    assert file_one(kind).case.team == routing.team
    assert file_one(kind, community=here).case.team == local

    Routing.objects.create(door="complaints", kind_code="late-charge", team=bills)
    assert file_one(kind, community=here).case.team == bills


def test_it_says_so_when_nobody_works_such_cases(kind):
    with pytest.raises(NoTeamForThis):
        file_one(kind)
    assert not Case.objects.exists()


def test_an_emergency_goes_where_leaks_go_whatever_door_it_came_through(kind, routing):
    emergency = Team.objects.create(code="emergency", **three("name", "Emergency"))
    Routing.objects.create(door="repairs", kind_code="leak", team=emergency)

    urgent, usual = file_one(kind, priority="emergency").case, file_one(kind).case

    assert (urgent.team, usual.team) == (emergency, routing.team)
