"""Work that one door asks of another: the case stays where it is, under a promise of its own."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from gasservice.cases.access import acts_open_to
from gasservice.cases.actions.erasing import erase_case
from gasservice.cases.actions.filing import NoTeamForThis
from gasservice.cases.actions.referring import NothingPromised, answer_work, ask_for_work
from gasservice.cases.actions.work import NotPossibleNow, close_case, reopen_case, resolve_case
from gasservice.cases.models import Case, CaseEvent, Commitment, Routing, WorkReferral
from gasservice.cases.queries.story import story_for_customer, story_for_staff
from gasservice.cases.terms import Act, WorkAsked
from gasservice.notices.models import Delivery, Notice
from gasservice.registry.models import Community, District
from gasservice.standards.models import SlaPolicy
from gasservice.users.models import Team, User
from gasservice.users.terms import Role
from tests.cases.conftest import MONDAY_NINE, hours, three

pytestmark = pytest.mark.django_db
LATER = MONDAY_NINE + hours(3)


@pytest.fixture
def crews(db):
    team = Team.objects.create(code="crews", **three("name", "Crews"))
    Routing.objects.create(door="repairs", team=team)
    return team


@pytest.fixture(autouse=True)
def published(policy):
    """A meter is read again within three working days, and tested within five."""
    facts = {"door": "complaints", "unit": "working_days", "valid_from": policy.valid_from, "warn_minutes": 60}
    facts |= {"calendar": policy.calendar, "standard": policy.standard}
    for promise, days in {"meter_read": 3, "meter_test": 5}.items():
        SlaPolicy.objects.create(promise=promise, allowance=days, **facts)


@pytest.fixture
def wang(crews):
    return User.objects.create_user("wang@gas.example", name="wang", role=Role.FIELD_WORKER, team=crews)


def ask(case, by, asked=WorkAsked.METER_READ, words="The last index looks too high") -> WorkReferral:
    return ask_for_work(case=case, asked=asked, words=words, by=by, at=MONDAY_NINE)


def answer(referral, by, words="M1: 980.5 m³", at=LATER) -> WorkReferral:
    return answer_work(referral=referral, answer=words, by=by, at=at)


def test_asking_leaves_door_and_owner_alone_and_promises_when(case, cast, crews):
    referral = ask(case, cast["alice"])

    after = Case.objects.get(pk=case.pk)
    assert (after.door, after.owner, after.team) == (case.door, case.owner, case.team)
    assert (referral.to_door, referral.team) == ("repairs", crews)
    assert referral.commitment.promise == "meter_read"
    assert referral.commitment.due_at == MONDAY_NINE.replace(day=26, hour=9)  # Thursday, close of business
    assert after.next_due_at == referral.commitment.due_at


def test_asking_again_is_asking_once_and_another_thing_is_another(case, cast, crews):
    first, again, other = (ask(case, cast["alice"], asked) for asked in ("meter_read", "meter_read", "meter_test"))

    assert first == again != other
    assert set(Commitment.objects.values_list("promise", flat=True)) == {"meter_read", "meter_test"}


def test_nobody_is_asked_for_what_we_published_no_time_for(case, cast, crews):
    with pytest.raises(NothingPromised):
        ask(case, cast["alice"], WorkAsked.OTHER)
    assert not CaseEvent.objects.exists()


def test_the_team_that_goes_there_is_asked(case, cast, crews):
    north = District.objects.create(code="n", **three("name", "North"))
    near = Team.objects.create(code="near", **three("name", "Near"))
    Routing.objects.create(door="repairs", district=north, team=near)
    case.community = Community.objects.create(code="C1", district=north, name="滨河花园")
    case.save()

    assert ask(case, cast["alice"]).team == near


def test_where_no_team_goes_nobody_is_asked(case, cast):
    with pytest.raises(NoTeamForThis):
        ask(case, cast["alice"])
    assert not CaseEvent.objects.exists()


def test_an_answer_keeps_the_promise_once_and_tells_the_owner(case, cast, crews, wang):
    referral = answer(ask(case, cast["alice"]), wang)

    assert referral.answered_by == wang
    assert Commitment.objects.get().is_kept
    assert Case.objects.get(pk=case.pk).next_due_at is None
    told = Notice.objects.get(topic="work-answered")
    assert set(Delivery.objects.filter(notice=told).values_list("user__name", flat=True)) == {"alice"}
    with pytest.raises(NotPossibleNow):
        answer(referral, wang, words="another")
    assert WorkReferral.objects.get().answer == "M1: 980.5 m³"


def test_nobody_is_told_of_a_case_that_nobody_has(case, cast, crews, wang):
    referral = ask(case, cast["alice"])
    Case.objects.filter(pk=case.pk).update(owner=None, status="open")

    assert answer(referral, wang).is_answered
    assert not Delivery.objects.exists()


def test_after_an_answer_it_can_be_asked_again(case, cast, crews, wang):
    first = answer(ask(case, cast["alice"]), wang)

    assert ask(case, cast["alice"]) != first
    assert Commitment.objects.running().count() == 1


def test_it_ends_with_its_case_and_does_not_come_back(case, cast, crews, wang):
    referral = ask(case, cast["alice"])
    resolve_case(case=case, finding="informed", words="The index is right.", by=cast["alice"], at=LATER)

    referral.refresh_from_db()
    assert referral.ended_at == LATER
    with pytest.raises(NotPossibleNow):
        answer(referral, wang, at=LATER + hours(1))
    reopen_case(case=case, because="no", by=None, at=LATER + hours(2))
    assert not WorkReferral.objects.standing().exists()


def test_a_case_of_the_crews_own_door_has_a_work_order_instead(case, cast, crews):
    Case.objects.filter(pk=case.pk).update(door="repairs")
    case.refresh_from_db()

    assert Act.ASK_WORK not in acts_open_to(cast["alice"], case)
    with pytest.raises(NotPossibleNow):
        ask(case, cast["alice"])


def test_the_owner_asks_and_a_colleague_does_not(case, cast):
    assert Act.ASK_WORK in acts_open_to(cast["alice"], case)
    assert Act.ASK_WORK not in acts_open_to(cast["bob"], case)


def test_the_story_says_it_in_plain_words(case, cast, crews, wang):
    answer(ask(case, cast["alice"]), wang)

    told = [(entry.title, entry.words) for entry in story_for_customer(case)]
    assert told == [
        ("We asked our crews: Read the meter again", "The last index looks too high"),
        ("Our crews have done so: Read the meter again", "M1: 980.5 m³"),
        ("Promise kept: Our people read your meter again", ""),
    ]
    assert [entry.title for entry in story_for_staff(case)] == [
        "alice asked the crews: Read the meter again",
        "wang answered: Read the meter again",
        "Promise kept: Our people read your meter again",
    ]


def test_the_desk_asks_on_the_page_of_the_case(client, case, cast, crews):
    client.force_login(cast["alice"])
    page = reverse("case-act", args=[case.reference, "ask_work"])

    assert b"meter_test" in client.get(page).content
    bare = client.post(page, {"asked": "meter_read", "words": ""})
    assert bare.status_code == 200
    assert not WorkReferral.objects.exists()
    client.post(page, {"asked": "meter_read", "words": "Too high"})
    assert WorkReferral.objects.get().words == "Too high"


def test_erasing_a_case_forgets_what_was_asked_and_answered(case, cast, crews, wang):
    answer(ask(case, cast["alice"]), wang)
    resolve_case(case=case, finding="informed", words="Right.", by=cast["alice"], at=LATER)
    close_case(case=case, by=cast["alice"], at=LATER)
    erase_case(case=case, by=None, at=LATER + timedelta(days=1))

    assert list(WorkReferral.objects.values_list("words", "answer")) == [("", "")]


@pytest.mark.parametrize(
    "wrong",
    [{"answered_at": LATER}, {"ended_at": LATER, "answered_at": LATER}, {"answered_at": MONDAY_NINE - hours(1)}],
)
def test_the_database_refuses_what_cannot_be(case, cast, crews, wrong):
    referral = ask(case, cast["alice"])

    with pytest.raises(IntegrityError), transaction.atomic():
        WorkReferral.objects.filter(pk=referral.pk).update(**wrong)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_answer_at_once_one_does(case, cast, crews, wang):
    referral = ask(case, cast["alice"])

    def press(n: int) -> bool:
        with closing(connection):
            try:
                return bool(answer(referral, wang, words=str(n)))
            except NotPossibleNow:
                return False

    with ThreadPoolExecutor(3) as hands:
        assert sum(hands.map(press, range(3))) == 1
    assert CaseEvent.objects.filter(kind="work_answered").count() == 1
