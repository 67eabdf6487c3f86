"""Whom we ask how it was, when, how often, and what becomes of the answer."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from gasservice.cases.actions.asking import ask_about_outages, ask_about_visits
from gasservice.cases.actions.survey import invite_to_rate, rate_case
from gasservice.cases.actions.work import close_case, reopen_case, resolve_case
from gasservice.cases.models import Appointment, Case, Routing, SurveyInvitation, SurveyResponse
from gasservice.cases.secrets import secret_of_survey
from gasservice.notices.models import Delivery
from gasservice.registry.models import Customer, GasAccount, Interruption, ServicePoint, Tenure
from gasservice.standards.models import CaseKind
from tests.cases.aftercare import close, promise_calls, publish_rule
from tests.cases.conftest import MONDAY_NINE, SINCE, hours, three
from tests.registry.conftest import district, garden, outage_in, premise_in  # noqa: F401

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def visited(case: Case, at, **facts) -> Appointment:
    facts = {"purpose": "repair", "state": "kept", "arrived_at": at, "booked_at": at, "changed_at": at} | facts
    return Appointment.objects.create(case=case, window_from=at, window_until=at + hours(2), **facts)


@pytest.fixture
def reachable(case):
    Case.objects.filter(pk=case.pk).update(contact_email="mei@home.example")
    case.refresh_from_db()
    return case


@pytest.fixture
def rule(db):
    return publish_rule()


def test_each_closing_is_asked_about_once_with_who_had_the_case(case, cast, team):
    closed = close(case, cast["alice"], MONDAY_NINE)
    again = invite_to_rate(case=closed, at=MONDAY_NINE + hours(1))

    asked = SurveyInvitation.objects.get()
    assert (asked.occasion, asked.handler, asked.team) == ("closing", cast["alice"], team)
    assert again.invitation == asked
    reopen_case(case=closed, because="No", by=cast["alice"], at=MONDAY_NINE + DAY)
    resolve_case(case=closed, finding="done", words="Now.", by=cast["alice"], at=MONDAY_NINE + DAY)
    close_case(case=closed, by=cast["alice"], at=MONDAY_NINE + 2 * DAY)
    assert SurveyInvitation.objects.count() == 2


def test_a_visit_of_a_day_ago_is_asked_about_once_by_its_link(client, reachable, rule):
    visit = visited(reachable, MONDAY_NINE)

    assert ask_about_visits(at=MONDAY_NINE + hours(23)) == 0
    assert ask_about_visits(at=MONDAY_NINE + hours(25)) == 1
    assert ask_about_visits(at=MONDAY_NINE + hours(26)) == 0

    asked = SurveyInvitation.objects.get()
    link = Delivery.objects.get(notice__topic="visit-survey").link
    assert (asked.appointment, asked.occasion) == (visit, "visit")
    assert link == reverse("rate", args=[secret_of_survey(asked.key)])


def test_the_closing_soon_after_a_visit_is_not_asked_about_again(reachable, rule, cast):
    visited(reachable, MONDAY_NINE)
    ask_about_visits(at=MONDAY_NINE + DAY)

    close(reachable, cast["alice"], MONDAY_NINE + 3 * DAY)

    assert [row.occasion for row in SurveyInvitation.objects.all()] == ["visit"]


def test_the_closing_long_after_a_visit_is_asked_about(reachable, rule, cast):
    visited(reachable, MONDAY_NINE)
    ask_about_visits(at=MONDAY_NINE + DAY)

    close(reachable, cast["alice"], MONDAY_NINE + 20 * DAY)

    assert SurveyInvitation.objects.filter(occasion="closing").count() == 1


@pytest.mark.parametrize("facts", [{"state": "no_access"}, {"arrived_at": MONDAY_NINE - 9 * DAY}])
def test_a_visit_that_was_none_or_is_long_ago_is_not_asked_about(reachable, rule, facts):
    visited(reachable, MONDAY_NINE, **facts)

    assert ask_about_visits(at=MONDAY_NINE + DAY) == 0


def test_a_settled_case_is_asked_about_at_its_closing_alone(reachable, rule, cast):
    visited(reachable, MONDAY_NINE)
    resolve_case(case=reachable, finding="done", words="Done.", by=cast["alice"], at=MONDAY_NINE)

    assert ask_about_visits(at=MONDAY_NINE + DAY) == 0


def test_without_a_rule_nobody_is_asked_but_after_a_closing(reachable, cast):
    visited(reachable, MONDAY_NINE)

    assert ask_about_visits(at=MONDAY_NINE + DAY) == 0
    assert SurveyInvitation.objects.count() == 0
    close(reachable, cast["alice"], MONDAY_NINE)
    assert SurveyInvitation.objects.count() == 1


@pytest.fixture
def dark(team, garden, calendar):  # noqa: F811
    """A community whose gas was off yesterday: nine holders, one of whom nobody can reach."""
    CaseKind.objects.create(door="complaints", code="outage", valid_from=SINCE, **three("name", "Cut off"))
    Routing.objects.create(door="complaints", team=team)
    for number in range(1, 10):
        point = ServicePoint.objects.create(code=f"S{number}", premise=premise_in(garden, "1", "1", str(number)))
        account = GasAccount.objects.create(number=f"100{number}", service_point=point, opened_on=SINCE)
        email = f"k{number}@home.example" if number > 1 else ""
        customer = Customer.objects.create(code=f"K{number}", name=f"K{number}", email=email, language="en")
        Tenure.objects.create(gas_account=account, customer=customer, held_from=SINCE)
    outage = outage_in(garden, starts_at=MONDAY_NINE)
    Interruption.objects.filter(pk=outage.pk).update(started_at=MONDAY_NINE, restored_at=MONDAY_NINE + hours(4))
    return outage


def test_after_an_outage_some_are_asked_once_and_the_same_whenever_drawn(dark):
    publish_rule(outage_sample=3)
    at = MONDAY_NINE + hours(30)

    with transaction.atomic():
        ask_about_outages(at=at)
        first = set(SurveyInvitation.objects.values_list("gas_account__number", flat=True))
        transaction.set_rollback(True)
    assert ask_about_outages(at=at) == 3
    assert ask_about_outages(at=at + hours(1)) == 0

    asked = SurveyInvitation.objects.all()
    assert {row.gas_account.number for row in asked} == first
    assert "1001" not in first
    told = Delivery.objects.filter(notice__topic="outage-survey", channel="email")
    assert {row.link for row in told} == {reverse("rate", args=[secret_of_survey(row.key)]) for row in asked}


def test_who_was_asked_lately_is_not_drawn(dark, rule):
    ask_about_outages(at=MONDAY_NINE + hours(30))
    again = outage_in(*[area.community for area in dark.current.areas.all()], starts_at=MONDAY_NINE, reference="T-2")
    Interruption.objects.filter(pk=again.pk).update(started_at=MONDAY_NINE, restored_at=MONDAY_NINE + 2 * DAY)

    assert ask_about_outages(at=MONDAY_NINE + 4 * DAY) == 0


def test_a_bad_answer_about_an_outage_becomes_a_complaint_to_call_about(dark, rule, calendar):
    promise_calls(calendar)
    ask_about_outages(at=MONDAY_NINE + hours(30))
    asked, at = SurveyInvitation.objects.first(), MONDAY_NINE + hours(31)

    for _press in range(2):
        rate_case(invitation=asked, score=1, at=at, words="Nobody told me.")

    opened = asked.follow_up
    assert Case.objects.get() == opened.case
    assert (opened.case.customer, opened.case.gas_account) == (asked.customer, asked.gas_account)
    assert opened.case.messages.get().body == "Nobody told me."
    assert opened.commitment.promise == "follow_up"


@pytest.mark.parametrize("wrong", [{"ease": 8}, {"ease": 0}, {"recommend": 11}, {"score": 6}])
def test_the_database_keeps_answers_within_their_scales(case, cast, wrong):
    invitation = invite_to_rate(case=close(case, cast["alice"], MONDAY_NINE), at=MONDAY_NINE).invitation
    facts = {"invitation": invitation, "score": 4, "answered_at": MONDAY_NINE} | wrong

    with pytest.raises(IntegrityError):
        SurveyResponse.objects.create(**facts)


def test_a_press_keeps_what_was_said_before(case, cast):
    invitation = invite_to_rate(case=close(case, cast["alice"], MONDAY_NINE), at=MONDAY_NINE).invitation
    rate_case(invitation=invitation, score=3, at=MONDAY_NINE, ease=6, recommend=0, words="Slow.")

    response = rate_case(invitation=invitation, score=4, at=MONDAY_NINE + hours(1))

    assert (response.score, response.ease, response.recommend, response.words) == (4, 6, 0, "Slow.")


def test_the_link_asks_more_after_the_press_and_thanks(client, case, cast):
    now = timezone.now()
    address = reverse("rate", args=[invite_to_rate(case=close(case, cast["alice"], now), at=now).secret])

    more = client.post(address, {"score": "4"}, follow=True)
    thanks = client.post(address, {"score": "4", "ease": "7", "recommend": "9", "words": ""}, follow=True)

    assert more.text.count('name="ease"') == 7
    assert more.text.count('name="recommend"') == 11
    assert "Thank you" in thanks.text
    response = SurveyResponse.objects.get()
    assert (response.score, response.ease, response.recommend, response.is_solved) == (4, 7, 9, None)


def test_an_old_link_without_a_key_goes_on_working(client, case):
    from gasservice.cases.secrets import hash_of_link

    now = timezone.now()
    facts = {"sent_at": now, "expires_at": now + DAY, "team": case.team}
    for secret in ("old", "older"):
        SurveyInvitation.objects.create(case=case, secret_hash=hash_of_link(secret), **facts)

    client.post(reverse("rate", args=["old"]), {"score": "5"})

    assert SurveyResponse.objects.get().invitation.occasion == "closing"


def test_about_an_outage_nobody_is_asked_whether_it_is_solved_or_easy(client, dark, rule):
    now = timezone.now()
    ask_about_outages(at=MONDAY_NINE + hours(30))
    asked = SurveyInvitation.objects.first()
    SurveyInvitation.objects.filter(pk=asked.pk).update(expires_at=now + DAY)

    more = client.post(reverse("rate", args=[secret_of_survey(asked.key)]), {"score": "4"}, follow=True)

    assert more.text.count('name="recommend"') == 11
    assert 'name="ease"' not in more.text
    assert 'name="is_solved"' not in more.text
