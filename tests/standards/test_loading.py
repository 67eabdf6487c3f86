"""The loader of the catalogue: all or nothing, and twice is once."""

from datetime import date

import pytest
import yaml
from django.apps import apps
from django.core.management import CommandError, call_command

from gasservice.standards.actions.loading import CatalogueRefused, load_catalogue
from gasservice.standards.models import CaseKind, FeeItem, ServiceItem, ServiceStandard, SlaPolicy, WorkingCalendar

pytestmark = pytest.mark.django_db


def rows() -> dict[str, list]:
    models = apps.get_app_config("standards").get_models(include_auto_created=True)
    return {model.__name__: sorted(model.objects.values_list(), key=str) for model in models}


@pytest.fixture
def catalogue(db):
    """What one run of the loader did; here it is the loader that is tried."""
    return load_catalogue()


def test_loading_twice_leaves_the_very_same_rows(catalogue):
    before = rows()

    again = load_catalogue()

    assert rows() == before
    assert not any(again.new.values())
    assert again.written == catalogue.written


def test_an_officer_who_ended_a_promise_does_not_see_it_come_back(catalogue):
    policy = SlaPolicy.objects.get(kind_code="late-charge-waiver")
    policy.valid_until = date(2030, 1, 1)
    policy.save()

    load_catalogue()

    policy.refresh_from_db()
    assert policy.valid_until == date(2030, 1, 1)


def test_a_step_that_the_file_no_longer_has_goes_away(catalogue, files):
    service = ServiceItem.objects.get(code="volunteering")
    folder = files("services", "services:\n", "services:\n")
    content = yaml.safe_load((folder / "services.yaml").read_text(encoding="utf-8"))
    [facts] = [facts for facts in content["services"] if facts["code"] == "volunteering"]
    gone = facts["steps"].pop()
    (folder / "services.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")

    load_catalogue(folder=folder)

    assert service.steps.count() == len(facts["steps"]) == 2
    assert not service.steps.filter(title_en=gone["title"]["en"]).exists()


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("standards", "calendar: office,", "calendar: moon,", "policies 1: there is no calendar “moon”"),
        ("standards", "ladder: hours}", "ladder: rope}", "complaint-taken › policies 1: there is no ladder “rope”"),
        ("standards", "kind_code: suggestion,", "kind_code: wish,", "there is no kind “complaints/wish”"),
        ("standards", "allowance: 240", "allowance: soon", "standards.yaml: complaint-taken › policies 1: allowance:"),
        ("standards", "valid_until: 2026-04-01", "valid_until: 2026-05-01", "policies 2: its days overlap"),
        ("kinds", "      zh_hans: 被收了违约金\n", "", "kinds.yaml: late-charge: name lacks zh_hans"),
        ("kinds", "service_code: repair\n", "service_code: magic\n", "there is no service “magic”"),
        ("kinds", "priority: normal", "priority: sometimes", "kinds.yaml: late-charge: priority:"),
        ("kinds", "    position: 10\n", "    posit: 10\n", "kinds.yaml: late-charge:"),
        ("services", "kind_code: fault", "kind_code: wonder", "repair: there is no kind “repairs/wonder”"),
        ("services", "fees: [repair-ours,", "fees: [alms,", "services.yaml: repair: there is no fee “alms”"),
        ("fees", "fees:\n", "fees\n", "fees.yaml:"),
        ("calendars", '"08:30"', '"half past eight"', "calendars.yaml: “half past eight” is not a time of day"),
    ],
)  # fmt: skip
def test_who_spoils_a_file_is_told_where_and_nothing_is_half_done(files, name, old, new, told):
    folder = files(name, old, new)

    with pytest.raises(CatalogueRefused) as refused:
        load_catalogue(folder=folder)

    assert told in refused.value.message
    assert not any(rows().values())


def test_a_service_without_the_rule_it_rests_on_is_refused(files):
    folder = files("services", "    basis:\n", "    basis_of_old:\n")

    with pytest.raises(CatalogueRefused, match=r"services\.yaml: repair: .*basis"):
        load_catalogue(folder=folder)

    assert not ServiceItem.objects.exists()


def test_every_fault_is_told_at_once(files):
    files("kinds", "priority: normal", "priority: sometimes")
    folder = files("services", "fees: [repair-ours,", "fees: [alms,")

    with pytest.raises(CatalogueRefused) as refused:
        load_catalogue(folder=folder)

    assert "kinds.yaml" in refused.value.message
    assert "services.yaml" in refused.value.message


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CatalogueRefused, match=r"calendars\.yaml: is missing"):
        load_catalogue(folder=tmp_path)


def test_the_command_says_what_it_did(capsys):
    call_command("load_catalogue")
    first = capsys.readouterr().out
    call_command("load_catalogue")

    assert f"services: {ServiceItem.objects.count()} ({ServiceItem.objects.count()} new)" in first
    assert f"kinds of case: {CaseKind.objects.count()} (0 new)" in capsys.readouterr().out


def test_the_command_says_what_is_wrong(files):
    folder = files("kinds", "priority: normal", "priority: sometimes")

    with pytest.raises(CommandError, match=r"Nothing was loaded\.\nkinds\.yaml: late-charge"):
        call_command("load_catalogue", folder=folder)

    assert not WorkingCalendar.objects.exists()


def test_everything_was_published_before_the_first_year_of_cases(catalogue):
    for model in (CaseKind, ServiceItem, ServiceStandard):
        assert model.objects.valid_on(date(2024, 1, 1)).count() == model.objects.values("code").distinct().count()
    assert FeeItem.objects.valid_on(date(2024, 1, 1)).exists()
