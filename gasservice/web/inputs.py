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


class WordsField(forms.CharField):
    """A few sentences, in so many rows to begin with."""

    def __init__(self, *, rows: int = 4, max_length: int = 2000, **options) -> None:
        super().__init__(max_length=max_length, widget=forms.Textarea(attrs={"rows": rows}), **options)


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
