"""Collect, compile and check the three languages, without gettext."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation.template import templatize

LOCALES = ("zh_Hans", "zh_Hant")
CODE = ("gasservice", "complaints", "billing", "repairs")
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")
METADATA = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": "nplurals=1; plural=0;"}


class Command(BaseCommand):
    help = "Collect (extract), compile or check the texts of the three languages."

    def add_arguments(self, parser) -> None:
        parser.add_argument("act", choices=list(ACTS))

    def handle(self, act: str, **options) -> None:
        for locale in LOCALES:
            path = Path(settings.LOCALE_PATHS[0]) / locale / "LC_MESSAGES" / "django.po"
            ACTS[act](path)


def write(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    collected(path).save(str(path))


def compile_one(path: Path) -> None:
    polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))


def refuse_faults(path: Path) -> None:
    faults = list(faults_of(path))
    if faults:
        raise CommandError("\n".join(f"{path.parent.parent.name}: {fault}" for fault in faults))


def collected(path: Path) -> polib.POFile:
    """Give the catalogue as the code stands now, with the translations that `path` already has."""
    held = polib.pofile(str(path)) if path.exists() else []
    known = {(entry.msgctxt, entry.msgid): entry for entry in held}
    catalogue = polib.POFile(wrapwidth=118)
    catalogue.metadata = METADATA | {"Language": path.parent.parent.name}
    for context, text, plural in sorted(texts(), key=lambda row: (row[1], row[0] or "")):
        old = known.get((context, text))
        entry = polib.POEntry(msgid=text, msgctxt=context, flags=old.flags if old else [])
        if plural:
            entry.msgid_plural = plural
            entry.msgstr_plural = old.msgstr_plural if old and old.msgstr_plural else {0: ""}
        else:
            entry.msgstr = old.msgstr if old else ""
        catalogue.append(entry)
    return catalogue


def texts() -> set[tuple[str | None, str, str]]:
    return {found for source in sources() for found in texts_in(source)}


def sources() -> Iterator[io.BytesIO]:
    root = settings.BASE_DIR
    for package in CODE:
        for path in (root / package).rglob("*.py"):
            yield io.BytesIO(path.read_bytes())
    for path in (root / "templates").rglob("*"):
        if path.suffix in (".html", ".txt"):
            # Read as Python, where the indentation of a template has no meaning and would be an error.
            lines = templatize(path.read_text(), origin=str(path)).splitlines()
            yield io.BytesIO("\n".join(line.lstrip() for line in lines).encode())


def texts_in(source: io.BytesIO) -> Iterator[tuple[str | None, str, str]]:
    for _line, found, _comments, context in extract("python", source, keywords=KEYWORDS):
        text, plural = found if isinstance(found, tuple) else (found, "")
        if text:
            yield context, text, plural


def faults_of(path: Path) -> Iterator[str]:
    """Say what is missing, fuzzy or has lost a placeholder, and whether the file is behind the code."""
    held = polib.pofile(str(path), wrapwidth=118)
    if str(held) != str(collected(path)):
        yield "the texts have changed; run `make messages` and translate what is new"
    for entry in held:
        words = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        if entry.fuzzy or not all(words):
            yield f"untranslated: {entry.msgid}"
        elif any(set(PLACEHOLDER.findall(entry.msgid)) != set(PLACEHOLDER.findall(word)) for word in words):
            yield f"placeholders differ: {entry.msgid}"


ACTS = {"extract": write, "compile": compile_one, "check": refuse_faults}
