"""Who we are, as every page and message says it."""

from django.conf import settings

from gasservice.web.languages import language_named


def company_in(language: str | None = None) -> dict[str, str]:
    """Give our name, address and telephone numbers in `language`, or in the reader's."""
    facts = settings.COMPANY
    suffix = language_named(language).column.upper()
    return {
        "name": facts[f"NAME_{suffix}"],
        "address": facts[f"ADDRESS_{suffix}"],
        "hotline": facts["HOTLINE"],
        "emergency_phone": facts["EMERGENCY_PHONE"],
    }
