"""The published rules of bills, on their page and in the API: every number is that of its row."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gasservice.standards.models import ArrearsRule, CollectionRule, DisputeRule, LateChargeRule, WaiverRule
from tests.shelf import publish_catalogue

pytestmark = pytest.mark.django_db
SECTIONS = ["due", "late", "waiver", "dispute", "arrears", "plan", "collection", "meter"]


@pytest.fixture
def published():
    publish_catalogue()


def page(client, language: str = "en") -> str:
    return client.get(reverse("billing-rules"), headers={"accept-language": language}).text


@pytest.mark.parametrize("language", ["en", "zh-CN", "zh-TW"])
def test_every_section_can_be_linked_to_in_every_language(client, published, language):
    text = page(client, language)

    for name in SECTIONS:
        assert f'id="{name}"' in text
        assert f'href="#{name}"' in text


def test_each_rule_stands_with_its_words_and_what_it_rests_on(client, published):
    text = page(client)
    rows = [row for model in (DisputeRule, LateChargeRule, CollectionRule) for row in model.objects.all()]

    for row in [*rows, ArrearsRule.objects.get(code="linjiang"), *WaiverRule.objects.all()]:
        assert row.words_en in text
        assert row.basis_en in text
    assert DisputeRule.objects.get().meter_basis_en in text
    assert "Shanghai" not in text


@pytest.mark.parametrize(
    "words",
    [
        "up to 7 days after it pays nothing on top",
        "you have 15 more days to pay",
        "A correction of more than ¥500.00",
        "At the earliest 15 days after the due day",
        "At least 15 whole days before",
        "Never before the amount is 60 days overdue",
        "Within 24 hours after you paid",
        "for less than ¥100.00",
        "in homes from 15 November to 15 March",
        "in up to 6 equal parts, none below ¥50.00, 30 days apart",
        "between 08:00 and 20:00, in a window of 4 hours",
        "may be 3 % off",
        "the bills of the 2 months before",
    ],
)
def test_numbers_come_from_the_rows(client, published, words):
    assert words in page(client)


def test_a_changed_number_changes_the_page(client, published):
    DisputeRule.objects.update(hold_days_after_decision=20, window_days=90)
    ArrearsRule.objects.filter(code="linjiang").update(
        max_instalments=0, min_amount=0, heating_from="", heating_until=""
    )
    LateChargeRule.objects.update(charges_risen_price=True, grace_days=0)

    text = page(client)

    for words in (
        "you have 20 more days",
        "up to 90 days after the bill",
        "We offer no fixed plan",
        "pays the new price",
    ):
        assert words in text
    for words in ("for less than", "in homes from", "pays nothing on top"):
        assert words not in text


def test_elsewhere_the_rules_of_that_place_stand(client, published, settings):
    settings.JURISDICTIONS = ["shanghai"]

    text = page(client)

    assert "Never before 60 days after the term of the demand" in text
    assert "Shanghai Regulation on Gas" in text
    assert 'id="dispute"' not in text


def test_a_reason_says_who_decides(client, published):
    text = page(client)

    assert text.count("At once, without anybody deciding") == 4
    assert text.count("One of us, who looks at your paper") == 2


def test_without_a_catalogue_the_page_says_so(client):
    assert "No rule is published yet." in page(client)


@pytest.mark.parametrize("name", ["services", "gas-prices"])
def test_the_neighbours_lead_to_it(client, published, name):
    assert reverse("billing-rules") in client.get(reverse(name)).text


def test_the_api_says_the_same(client, published):
    said = client.get(reverse("api-billing-rules"), headers={"accept-language": "zh-CN"}).json()

    assert said["dispute"]["hold_days_after_decision"] == 15
    assert said["late"]["charges_risen_price"] is False
    assert [rule["criterion"] for rule in said["waivers"]][:2] == ["notice_failed", "dispute"]
    assert {limit["role"]: limit["up_to"] for limit in said["waiver_limits"]} == {
        "agent": "50.00",
        "supervisor": "500.00",
    }
    assert [rule["code"] for rule in said["arrears"]] == ["linjiang"]
    assert said["together"]["heating_seasons"] == [{"since": "11-15", "until": "03-16"}]
    assert said["together"]["min_amount"] == "100.00"
    assert said["collection"]["basis"].startswith("《城镇燃气管理条例》")


def test_the_api_says_null_of_what_is_not_published(client):
    said = client.get(reverse("api-billing-rules")).json()

    assert (said["dispute"], said["late"], said["together"], said["collection"]) == (None, None, None, None)
    assert said["waivers"] == said["waiver_limits"] == said["arrears"] == []


def test_a_rule_that_is_still_to_come_is_not_told_yet(client, published):
    CollectionRule.objects.update(valid_from=timezone.localdate() + timedelta(days=1))

    assert 'id="collection"' not in page(client)
