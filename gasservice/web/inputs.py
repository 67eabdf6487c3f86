"""Fields as browsers know them."""

from collections.abc import Iterable

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe


class DayInput(forms.DateInput):
    """A day; browsers take it in one form alone, whatever the reader's language."""

    input_type = "date"

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class PlainSelect(forms.Select):
    """A choice, perhaps in groups, put together here: a template for each of dozens of options takes its time."""

    def render(self, name: str, value: object, attrs: dict | None = None, renderer: object = None) -> SafeString:
        return format_html(
            "<select{}>{}</select>",
            flatatt(self.build_attrs(self.attrs, {"name": name} | (attrs or {}))),
            drawn_options(self.choices, self.format_value(value)),
        )


def drawn_options(choices: Iterable[tuple], chosen: list[str]) -> SafeString:
    return format_html_join("", "{}", ((drawn_option(key, label, chosen),) for key, label in choices))


def drawn_option(key: object, label: object, chosen: list[str]) -> SafeString:
    """Draw an option, or those of a group, whose name stands before them."""
    if isinstance(label, list | tuple):
        return format_html('<optgroup label="{}">{}</optgroup>', key, drawn_options(label, chosen))
    selected = mark_safe(" selected") if str(key) in chosen else ""
    return format_html('<option value="{}"{}>{}</option>', key, selected, label)
