"""The table of terms is true, and traditional texts are written with the signs that people write."""

import re
from collections.abc import Iterator

import polib
import pytest
import yaml
from django.conf import settings

from gasservice.standards.catalogue import SEED

ROW = re.compile(r"^\| (?P<english>[^|]+?) \| (?P<hans>[^|]+?) \| (?P<hant>[^|]+?) \|", re.M)
TABLE = (settings.BASE_DIR / "docs/terms.md").read_text().partition("| --- |")[2]
# What a converter writes, and no reader in Hong Kong or Taiwan expects.
STRANGE = set("爲裏羣牀衆啓麪覈户説賬竈纔祕着臺佈鬚髮瞭“”")


def catalogue(locale: str) -> dict[tuple[str, str], str]:
    po = polib.pofile(str(settings.LOCALE_PATHS[0] / locale / "LC_MESSAGES" / "django.po"))
    return {(entry.msgctxt, entry.msgid): entry.msgstr or entry.msgstr_plural[0] for entry in po}


def published(node: object) -> Iterator[tuple[str, str, str]]:
    """Give every text of the seed that stands in three languages."""
    if isinstance(node, dict) and "zh_hant" in node:
        yield str(node["en"]), node["zh_hans"], node["zh_hant"]
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from published(child)


@pytest.fixture(scope="module")
def texts() -> list[tuple[str, str, str]]:
    hans, hant = catalogue("zh_Hans"), catalogue("zh_Hant")
    seed = [text for path in SEED.glob("*.yaml") for text in published(yaml.safe_load(path.read_text()))]
    return [(key[1], hans[key], hant[key]) for key in hans] + seed


def test_every_term_of_the_table_is_used(texts):
    terms = ROW.findall(TABLE)
    unused = [
        term
        for term in terms
        if not any(term[0] in en.lower() and term[1] in hans and term[2] in hant for en, hans, hant in texts)
    ]

    assert len(terms) > 40
    assert unused == []


def test_traditional_texts_hold_no_sign_of_a_converter(texts):
    assert [hant for _, _, hant in texts if STRANGE & set(hant)] == []
