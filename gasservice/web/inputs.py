"""Fields as browsers know them."""

from django import forms
from django.forms.utils import flatatt
from django.utils.safestring import SafeString, mark_safe

from gasservice.web.escaping import said


class DayInput(forms.DateInput):
    """A day; browsers take it in one form alone, whatever the reader's language."""

    input_type = "date"

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class PlainSelect(forms.Select):
    """A choice without groups, put together here: a template for each of dozens of options takes its time."""

    def render(self, name: str, value: object, attrs: dict | None = None, renderer: object = None) -> SafeString:
        chosen = self.format_value(value)
        options = "".join(
            f'<option value="{said(key)}"{" selected" if str(key) in chosen else ""}>{said(label)}</option>'
            for key, label in self.choices
        )
        attributes = flatatt(self.build_attrs(self.attrs, {"name": name} | (attrs or {})))
        return mark_safe(f"<select{attributes}>{options}</select>")  # noqa: S308  all of it is escaped
