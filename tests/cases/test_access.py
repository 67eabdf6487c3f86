"""Who sees a case and who may do what: one rule, read line by line."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from gasservice.cases.access import acts_open_to, get_case, get_tracked_case, may, visible_to
from gasservice.cases.models import CaseParticipant
from gasservice.cases.secrets import hash_of
from gasservice.cases.terms import Act, Part, Status
from gasservice.registry.models import Customer
from gasservice.users.models import Team, User
from gasservice.users.terms import Role
from tests.cases.conftest import three

pytestmark = pytest.mark.django_db


@pytest.fixture
def other_team(db):
    return Team.objects.create(code="south", **three("name", "South"))


def somebody(role: str, **facts) -> User:
    return User.objects.create_user(f"{role}@somewhere.example", name=role, role=role, **facts)


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.CUSTOMER, False),
        (Role.AGENT, True),
        (Role.FIELD_WORKER, False),
        (Role.SUPERVISOR, True),
        (Role.STANDARDS_OFFICER, True),
        (Role.AUDITOR, True),
        (Role.VOLUNTEER, False),
        (Role.PARTY, False),
    ],
)
def test_each_role_sees_what_it_answers_for(case, other_team, role, sees):
    stranger = somebody(role, team=other_team)

    assert visible_to(stranger).filter(pk=case.pk).exists() is sees


def test_nobody_signed_in_sees_a_case(case):
    assert not visible_to(AnonymousUser()).exists()


def test_somebody_who_left_sees_nothing(case, cast):
    cast["alice"].is_active = False

    assert not visible_to(cast["alice"]).exists()


def test_a_field_worker_sees_the_cases_of_the_team(case, team):
    assert case in visible_to(somebody(Role.FIELD_WORKER, team=team))


def test_a_customer_sees_what_they_filed_and_what_is_theirs(case):
    filer, holder = somebody(Role.CUSTOMER), somebody("party")
    case.filed_by = filer
    case.customer = Customer.objects.create(code="C1", name="Chen", user=holder)
    case.save()

    assert case in visible_to(filer)
    assert case in visible_to(holder)


def test_whoever_is_named_sees_nothing_of_it(case, cast):
    CaseParticipant.objects.create(case=case, user=cast["sun"], part=Part.NAMED)

    assert case not in visible_to(cast["sun"])
    with pytest.raises(Http404):
        get_case(cast["sun"], case.reference)


def test_a_stranger_is_told_that_there_is_nothing(case):
    with pytest.raises(Http404):
        get_case(somebody(Role.CUSTOMER), case.reference)


def test_a_number_that_is_none_finds_nothing(cast):
    with pytest.raises(Http404):
        get_case(cast["alice"], "nonsense")


def test_a_colleague_may_read_and_note_but_not_resolve(case, cast):
    assert get_case(cast["bob"], case.reference, to=Act.NOTE) == case
    with pytest.raises(PermissionDenied):
        get_case(cast["bob"], case.reference, to=Act.RESOLVE)


def test_the_owner_and_the_leads_work_it(case, cast):
    for name in ("alice", "lee", "sun", "hu"):
        assert get_case(cast[name], case.reference, to=Act.RESOLVE) == case


def test_only_leads_assign(case, cast):
    assert may(cast["lee"], Act.ASSIGN, case)
    assert not may(cast["alice"], Act.ASSIGN, case)


def test_an_unowned_case_is_taken_by_its_team_only(case, cast, other_team):
    case.owner, case.status = None, Status.OPEN
    stranger = somebody(Role.AGENT, team=other_team)

    assert may(cast["bob"], Act.TAKE, case)
    assert not may(cast["bob"], Act.REPLY, case)
    assert not may(stranger, Act.TAKE, case)


def test_an_auditor_only_reads(case):
    assert acts_open_to(somebody(Role.AUDITOR), case) == [Act.READ]


def test_a_customer_writes_and_withdraws_but_never_resolves(case):
    assert acts_open_to(somebody(Role.CUSTOMER), case) == [Act.READ, Act.WRITE, Act.WITHDRAW]


def test_the_acts_follow_the_status(case, cast):
    assert Act.CLOSE not in acts_open_to(cast["alice"], case)

    case.status = Status.RESOLVED

    assert {Act.CLOSE, Act.REOPEN} < set(acts_open_to(cast["alice"], case))
    assert Act.RESOLVE not in acts_open_to(cast["alice"], case)


def test_the_secret_opens_the_case_and_the_number_alone_does_not(case):
    case.secret_hash = hash_of("K7QM-2F9D-XW4T")
    case.save()

    assert get_tracked_case(case.reference, "k7qm 2f9d xw4t") == case
    with pytest.raises(Http404):
        get_tracked_case(case.reference, "")


def test_the_rule_asks_the_database_once(case, cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        loaded = get_case(cast["alice"], case.reference, to=Act.REPLY)
        acts_open_to(cast["alice"], loaded)
