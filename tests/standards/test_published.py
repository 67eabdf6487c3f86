"""The published pages, as anybody reads and prints them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gasservice.standards.actions.versions import follow_version
from gasservice.standards.models import CaseKind, ServiceItem, SlaPolicy

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "args", "queries"),
    [("services", [], 1), ("service", ["new-connection"], 7), ("promises", [], 9), ("fees", [], 5)],
)
def test_a_page_needs_few_queries_in_every_language(
    client, catalogue, django_assert_max_num_queries, name, args, queries
):
    words = {"en": "Services", "zh-CN": "服务", "zh-TW": "服務"}
    for language, word in words.items():
        with django_assert_max_num_queries(queries):
            response = client.get(reverse(name, args=args), headers={"accept-language": language})

        assert response.status_code == 200
        assert word in response.text


def test_everybody_finds_every_service_and_can_read_it(client, catalogue):
    page = client.get(reverse("services")).text

    for code in ServiceItem.objects.values_list("code", flat=True):
        assert reverse("service", args=[code]) in page
        assert client.get(reverse("service", args=[code])).status_code == 200


def test_the_services_stand_behind_their_doors(client, catalogue):
    response = client.get(reverse("services"))

    groups = {group.door: {item.code for item in group.services} for group in response.context["doors"]}
    assert list(groups) == ["repairs", "billing", "complaints"]
    assert "meter-test" in groups["billing"]


def test_a_search_in_chinese_finds_the_service(client, catalogue):
    response = client.get(reverse("services"), {"q": "改管"})

    assert [item.code for group in response.context["doors"] for item in group.services] == ["pipe-change"]


@pytest.mark.parametrize("typed", ["燃氣表檢定", "燃氣錶檢定", "燃气表检定"])
def test_a_search_finds_either_spelling_of_a_meter(client, catalogue, typed):
    response = client.get(reverse("services"), {"q": typed})

    assert [item.code for group in response.context["doors"] for item in group.services] == ["meter-test"]


def test_a_search_without_luck_says_what_to_do(client, catalogue):
    assert "Try fewer words" in client.get(reverse("services"), {"q": "zebra"}).text


def test_a_service_can_be_started_from_its_page(client, catalogue):
    for page in (reverse("services"), reverse("service", args=["pipe-change"])):
        assert 'href="/repairs/new/?kind=pipe-change"' in client.get(page).text


def test_a_service_page_says_the_number_and_what_is_paid(client, catalogue):
    text = client.get(reverse("service", args=["pipe-change"])).text

    assert "Within 10 working days" in text
    assert "¥30.00" in text
    assert "监理单位" not in text
    assert "Zhengheng engineering supervision" in text


def test_promises_show_their_earlier_versions(client, catalogue):
    response = client.get(reverse("promises"))

    [complaints] = [group for group in response.context["doors"] if group.door == "complaints"]
    [resolved] = [
        promise
        for standard, published in complaints.standards.items()
        for promise in published
        if standard.code == "complaint-resolved" and not promise.policy.priority
    ]
    assert resolved.policy.allowance == 15
    assert [row.allowance for row in resolved.earlier] == [20]
    assert "20 working days" in response.text


def test_a_coming_promise_is_announced_beside_the_one_that_holds(client, catalogue):
    policy = SlaPolicy.objects.get(kind_code="meter-test")
    day = timezone.localdate() + timedelta(days=10)
    successor = follow_version(row=policy, valid_from=day, at=timezone.now())
    successor.allowance = 12
    successor.save()

    text = client.get(reverse("promises")).text

    assert "15 working days" in text
    assert "12 working days" in text


def test_every_promise_that_holds_is_published(client, catalogue):
    response = client.get(reverse("promises"))

    shown = {
        promise.policy.pk
        for group in response.context["doors"]
        for published in group.standards.values()
        for promise in published
    }
    assert shown == set(SlaPolicy.objects.valid_on(timezone.localdate()).values_list("pk", flat=True))


def test_a_promise_for_a_kind_that_is_no_longer_taken_in_is_not_published(client, catalogue):
    CaseKind.objects.filter(code="meter-test").update(valid_until=timezone.localdate())

    assert "Your meter has been tested" not in client.get(reverse("promises")).text


def test_the_hours_that_promises_count_in_stand_on_the_page(client, catalogue):
    text = client.get(reverse("promises")).text

    assert "Monday – Friday 08:30–12:00, 13:30–17:30" in text
    assert "2025, 2026" in text


def test_the_fee_page_says_what_is_free_and_what_is_cancelled(client, catalogue):
    text = client.get(reverse("fees")).text

    assert "Free" in text
    assert "Cancelled since Mon 1 Mar 2021." in text
    assert "¥2,600.00" not in text


def test_pages_without_a_catalogue_say_so(client):
    assert "No promise is published yet." in client.get(reverse("promises")).text
    assert client.get(reverse("fees")).status_code == 200


def test_whoever_looks_for_a_smell_of_gas_is_told_first_what_to_do(client, catalogue):
    page = client.get(reverse("services"), {"q": "煤气味"}).text
    other = client.get(reverse("services"), {"q": "改管"}).text

    assert 'role="alert"' in page
    assert 'role="alert"' not in other
