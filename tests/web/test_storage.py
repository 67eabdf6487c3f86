"""Stylesheets in one piece."""

import json

from django.core.management import call_command


def test_it_serves_each_face_as_one_sheet(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "gasservice.web.storage.WholeSheetStorage"},
    }

    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)

    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    site, desk = ((tmp_path / names[f"css/{face}.css"]).read_text() for face in ("site", "desk"))
    assert "@import" not in site + desk
    assert site.index("@layer reset, tokens, base") < site.index("@layer tokens {")
    assert ".note {" in desk
    assert ".note {" not in site
