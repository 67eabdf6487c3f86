"""The rules of the house that imports alone do not show."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.template.loader import get_template
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ORDER = [
    "portal",
    "keyaccounts",
    "questionnaires",
    "training",
    "volunteers",
    "oversight",
    "cases",
    "notices",
    "registry",
    "standards",
    "files",
    "users",
    "web",
]
DOORS = ["complaints", "billing", "repairs"]
OURS = [*DOORS, *ORDER]


def foreign_keys():
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if field.is_relation and field.concrete and field.related_model:
                yield model._meta.app_label, field, field.related_model._meta.app_label


def height(label: str) -> int:
    return len(ORDER) if label in DOORS else len(ORDER) - ORDER.index(label) - 1


def test_no_row_points_upwards_or_from_door_to_door():
    upwards = [
        str(field)
        for here, field, there in foreign_keys()
        if here in OURS and there in OURS and here != there and height(here) <= height(there)
    ]

    assert upwards == []


def test_a_lower_room_cannot_reach_up_through_a_reverse_name():
    reaching = [
        str(field)
        for here, field, there in foreign_keys()
        if here in OURS and there in OURS and here != there and not field.remote_field.hidden
    ]

    assert reaching == []


def test_every_model_says_what_it_is():
    silent = [
        model.__name__
        for model in apps.get_models()
        if model._meta.app_label in OURS and (model.__doc__ or "").startswith(f"{model.__name__}(")
    ]

    assert silent == []


def test_every_template_compiles(settings):
    root = settings.BASE_DIR / "templates"
    names = [str(path.relative_to(root)) for path in root.rglob("*.html")]

    assert len(names) > 40
    for name in names:
        get_template(name)


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_no_string_is_untranslated_or_behind_the_code():
    call_command("messages", "check")


def test_imports_go_down(settings, monkeypatch):
    monkeypatch.chdir(settings.BASE_DIR)

    assert lint_imports(no_cache=True) == EXIT_STATUS_SUCCESS


def test_days_are_asked_for_in_one_way(settings):
    modules = [path for name in [*DOORS, "gasservice"] for path in (settings.BASE_DIR / name).rglob("*.py")]
    other = [path.name for path in modules if "DateInput(" in path.read_text() and path.name != "inputs.py"]

    assert other == []
