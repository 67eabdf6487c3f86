"""The first pages, as a visitor gets them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gasservice.registry.models import Community, District, Interruption
from gasservice.web.models import Heartbeat
from tests.registry.conftest import outage_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def garden(db):
    district = District.objects.create(code="north", name_en="North", name_zh_hans="北区", name_zh_hant="北區")
    return Community.objects.create(code="C1", district=district, name="滨河花园")


@pytest.mark.parametrize("name", ["home", "safety", "services"])
@pytest.mark.parametrize(("language", "tag"), [("en", "en"), ("zh-CN", "zh-Hans"), ("zh-TW", "zh-Hant")])
def test_it_opens_in_the_language_of_the_browser(client, name, language, tag):
    response = client.get(reverse(name), headers={"accept-language": language})

    assert response.status_code == 200
    assert f'<html lang="{tag}">' in response.text
    assert "Smell gas?" in response.text if tag == "en" else "Smell gas?" not in response.text


def test_it_tells_who_smells_gas_whom_to_call_on_every_page(client, settings):
    for name in ("home", "safety", "services", "account_login"):
        assert settings.COMPANY["EMERGENCY_PHONE"] in client.get(reverse(name)).text


def test_it_shows_a_published_outage_and_hides_an_unpublished_one(client, garden):
    draft = outage_in(garden, starts_at=timezone.now(), published_at=None)
    assert "滨河花园" not in client.get(reverse("home")).text

    draft.versions.update(published_at=timezone.now())
    Interruption.objects.update(current=draft.versions.get())

    assert "滨河花园" in client.get(reverse("home")).text


def test_it_tells_of_a_late_outage_until_gas_flows_again(client, garden):
    began = timezone.now() - timedelta(hours=7)
    late = outage_in(garden, starts_at=began)
    assert "滨河花园" in client.get(reverse("home")).text

    Interruption.objects.filter(pk=late.pk).update(started_at=began, restored_at=timezone.now())

    assert "滨河花园" not in client.get(reverse("home")).text


def test_it_allows_no_script_or_style_but_ours(client):
    policy = client.get(reverse("home")).headers["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "script-src 'self'" in policy


def test_an_unknown_address_answers_404_with_a_way_on(client):
    response = client.get("/services/no-such-service/")

    assert response.status_code == 404
    assert reverse("home") in response.text


def test_the_process_answers_as_long_as_it_lives(client):
    assert client.get(reverse("healthz")).status_code == 200


def test_it_is_ready_only_while_beat_is_alive(client):
    assert client.get(reverse("readyz")).status_code == 503

    Heartbeat.objects.create(name="beat", at=timezone.now())
    response = client.get(reverse("readyz"))
    assert response.status_code == 200
    assert response.json()["checks"] == {"database": "ok", "migrations": "ok", "broker": "ok", "beat": "ok"}
