"""The look at a bill that waits."""

from django import forms
from django.utils.translation import gettext_lazy as _

from billing.terms import LookDecision


class LookAtBillForm(forms.Form):
    """What becomes of a bill that waits, and why."""

    decision = forms.ChoiceField(label=_("What becomes of it"), choices=LookDecision, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Where it is corrected, the customer reads this on the bill."),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
    )
