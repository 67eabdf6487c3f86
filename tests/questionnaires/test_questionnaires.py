"""A questionnaire from its draft to what it means."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from gasservice.notices.models import Delivery
from gasservice.questionnaires.actions.answering import NotOpen, answer_questionnaire
from gasservice.questionnaires.actions.campaigns import (
    LaunchedAlready,
    NothingToLaunch,
    add_question,
    launch_campaign,
)
from gasservice.questionnaires.actions.sending import send_questionnaires
from gasservice.questionnaires.models import Answer, Asked, Campaign
from gasservice.questionnaires.queries import result_of
from gasservice.questionnaires.secrets import secret_of_asked
from tests.cases.aftercare import publish_rule
from tests.questionnaires.conftest import NOW, SCALE, TODAY, YES_NO, draft
from tests.registry.conftest import three

pytestmark = pytest.mark.django_db


def test_the_same_seed_draws_the_same_customers_and_the_draw_stands(officer, holders):
    drawn = []
    for _time in range(2):
        with transaction.atomic():
            campaign = launch_campaign(campaign=draft(officer, SCALE), by=officer, at=NOW, seed="chance")
            drawn.append(set(campaign.asked.values_list("gas_account__number", flat=True)))
            transaction.set_rollback(True)

    assert drawn[0] == drawn[1]
    assert len(drawn[0]) == 5
    other = launch_campaign(campaign=draft(officer, SCALE), by=officer, at=NOW, seed="another")
    assert set(other.asked.values_list("gas_account__number", flat=True)) != drawn[0]
    assert other.frame_size == 12
    with pytest.raises(LaunchedAlready):
        launch_campaign(campaign=other, by=officer, at=NOW)
    with pytest.raises(LaunchedAlready):
        add_question(campaign=other, **YES_NO)


def test_who_holds_two_accounts_is_asked_once(officer, holders):
    campaign = launch_campaign(campaign=draft(officer, SCALE, sample_size=100), by=officer, at=NOW)

    assert campaign.asked.count() == 11


def test_who_was_asked_lately_rests(officer, holders, launched):
    publish_rule()

    second = launch_campaign(campaign=draft(officer, SCALE, sample_size=100), by=officer, at=NOW)

    first = launched.asked.values("gas_account")
    assert not second.asked.filter(gas_account__in=first).exists()


@pytest.mark.parametrize(
    ("questions", "facts"),
    [
        ([], {}),
        ([SCALE], {"account_numbers": ["9999"]}),
        ([SCALE], {"opens_on": TODAY - timedelta(days=9), "closes_on": TODAY}),
    ],
)
def test_what_asks_nobody_anything_is_not_launched(officer, holders, questions, facts):
    with pytest.raises(NothingToLaunch):
        launch_campaign(campaign=draft(officer, *questions, **facts), by=officer, at=NOW)
    assert not Asked.objects.exists()


def test_the_links_go_out_once_while_it_is_open(launched):
    assert send_questionnaires(at=NOW - timedelta(days=1)) == 0
    assert send_questionnaires(at=NOW) == 5
    assert send_questionnaires(at=NOW) == 0

    links = {row.link for row in Delivery.objects.filter(notice__topic="questionnaire")}
    assert links == {reverse("questionnaire", args=[secret_of_asked(row.pk)]) for row in Asked.objects.all()}


def test_an_answer_needs_no_sign_in_and_may_be_changed(client, launched):
    asked = Asked.objects.first()
    address = reverse("questionnaire", args=[secret_of_asked(asked.pk)])
    scale, yes_no, choice, words = launched.questions.all()

    page = client.get(address)
    client.post(address, {f"q{scale.pk}": "5", f"q{choice.pk}": "2", f"q{words.pk}": "More people"})
    client.post(address, {f"q{scale.pk}": "4", f"q{yes_no.pk}": "0"})

    assert page.text.count(f'name="q{scale.pk}"') == 5
    assert set(asked.answers.values_list("question", "number")) == {(scale.pk, 4), (yes_no.pk, 0)}
    assert client.get(reverse("questionnaire", args=["1~guess"])).status_code == 404


def test_nothing_is_answered_after_the_last_day(launched):
    scale = launched.questions.first()

    with pytest.raises(NotOpen):
        answer_questionnaire(asked=Asked.objects.first(), answers={scale: 5}, at=NOW + timedelta(days=7))


def test_the_results_count_with_intervals(client, officer, launched):
    send_questionnaires(at=NOW)
    scale, yes_no, choice, words = launched.questions.all()
    given = [{scale: 5, yes_no: 1, choice: 1}, {scale: 4, yes_no: 0, words: "Music is too loud"}, {scale: 1, choice: 1}]
    for asked, answers in zip(Asked.objects.all(), given, strict=False):
        answer_questionnaire(asked=asked, answers=answers, at=NOW)

    found = result_of(launched)

    assert (found.response.part, found.response.of) == (3, 5)
    counted = {one.question: one for one in found.questions}
    assert (counted[scale].share.part, counted[scale].share.of, counted[scale].mean) == (2, 3, 10 / 3)
    assert counted[yes_no].share.value == 0.5
    assert counted[choice].counts == {1: 2, 2: 0}
    assert [answer.words for answer in counted[words].words] == ["Music is too loud"]
    client.force_login(officer)
    page = client.get(launched.get_absolute_url()).text
    assert "66.7%" in page
    table = client.get(reverse("campaign-csv", args=[launched.pk])).text
    assert "2,Did you get the notice?,yes_no,Yes,1,2,0.5,0.0945,0.9055" in table


def test_a_campaign_is_made_on_the_pages(client, officer, holders):
    client.force_login(officer)
    texts = {**three("title", "Paying"), **three("purpose", "To know")}
    days = {"opens_on": TODAY.isoformat(), "last_day": (TODAY + timedelta(days=3)).isoformat()}
    wrong = client.post(reverse("new-campaign"), texts | days | {"sample_size": "4", "numbers": "1001 777"})
    made = client.post(
        reverse("new-campaign"), texts | days | {"sample_size": "4", "community_name": "阳光花园"}, follow=True
    )
    campaign = Campaign.objects.get()
    options = {"options_en": "Bank\nApp", "options_zh_hans": "银行\n手机", "options_zh_hant": "銀行"}
    choice = {"kind": "choice", **three("words", "How?")}
    uneven = client.post(campaign.get_absolute_url(), choice | options)
    client.post(campaign.get_absolute_url(), choice | options | {"options_zh_hant": "銀行\n手機"})
    seen = client.get(reverse("preview-campaign", args=[campaign.pk]), headers={"accept-language": "zh-TW"}).text
    client.post(reverse("launch-campaign", args=[campaign.pk]))

    assert "There is no gas account 777." in wrong.text
    assert "12 gas accounts fit today" in made.text
    assert "Give as many answers as in English" in uneven.text
    assert "手機" in seen
    campaign.refresh_from_db()
    assert campaign.asked.count() == 4


def test_the_database_wants_a_number_or_words(launched):
    with pytest.raises(IntegrityError):
        Answer.objects.create(asked=Asked.objects.first(), question=launched.questions.first())
