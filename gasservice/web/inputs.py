"""Fields as browsers know them."""

from django import forms


class DayInput(forms.DateInput):
    """A day; browsers take it in one form alone, whatever the reader's language."""

    input_type = "date"

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")
