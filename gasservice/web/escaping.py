"""What stands in a page that is put together without a template."""

from html import escape


def said(value: object) -> str:
    """Escape a value as templates do, several times as quickly as `format_html`."""
    return value.__html__() if hasattr(value, "__html__") else escape(str(value))
