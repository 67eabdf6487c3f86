"""The admin of our promises: officers keep them, and what has begun is not rewritten."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from gasservice.standards.actions.versions import follow_version
from gasservice.standards.models import (
    CaseKind,
    PublishedYear,
    ServiceStandard,
    SlaPolicy,
    WorkingCalendar,
)
from gasservice.users.models import Team, User
from gasservice.users.terms import Role

pytestmark = pytest.mark.django_db
KEPT = ["workingcalendar", "feeitem", "responsibility", "casekind", "servicestandard", "slapolicy"]
KEPT += ["visitrule", "disputerule", "waiverrule", "waiverlimit", "arrearsrule", "collectionrule"]


@pytest.fixture
def officer(client):
    user = User.objects.create_user("officer@gas.example", name="Officer", role=Role.STANDARDS_OFFICER)
    client.force_login(user)
    return user


@pytest.fixture
def policy(catalogue):
    return SlaPolicy.objects.get(kind_code="meter-test")


def address(row, page: str = "change") -> str:
    return reverse(f"admin:standards_{row._meta.model_name}_{page}", args=[row.pk])


def soon(days: int = 30):
    return timezone.localdate() + timedelta(days=days)


def test_an_officer_opens_every_list_and_form(client, catalogue, officer):
    for name in KEPT:
        model = admin.site.get_model_admin(next(m for m in admin.site._registry if m._meta.model_name == name)).model

        assert client.get(reverse(f"admin:standards_{name}_changelist")).status_code == 200
        assert client.get(reverse(f"admin:standards_{name}_add")).status_code == 200
        assert client.get(address(model.objects.first())).status_code == 200


@pytest.mark.parametrize("role", [Role.AGENT, Role.SUPERVISOR, Role.AUDITOR, Role.CUSTOMER, Role.FIELD_WORKER])
def test_nobody_else_gets_in(client, policy, role):
    names = {f"name_{language}": "North" for language in ("en", "zh_hans", "zh_hant")}
    team = Team.objects.create(code="north", **names)
    client.force_login(User.objects.create_user("somebody@gas.example", name="Somebody", role=role, team=team))

    for url in (reverse("admin:standards_slapolicy_changelist"), address(policy), address(policy, "follow")):
        assert client.get(url).status_code == 302
    assert client.post(address(policy), {"valid_until": soon()}).status_code == 302
    policy.refresh_from_db()
    assert policy.valid_until is None


def test_a_promise_that_holds_can_be_ended_but_not_rewritten(client, policy, officer):
    page = client.get(address(policy))
    assert "it is not rewritten" in page.text
    assert 'name="allowance"' not in page.text
    assert 'name="ladder-0-after_minutes"' not in page.text

    response = client.post(address(policy), {"valid_until": soon(), "allowance": 99} | formset("ladder"))

    policy.refresh_from_db()
    assert response.status_code == 302
    assert (policy.valid_until, policy.allowance) == (soon(), 15)


@pytest.mark.parametrize("days", [-5, 0])
def test_an_end_must_lie_ahead(client, policy, officer, days):
    response = client.post(address(policy), {"valid_until": soon(days)} | formset("ladder"))

    assert "Choose a day after today" in response.text
    policy.refresh_from_db()
    assert policy.valid_until is None


def test_a_promise_that_holds_cannot_be_deleted(client, policy, officer):
    assert client.post(address(policy, "delete"), {"post": "yes"}).status_code == 403
    assert SlaPolicy.objects.filter(pk=policy.pk).exists()


def test_an_officer_follows_a_promise_and_changes_the_copy(client, policy, officer):
    assert "follow/" in client.get(address(policy)).text
    assert client.get(address(policy, "follow")).status_code == 200

    response = client.post(address(policy, "follow"), {"valid_from": soon()})
    successor = SlaPolicy.objects.get(kind_code="meter-test", valid_from=soon())
    page = client.get(response.url)

    assert response.url == address(successor)
    assert 'name="allowance"' in page.text
    assert 'name="ladder-0-after_minutes"' in page.text
    assert "has not begun" in page.text


def test_a_day_too_early_is_said_beside_the_field(client, policy, officer):
    response = client.post(address(policy, "follow"), {"valid_from": soon(0)})

    assert "Choose a day after today" in response.text
    assert SlaPolicy.objects.filter(kind_code="meter-test").count() == 1


def test_an_end_beyond_the_next_version_is_refused_in_words(client, policy, officer):
    follow_version(row=policy, valid_from=soon(), at=timezone.now())

    response = client.post(address(policy), {"valid_until": ""} | formset("ladder"))

    assert "The next version begins on" in response.text


def test_deleting_a_version_that_has_not_begun_lets_the_earlier_hold_on(client, catalogue, officer):
    standard = ServiceStandard.objects.get(code="meter-tested")
    successor = follow_version(row=standard, valid_from=soon(), at=timezone.now())

    assert client.get(address(successor, "delete")).status_code == 200
    client.post(address(successor, "delete"), {"post": "yes"})

    standard.refresh_from_db()
    assert standard.valid_until is None
    assert standard.policies.get().valid_until is None


def test_a_new_kind_cannot_begin_in_the_past(client, catalogue, officer):
    names = {f"name_{language}": "Smoke" for language in ("en", "zh_hans", "zh_hant")}
    facts = {"door": "complaints", "code": "smoke", "position": 5, "priority": "normal"} | names

    early = client.post(reverse("admin:standards_casekind_add"), facts | {"valid_from": soon(-1)})
    assert "Choose today or a coming day" in early.text
    assert not CaseKind.objects.filter(code="smoke").exists()

    client.post(reverse("admin:standards_casekind_add"), facts | {"valid_from": soon(1)})
    assert CaseKind.objects.filter(code="smoke").exists()


def test_two_versions_of_one_kind_on_a_day_are_refused_in_words(client, catalogue, officer):
    names = {f"name_{language}": "Fault" for language in ("en", "zh_hans", "zh_hant")}
    facts = {"door": "repairs", "code": "fault", "position": 5, "priority": "high", "valid_from": soon(1)} | names

    response = client.post(reverse("admin:standards_casekind_add"), facts)

    assert "Another version holds on some of these days." in response.text


def test_a_code_that_names_nothing_is_refused_in_words(client, catalogue, officer):
    names = {f"name_{language}": "Smoke" for language in ("en", "zh_hans", "zh_hant")}
    facts = {"door": "complaints", "code": "smoke", "position": 5, "priority": "normal", "valid_from": soon(1)} | names

    response = client.post(reverse("admin:standards_casekind_add"), facts | {"service_code": "magic"})

    assert "No service has this code." in response.text
    assert not CaseKind.objects.filter(code="smoke").exists()


def test_the_calendar_page_warns_of_holidays_that_are_not_published(client, catalogue, officer):
    calendar = WorkingCalendar.objects.get(code="office")
    years = (timezone.localdate().year, timezone.localdate().year + 1)
    calendar.published_years.all().delete()
    assert "are not published here" in client.get(address(calendar)).text
    assert "are not published here" in client.get(reverse("admin:standards_workingcalendar_changelist")).text

    PublishedYear.objects.bulk_create(
        PublishedYear(calendar=calendar, year=year, source="State Council") for year in years
    )

    assert "are not published here" not in client.get(address(calendar)).text


def formset(prefix: str) -> dict[str, int]:
    return {f"{prefix}-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}
