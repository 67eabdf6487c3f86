"""What the desk says of work and money."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gasservice.cases.terms import Purpose


class OpenOrderForm(forms.Form):
    """What somebody is to go for."""

    kind = forms.ChoiceField(label=_("What is to be done?"), choices=Purpose.choices, initial=Purpose.REPAIR)
    task = forms.CharField(
        label=_("For the crew"),
        help_text=_("What to look at, how to get in, what to bring. The customer does not read it."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class PaymentForm(forms.Form):
    """A payment that reached us."""

    payment_reference = forms.CharField(
        label=_("Number of the payment"),
        help_text=_("As the bank, the till or the payment service gave it. The same number told twice is one payment."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class WithdrawForm(forms.Form):
    """Why a charge is taken back."""

    reason = forms.CharField(
        label=_("Why is it withdrawn?"), help_text=_("The customer reads this on the receipt."), max_length=300
    )
