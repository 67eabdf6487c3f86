"""A door's own page of questions in the filing, between what happened and where.

A door gives `filing_urls(door, send=…, questions=…)` a function from a kind to its form, or to None where the kind asks
nothing more. The form is a subclass of `DetailsForm`:

- its fields are named as no field of the other pages, for all that is typed into a draft lies together;
- a document is a `PhotosField` of its own (`id_paper = PhotosField(label=…)`): what is uploaded is judged there, kept
  with the draft under the field's name, shown again, removable, and counts as given when the field is required;
- `title` stands in the progress and `heading` above the page; `template` may be the door's own, which extends
  `cases/filing/details.html`;
- it may make or drop fields by what was `typed` so far: a page that asks something new because of an answer is
  shown again instead of going on, at its `anchor`, else at the new field;
- `rows()` says its answers on the check page; `turns_to()` gives an address where the answers end the matter.

`send` is then called with `details`: the cleaned data of the form, each document as a list of `StoredFile`; it is
empty for a kind without questions. It hands `details` on to `file_draft`, which keeps the documents with the case.
"""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from gasservice.files.forms import PhotosField
from gasservice.files.models import StoredFile
from gasservice.standards.models import CaseKind


class DetailsForm(forms.Form):
    """What a door asks about a kind; `papers` are the documents staged so far, by field."""

    title = _("Details")
    heading = _("A few questions more")
    template = "cases/filing/details.html"
    anchor = ""

    def __init__(
        self, *args, kind: CaseKind, today: date, typed: dict, papers: dict[str, list[StoredFile]], **kwargs
    ) -> None:
        kwargs["initial"] = (kwargs.get("initial") or {}) | papers
        super().__init__(*args, **kwargs)
        self.kind, self.today, self.typed, self.papers = kind, today, typed, papers

    def details(self) -> dict[str, object]:
        """Give the answers, and of documents what is staged."""
        staged = {name: self.papers.get(name, []) for name in self.paper_names()}
        return self.cleaned_data | staged

    def paper_names(self) -> list[str]:
        return [name for name, field in self.fields.items() if isinstance(field, PhotosField)]

    def rows(self) -> list[tuple[str, object]]:
        """Say each answer with its question."""
        return [(self[name].label, self.in_words(name, value)) for name, value in self.details().items()]

    def in_words(self, name: str, value: object) -> object:
        """Say an answer: documents by their names, a choice by its label, a tick as yes or no."""
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        said = dict(getattr(self.fields[name], "choices", []))
        chosen = value if isinstance(value, list) else [value]
        return _(", ").join(str(said.get(one, one)) for one in chosen if one is not None)

    def turns_to(self) -> str:
        """Give where the answers lead instead of on; a form that turns away is never sent."""
        return ""
