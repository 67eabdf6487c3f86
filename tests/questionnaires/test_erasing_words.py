"""Words are erased where somebody asks for it, or when their time is over; what is counted stays."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from gasservice.cases.models import SurveyInvitation, SurveyResponse
from gasservice.cases.terms import Occasion
from gasservice.questionnaires.actions.answering import answer_questionnaire
from gasservice.questionnaires.actions.erasing import erase_old_words
from gasservice.questionnaires.models import Answer, Asked, WordsErased
from gasservice.questionnaires.queries import answers_given_by, result_of
from gasservice.standards.clock import months_after
from gasservice.standards.models import KeepingRule
from gasservice.users.models import Team, User
from tests.questionnaires.conftest import NOW, TODAY
from tests.registry.conftest import outage_in, three

pytestmark = pytest.mark.django_db
REASON = "She asked for it by phone"


@pytest.fixture
def asked(launched, garden):
    """Somebody wrote into a questionnaire and about an outage."""
    scale, _yes_no, _choice, words = launched.questions.all()
    asked = Asked.objects.select_related("customer").first()
    answer_questionnaire(asked=asked, answers={scale: 2, words: "I live alone"}, at=NOW)
    about = {"interruption": outage_in(garden, starts_at=NOW), "gas_account": asked.gas_account}
    about["team"] = Team.objects.create(code="north", **three("name", "North"))
    invitation = SurveyInvitation.objects.create(
        occasion=Occasion.OUTAGE, customer=asked.customer, secret_hash="x", sent_at=NOW, expires_at=NOW, **about
    )
    SurveyResponse.objects.create(invitation=invitation, score=1, words="At number 7", answered_at=NOW)
    return asked


def words_left() -> list[str]:
    rows = (*Answer.objects.exclude(words=""), *SurveyResponse.objects.exclude(words=""))
    return [row.words for row in rows]


def test_an_officer_finds_and_erases_what_a_customer_wrote(client, officer, asked, settings):
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(officer)
    page = reverse("erase-words")

    nobody = client.get(page, {"customer": "K999"})
    found = client.get(page, {"customer": asked.customer.code})
    without = client.post(page, {"customer": asked.customer.code, "reason": ""})
    client.post(page, {"customer": asked.customer.code, "reason": REASON})
    again = client.post(page, {"customer": asked.customer.code, "reason": REASON})

    assert "There is no such customer." in nobody.text
    assert (found.context["kept"].about_outages, found.context["kept"].in_questionnaires) == (1, 1)
    assert without.context["form"].errors["reason"]
    assert "has written nothing that stands here" in again.text
    assert words_left() == []
    row = WordsErased.objects.get()
    assert (row.by, row.customer, row.answers, row.reason) == (officer, asked.customer, 2, REASON)
    assert REASON in client.get(page).text


def test_what_was_counted_stays(asked, officer, launched):
    call_command("erase_answers", asked.customer.code, by=officer.email, reason=REASON, verbosity=0)

    *_rest, words = result_of(launched).questions
    assert (words.answered, words.words) == (1, [])
    assert SurveyResponse.objects.get().score == 1
    user = User.objects.create_user("mei@home.example", name="Mei")
    type(asked.customer).objects.filter(pk=asked.customer_id).update(user=user)
    assert [answer.number for answer in answers_given_by(user)] == [2]


def test_only_an_officer_or_a_supervisor_erases(asked):
    agent = User.objects.create_user("a@gas.example", name="Ann", role="agent", team=Team.objects.get())

    with pytest.raises(CommandError, match="no standards officer or supervisor"):
        call_command("erase_answers", asked.customer.code, by=agent.email, reason=REASON)
    assert len(words_left()) == 2


def test_one_answer_is_erased_where_it_is_read(client, officer, asked, launched, settings):
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(officer)
    (answer,) = Answer.objects.exclude(words="")
    page = reverse("erase-answer", args=[answer.pk])

    assert page in client.get(launched.get_absolute_url()).text
    assert "I live alone" in client.get(page).text
    client.post(page, {"reason": REASON})

    assert words_left() == ["At number 7"]
    assert client.get(page).status_code == 404
    assert WordsErased.objects.get().customer == asked.customer


def test_words_are_erased_when_their_time_is_over(asked):
    facts = {"paper": "words", "valid_from": TODAY - timedelta(days=900), **three("words", "W"), **three("basis", "B")}
    assert erase_old_words(at=NOW + timedelta(days=4000)) == 0  # no rule yet

    KeepingRule.objects.create(months=6, **facts)
    over = NOW + (months_after(TODAY, 6) - TODAY)
    assert erase_old_words(at=over) == 0
    assert erase_old_words(at=over + timedelta(days=1)) == 2

    assert words_left() == []
    assert erase_old_words(at=over + timedelta(days=2)) == 0
    assert list(WordsErased.objects.values_list("by", "customer", "answers")) == [(None, None, 2)]
