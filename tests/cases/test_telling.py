"""Telling the people of a case: the customer as things happen, each of us once after however long a silence."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from django.db import connection
from django.urls import reverse

from gasservice.cases.actions.filing import open_case
from gasservice.cases.actions.promises import escalate_due, make_promises
from gasservice.cases.actions.telling import LISTED, tell_escalations
from gasservice.cases.actions.work import hold_case, reply_to_customer, take_case
from gasservice.cases.models import Case, Escalation, Routing
from gasservice.cases.references import reference_of
from gasservice.notices.models import Delivery, Notice
from gasservice.users.models import User
from tests.cases.conftest import MONDAY_NINE, hours

pytestmark = pytest.mark.django_db


def many(case, count: int) -> list[Case]:
    """Make more cases like this one, with its promises."""
    made = []
    for number in range(count):
        copy = Case.objects.get(pk=case.pk)
        copy.pk, copy.reference = None, reference_of(20_000_000 + number)
        copy.save(force_insert=True)
        make_promises(case=copy, at=MONDAY_NINE)
        made.append(copy)
    return made


def digests() -> list[Notice]:
    return list(Notice.objects.filter(topic="case-escalated-digest"))


def test_after_a_long_silence_each_person_gets_one_letter(case, cast, policy):
    many(case, LISTED + 5)
    late = MONDAY_NINE + hours(24 * 14)
    escalate_due(at=late)

    told = tell_escalations(at=late)

    assert told == len(digests()) == 4  # owner, lead, supervisor, head
    to_head = Delivery.objects.get(user=cast["hu"], channel="email").notice
    words = to_head.texts.get()
    assert words.subject == f"{LISTED + 5} cases need you now"
    assert words.body.count("A late charge") == LISTED
    assert "5 more stand in your queue." in words.body


def test_what_was_told_is_not_told_again(case, cast, policy):
    many(case, 1)
    late = MONDAY_NINE + hours(24 * 14)
    escalate_due(at=late)

    tell_escalations(at=late)
    again = tell_escalations(at=late + hours(1))

    assert again == 0
    assert not Escalation.objects.filter(digested_at__isnull=True).exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_tell_each_person_once(case, cast, policy):
    many(case, 10)
    late = MONDAY_NINE + hours(24 * 14)
    escalate_due(at=late)

    def tell(_) -> int:
        with closing(connection):
            return tell_escalations(at=late)

    with ThreadPoolExecutor(2) as workers:
        told = list(workers.map(tell, range(2)))

    assert sum(told) == len(digests()) == 4


def file_one(kind, team, **facts):
    Routing.objects.create(door="complaints", team=team)
    known = {"channel": "web", "title": "违约金", "language": "zh-hans", "contact_email": "chen@example.com"}
    return open_case(kind=kind, words="为什么收违约金？", at=MONDAY_NINE, **{"by": None} | known | facts)


def test_a_visitor_is_told_in_their_language_with_a_link_that_opens_the_case(kind, team, client):
    filed = file_one(kind, team)

    letter = Delivery.objects.get(notice__topic="case-filed")

    assert (letter.address, letter.language) == ("chen@example.com", "zh-hans")
    assert client.get(letter.link, follow=True).status_code == 200
    assert filed.secret in letter.link


def test_a_signed_in_customer_gets_a_link_without_a_secret(kind, team):
    mei = User.objects.create_user("mei@example.com", name="Mei")

    filed = file_one(kind, team, by=mei)

    links = set(Delivery.objects.filter(notice__topic="case-filed").values_list("link", flat=True))
    assert links == {reverse("tracked-case", args=[filed.case.reference])}


def test_whoever_cannot_be_reached_is_not_told(kind, team):
    file_one(kind, team, contact_email="")

    assert not Notice.objects.exists()


def test_an_answer_and_a_question_are_told_and_the_story_points_to_them(kind, team, cast):
    case = file_one(kind, team).case
    take_case(case=case, by=cast["alice"], at=MONDAY_NINE + hours(1))
    case.refresh_from_db()

    reply_to_customer(
        case=case, words="我们查一下", seen_event=case.last_event_id, by=cast["alice"], at=MONDAY_NINE + hours(2)
    )
    hold_case(case=case, waiting_for="customer", reason="请发收据", by=cast["alice"], at=MONDAY_NINE + hours(3))

    told = [event.notice.topic for event in case.events.filter(notice__isnull=False)]
    assert told == ["case-filed", "case-answered", "case-asked"]
