"""The customer's side: following, writing, rating; number and secret together, never the number alone."""

import pytest
from django.urls import reverse
from django.utils import timezone

from gasservice.cases.actions.filing import open_case
from gasservice.cases.actions.survey import invite_to_rate
from gasservice.cases.actions.work import close_case, note_internally, reply_to_customer, resolve_case, take_case
from gasservice.cases.models import Routing, SurveyResponse
from gasservice.cases.terms import Finding, Status
from gasservice.users.models import User
from tests.cases.conftest import MONDAY_NINE, hours

pytestmark = pytest.mark.django_db


@pytest.fixture
def filed(kind, team):
    Routing.objects.create(door="complaints", team=team)
    facts = {"channel": "web", "contact_name": "Chen", "contact_email": "c@example.com", "title": "违约金"}
    return open_case(kind=kind, words="为什么收违约金？", by=None, at=MONDAY_NINE, **facts)


@pytest.fixture
def followed(client, filed):
    client.get(reverse("track-link", args=[filed.case.reference, filed.secret]))
    return filed.case


def at(case, name: str = "tracked-case") -> str:
    return reverse(name, args=[case.reference])


def test_the_link_opens_the_case_as_often_as_one_likes(client, filed):
    link = reverse("track-link", args=[filed.case.reference, filed.secret])

    for _ in range(2):
        page = client.get(link, follow=True)
        assert "为什么收违约金" in page.text


def test_the_address_that_stays_carries_no_secret(client, filed):
    page = client.get(reverse("track-link", args=[filed.case.reference, filed.secret]), follow=True)

    assert filed.secret not in page.redirect_chain[-1][0]


def test_number_and_code_open_it_and_either_alone_does_not(client, filed):
    right = {"reference": filed.case.reference, "secret": filed.secret.lower().replace("-", " ")}

    assert client.post(reverse("track"), right).url == at(filed.case)
    wrong = type(client)()
    page = wrong.post(reverse("track"), right | {"secret": "AAAA-AAAA-AAAA"})
    assert "do not belong together" in page.text
    assert wrong.get(at(filed.case)).url == f"{reverse('track')}?number={filed.case.reference}"


def test_a_stranger_learns_nothing_not_even_whether_the_case_exists(client, filed):
    there, nowhere = (client.get(f"/track/{number}/") for number in (filed.case.reference, "999-999-999"))

    assert (there.status_code, nowhere.status_code) == (302, 302)
    assert client.post(at(filed.case), {"body": "x"}).status_code == 404
    assert client.get(at(filed.case, "case-filed")).status_code == 404
    assert client.post(at(filed.case, "withdraw-case")).status_code == 404


def test_a_customer_sees_replies_and_never_a_note(client, followed, cast):
    take_case(case=followed, by=cast["alice"], at=MONDAY_NINE + hours(1))
    note_internally(case=followed, words="secret note", by=cast["alice"], at=MONDAY_NINE + hours(2))
    followed.refresh_from_db()
    reply_to_customer(
        case=followed,
        words="我们查一下",
        seen_event=followed.last_event_id,
        by=cast["alice"],
        at=MONDAY_NINE + hours(3),
    )

    page = client.get(at(followed))

    assert "我们查一下" in page.text
    assert "alice" in page.text
    assert "secret note" not in page.text
    assert "Internal note" not in page.text


def test_a_customer_writes(client, followed):
    client.post(at(followed), {"body": "收据找到了"})

    assert followed.messages.last().body == "收据找到了"
    assert followed.messages.last().is_from_customer


def test_an_empty_message_is_refused_kindly(client, followed):
    assert "Write a few words." in client.post(at(followed), {"body": ""}).text


def test_a_customer_says_that_it_is_not_solved(client, followed, cast):
    take_case(case=followed, by=cast["alice"], at=MONDAY_NINE + hours(1))
    resolve_case(case=followed, finding=Finding.NOT_UPHELD, words="No.", by=cast["alice"], at=MONDAY_NINE + hours(2))

    client.post(at(followed, "not-solved"), {"because": "The charge is still there"})

    followed.refresh_from_db()
    assert followed.status == Status.IN_PROGRESS
    assert followed.messages.last().body == "The charge is still there"


def test_a_customer_takes_it_back(client, followed):
    client.post(at(followed, "withdraw-case"))

    followed.refresh_from_db()
    assert followed.status == Status.WITHDRAWN


def test_a_signed_in_customer_follows_without_a_code_and_another_does_not(client, filed):
    mei, bob = (User.objects.create_user(f"{name}@example.com", name=name) for name in ("mei", "bob"))
    filed.case.filed_by = mei
    filed.case.save()

    client.force_login(mei)
    assert client.get(at(filed.case)).status_code == 200
    client.force_login(bob)
    assert client.get(at(filed.case)).status_code == 404


def test_opening_the_rating_page_never_votes(client, filed):
    address = reverse("rate", args=[invite_to_rate(case=filed.case, at=timezone.now()).secret])

    page = client.get(address)

    assert page.text.count('name="score"') == 5
    assert not SurveyResponse.objects.exists()


def test_one_press_rates_and_a_second_look_changes_it(client, filed, time_machine_at):
    time_machine_at(MONDAY_NINE)
    address = reverse("rate", args=[invite_to_rate(case=filed.case, at=MONDAY_NINE).secret])

    client.post(address, {"score": "2"})
    client.post(address, {"score": "4", "is_solved": "true", "words": "好多了"})

    response = SurveyResponse.objects.get()
    assert (response.score, response.is_solved, response.words) == (4, True, "好多了")


def test_the_followed_case_can_be_rated_where_it_stands(client, followed, cast):
    take_case(case=followed, by=cast["alice"], at=MONDAY_NINE)
    resolve_case(case=followed, finding=Finding.UPHELD, words="Yes.", by=cast["alice"], at=MONDAY_NINE)
    close_case(case=followed, by=cast["alice"], at=timezone.now())

    page = client.get(at(followed))
    client.post(at(followed, "rate-here"), {"score": "3"})

    assert page.text.count('name="score"') == 5
    assert SurveyResponse.objects.get().score == 3
    assert "You gave 3 of 5" in client.get(at(followed)).text


def test_a_wrong_rating_link_finds_nothing(client):
    assert client.get(reverse("rate", args=["guess"])).status_code == 404


@pytest.fixture
def time_machine_at():
    """Stand at a moment: the page itself asks what time it is."""
    import time_machine

    travels = []

    def stand(moment):
        travel = time_machine.travel(moment, tick=True)
        travel.start()
        travels.append(travel)

    yield stand
    for travel in travels:
        travel.stop()
