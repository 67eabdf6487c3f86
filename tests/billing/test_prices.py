"""The price list and its calculator, on the page and in the API."""

import pytest
from django.urls import reverse
from django.utils import timezone

from gasservice.standards.models import LateChargeRule, Tariff
from tests.shelf import publish_catalogue

pytestmark = pytest.mark.django_db
PERIOD = {"since": "2025-06-01", "until": "2025-08-01"}
ASKED = {"tariff": "residential", "persons": "3", "volume_m3": "62", "used_m3": "480"} | PERIOD


@pytest.fixture
def published():
    publish_catalogue()


@pytest.fixture
def ask(client, published):
    return lambda **more: client.get(reverse("gas-prices"), ASKED | more)


def test_each_class_has_one_price_list_a_day_and_its_basis(client, published):
    page = client.get(reverse("gas-prices")).text

    for tariff in Tariff.objects.valid_on(timezone.localdate()):
        assert tariff.name_en in page
        assert tariff.basis_en in page
        assert tariff.tiers.filter(upto_m3=None).count() == 1
    assert LateChargeRule.objects.get().words_en in page


def test_a_bill_over_a_change_of_price_and_a_limit_explains_each_line(ask):
    answer = ask()

    lines = answer.context["rating"].lines
    assert [(line.number, str(line.volume_m3), str(line.price), str(line.amount)) for line in lines] == [
        (1, "20", "2.1900", "43.80"),
        (2, "10.49", "2.6300", "27.59"),
        (2, "31.51", "2.7800", "87.60"),
    ]
    for words in ("62 m³ come to ¥158.99", "Tier 2: up to 660 m³ a year", "30 of 61 days make 30.49 of 62 m³"):
        assert words in answer.text


@pytest.mark.parametrize(
    ("field", "said", "words"),
    [
        ("until", "2025-06-01", "Choose a day after the first reading"),
        ("until", "2027-07-01", "at most two years after it"),
        ("since", "2020-01-01", "Choose a day after the first reading"),
        ("until", "9999-12-31", "less than or equal to 2199-12-31"),
        ("since", "0001-01-01", "Choose a day after the first reading"),
        ("volume_m3", "-1", "greater than or equal to 0"),
        ("volume_m3", "much", "Enter a number"),
        ("persons", "0", "greater than or equal to 1"),
        ("tariff", "nobody", "not one of the available choices"),
    ],
)
def test_what_makes_no_sense_is_told_beside_the_field_and_stays_there(ask, field, said, words):
    answer = ask(**{field: said})

    assert answer.status_code == 200
    assert words in answer.text
    assert answer.context["rating"] is None
    if field != "tariff":
        assert f'value="{said}"' in answer.text


def test_days_without_a_price_are_told(ask):
    answer = ask(since="2022-12-01", until="2023-02-01")

    assert "We publish no price for 2022-12-01" in answer.text


def test_days_stand_in_the_form_as_browsers_take_them(client, published):
    page = client.get(reverse("gas-prices"), headers={"accept-language": "zh-CN"})

    assert f'value="{timezone.localdate().replace(day=1):%Y-%m-%d}"' in page.text


@pytest.mark.parametrize(
    ("due_on", "paid_on", "words"),
    [
        ("2025-12-20", "2026-01-01", "Late charge: ¥2.50"),  # the last day counted is that of payment
        ("2025-12-20", "2025-12-27", "within the days of grace: nothing is charged"),
        ("2025-12-20", "2025-12-19", "Choose the due day or a day after it"),
        ("9999-12-31", "9999-12-31", "less than or equal to 2199-12-31"),
        ("2022-12-20", "2023-01-19", "We publish no rule of paying late for that day"),
    ],
)
def test_what_paying_late_comes_to(client, published, due_on, paid_on, words):
    asked = {"owed": "1000", "due_on": due_on, "paid_on": paid_on}

    assert words in client.get(reverse("gas-prices"), asked).text


def test_the_api_says_the_same(client, published):
    prices = client.get(reverse("api-prices")).json()
    estimate = client.get(reverse("api-price-estimate"), ASKED).json()
    refused = client.get(reverse("api-price-estimate"), ASKED | {"until": "2025-01-01"})

    assert {price["code"] for price in prices} == {"residential", "collective", "public", "commercial"}
    assert (estimate["volume_m3"], estimate["amount"]) == ("62.000", "158.99")
    assert [line["tier"] for line in estimate["lines"]] == [1, 2, 2]
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["detail"].startswith("Choose a day after the first reading")
