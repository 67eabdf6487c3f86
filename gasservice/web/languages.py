"""The three languages, and how a row that says something in each of them is read."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Model
from django.utils.translation import get_language


@dataclass(frozen=True)
class Language:
    """How one language is named in columns and in HTML, and where its reader looks when it is silent."""

    code: str
    column: str
    html: str
    reads: tuple[str, ...]

    @property
    def name(self) -> str:
        """What its readers call it."""
        return dict(settings.LANGUAGES)[self.code]


_LANGUAGES = (
    Language("en", "en", "en", ("en", "zh_hans", "zh_hant")),
    Language("zh-hans", "zh_hans", "zh-Hans", ("zh_hans", "zh_hant", "en")),
    Language("zh-hant", "zh_hant", "zh-Hant", ("zh_hant", "zh_hans", "en")),
)
LANGUAGES = {language.code: language for language in _LANGUAGES}


def language_named(code: str | None = None) -> Language:
    """Give the language of `code`, or of the reader; an unknown one is the default language."""
    return LANGUAGES.get(code or get_language() or "") or LANGUAGES[settings.LANGUAGE_CODE]


def localized(row: Model, field: str, language: str | None = None) -> str:
    """Read `<field>_en`, `_zh_hans` or `_zh_hant` for the reader; an empty text falls back to the nearest language."""
    texts = (getattr(row, f"{field}_{column}") for column in language_named(language).reads)
    return next((text for text in texts if text), "")
