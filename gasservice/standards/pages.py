"""What a page of the catalogue is made of, each text in three languages, and what one still lacks."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from gasservice.web.languages import LANGUAGES, Language

TEXTS = {
    "title": _("Title"),
    "summary": _("In short"),
    "who": _("Who may ask"),
    "basis": _("Legal basis"),
}


@dataclass(frozen=True)
class PartKind:
    """A numbered part of a page: how many and one of them are called, and its texts; some may be left out."""

    name: str
    label: str
    numbered: str
    texts: dict[str, str]
    optional: frozenset[str] = frozenset()


PARTS = (
    PartKind("documents", _("Papers to have ready"), _("Paper %(number)s"), {"name": _("Paper")}),
    PartKind(
        "steps",
        _("Steps, and who does each"),
        _("Step %(number)s"),
        {"party": _("Who does it"), "title": _("What is done"), "time": _("How long"), "text": _("More about it")},
        frozenset({"time", "text"}),
    ),
    PartKind(
        "questions",
        _("Common questions"),
        _("Question %(number)s"),
        {"question": _("Question"), "answer": _("Its answer")},
    ),
)


def columns_of(texts: Iterable[str]) -> list[str]:
    """Name the columns of texts, language beside language."""
    return [f"{text}_{language.column}" for text in texts for language in LANGUAGES.values()]


def is_written(row: object, texts: Iterable[str]) -> bool:
    """Say whether anything stands in any of the texts."""
    return any(getattr(row, column).strip() for column in columns_of(texts))


def languages_lacking(row: object, text: str, *, is_optional: bool = False) -> list[Language]:
    """Give the languages in which a text is not written; one that may be left out is written in all or none."""
    if is_optional and not is_written(row, [text]):
        return []
    return [one for one in LANGUAGES.values() if not getattr(row, f"{text}_{one.column}").strip()]
