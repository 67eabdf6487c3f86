"""Asking us to drop a late charge, and answering it."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from gasservice.cases.forms.filing import Choice
from gasservice.files.terms import OFFERED
from gasservice.standards.models import WaiverRule
from gasservice.web.languages import localized

OTHER = "other"


class WaiverForm(forms.Form):
    """One of the published reasons or another, words, and a paper where the reason wants one."""

    reason = forms.ChoiceField(label=_("Why should we drop it?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In your words"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    evidence = forms.FileField(
        label=_("A photo or PDF of a paper"),
        help_text=_("You may cover whatever we need not know."),
        required=False,
        widget=forms.FileInput({"accept": ",".join(OFFERED)}),
    )

    def __init__(self, *args, rules: Iterable[WaiverRule], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        published = [(rule.criterion, Choice(rule.get_criterion_display(), localized(rule, "words"))) for rule in rules]
        other = Choice(_("None of the published reasons"), _("Tell us in your words; one of us looks at it."))
        self.fields["reason"].choices = [*published, (OTHER, other)]

    def clean(self) -> dict:
        said = super().clean()
        is_other = said.get("reason") == OTHER
        if is_other and not said.get("words"):
            self.add_error("words", _("Tell us why."))
        return said | {"reason": ""} if is_other else said


class DecideWaiverForm(forms.Form):
    """How much of a late charge is dropped, and what the customer is told."""

    granted = forms.DecimalField(
        label=_("We drop, in yuan"),
        help_text=_("0 refuses it."),
        min_value=0,
        max_digits=10,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"step": "0.01", "inputmode": "decimal", "data-size": "s"}),
    )
    answer = forms.CharField(
        label=_("The decision and the reason for it"),
        help_text=_("The customer reads it."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
