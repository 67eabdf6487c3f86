"""What stands in a page that is put together without a template."""

from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString


def said(value: object) -> str:
    """Escape a value as templates do, several times as quickly as `format_html`."""
    return value.__html__() if hasattr(value, "__html__") else escape(str(value))


class Linked(NamedTuple):
    """Words or a number and the way to what stands behind them, if there is any; a template writes both by its name."""

    words: object
    url: str = ""

    def __html__(self) -> SafeString:
        words = said(self.words)
        return SafeString(f'<a href="{escape(self.url)}">{words}</a>' if self.url else words)

    __str__ = __html__
