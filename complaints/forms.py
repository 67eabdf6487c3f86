"""What is asked about an idea: of its author, of whoever decides, of its editor and of who looks for it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.terms import DECIDED, SUGGESTION, Stage
from gasservice.cases.forms.details import DetailsForm
from gasservice.cases.forms.filing import Choice
from gasservice.standards.models import CaseKind

OUTCOMES = [(stage.value, stage.label) for stage in DECIDED]


class ConsentForm(DetailsForm):
    """Whether the idea may be told to others."""

    title = _("Publishing")
    heading = _("May we publish your idea?")

    may_publish = forms.BooleanField(
        label=_("Yes, others may read what I suggest and what became of it"),
        help_text=_(
            "In our words, without your name, address or anything else that tells who you are. "
            "You can take this back at any time on the page of your case. Without it you are answered just the same."
        ),
        required=False,
    )


def questions(kind: CaseKind) -> type[DetailsForm] | None:
    """Ask the author of an idea for consent; a complaint is never published."""
    return ConsentForm if kind.code == SUGGESTION else None


class DecideSuggestionForm(forms.Form):
    """Whether an idea is adopted, and why."""

    stage = forms.ChoiceField(
        label=_("What becomes of it?"),
        widget=forms.RadioSelect,
        choices=[
            (Stage.ADOPTED, Choice(Stage.ADOPTED.label, _("Say what changes, and when."))),
            (Stage.NOT_ADOPTED, Choice(Stage.NOT_ADOPTED.label, _("Say what stands against it."))),
        ],
    )
    why = forms.CharField(
        label=_("What we do, or why we do not"),
        help_text=_("The customer reads it as the answer, and the case is resolved."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Say why. The customer is owed the reason.")},
    )


class PublishForm(forms.Form):
    """An idea and its answer, in an editor's words."""

    title = forms.CharField(label=_("The idea in one line"), max_length=120)
    words = forms.CharField(
        label=_("The idea"),
        help_text=_("In your words. No name, no address, no house number, nothing that tells who wrote it."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    answer = forms.CharField(
        label=_("What became of it, and why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )


class SuggestionFilterForm(forms.Form):
    """Words to look for, and what became of it."""

    q = forms.CharField(
        label=_("Words in it"), max_length=80, required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    outcome = forms.ChoiceField(
        label=_("What became of it"), choices=[("", _("Everything")), *OUTCOMES], required=False
    )
