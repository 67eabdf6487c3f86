"""Adding an account: two facts, a code to the phone on record, and a word to the holder."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from gasservice.notices.models import Delivery, NoticeText
from gasservice.portal.actions import claim_account
from gasservice.registry.actions.claims import FactsDoNotMatch, TooManyClaims
from gasservice.registry.models import AccountClaim, Customer
from gasservice.registry.queries import accounts_of
from tests.registry.conftest import NOW, TODAY, person

pytestmark = pytest.mark.django_db
RIGHT = {"number": "1000001", "amount": "86.40"}


@pytest.fixture
def ana(client, mei):
    """Ana, signed in; Mei is in the books as the holder."""
    ana = person("ana")
    client.force_login(ana)
    return ana


def told(topic: str) -> set[tuple[str, str]]:
    return set(Delivery.objects.filter(notice__topic=topic).values_list("channel", "address"))


def code_sent() -> str:
    text = NoticeText.objects.get(notice__topic="claim-code").body
    return next(word for word in text.replace(".", " ").split() if word.isdigit() and len(word) == 6)


def test_the_code_goes_to_the_phone_on_record_and_opens_the_account(client, ana, account):
    asked = client.post(reverse("claim-account"), RIGHT)
    assert told("claim-code") == {("sms", "+8613800000001")}

    client.post(asked.url, {"code": code_sent()})

    assert list(accounts_of(ana, TODAY)) == [account]
    assert "阳光花园3栋2单元501室" in client.get(reverse("my-gas")).text


def test_the_holder_is_told_by_another_way_too(client, ana):
    client.post(reverse("claim-account"), RIGHT)

    assert told("claim-told") == {("email", "mei@home.example")}


def test_a_holder_without_phone_gets_the_code_by_mail(client, ana):
    Customer.objects.update(phone=None)

    client.post(reverse("claim-account"), RIGHT)

    assert told("claim-code") == {("email", "mei@home.example")}


def test_a_wrong_amount_is_refused_and_told_to_the_holder(client, ana):
    answer = client.post(reverse("claim-account"), RIGHT | {"amount": "1.00"})

    assert "do not belong together" in answer.text
    assert told("claim-code") == set()
    assert told("claim-told") == {("sms", "+8613800000001"), ("email", "mei@home.example")}
    assert AccountClaim.objects.get().outcome == "refused"


def test_an_unknown_number_gets_the_same_page_as_a_wrong_amount(client, ana):
    wrong = [RIGHT | {"amount": "1.00"}, {"number": "9999999", "amount": "1.00"}]

    answers = [client.post(reverse("claim-account"), facts).context["form"].errors.as_text() for facts in wrong]

    assert answers[0] == answers[1] != ""


def test_every_attempt_is_told_once_each(ana):
    for minute in range(3):
        with pytest.raises(FactsDoNotMatch):
            claim_account(number="1000001", amount=Decimal("1"), by=ana, at=NOW + timedelta(minutes=minute))

    assert Delivery.objects.filter(notice__topic="claim-told", channel="email").count() == 3


def test_too_many_attempts_are_stopped_and_tell_nobody_more(ana):
    for _ in range(5):
        with pytest.raises(FactsDoNotMatch):
            claim_account(number="1000001", amount=Decimal("1"), by=ana, at=NOW)

    with pytest.raises(TooManyClaims):
        claim_account(number="1000001", amount=Decimal("86.40"), by=ana, at=NOW)

    assert Delivery.objects.filter(notice__topic="claim-told", channel="email").count() == 5


def test_a_wrong_code_is_shown_beside_the_field(client, ana):
    asked = client.post(reverse("claim-account"), RIGHT)
    wrong = "000000" if code_sent() != "000000" else "000001"

    answer = client.post(asked.url, {"code": wrong})

    assert "not the code we sent" in answer.context["form"].errors["code"][0]


def test_a_code_that_is_too_old_leads_back_to_the_beginning(client, ana):
    asked = client.post(reverse("claim-account"), RIGHT)
    AccountClaim.objects.update(expires_at=NOW - timedelta(days=400))

    assert client.post(asked.url, {"code": code_sent()}).url == reverse("claim-account")


def test_nobody_opens_the_page_of_somebody_elses_claim(client, ana):
    asked = client.post(reverse("claim-account"), RIGHT)

    client.force_login(person("eve"))

    assert client.get(asked.url).status_code == 404
