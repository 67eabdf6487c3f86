"""What the desk says of work and money."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gasservice.registry.terms import RefundMethod
from gasservice.standards.terms import Purpose


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


class RefundForm(forms.Form):
    """Money that was paid back; `amount` is what the page said is owed, so that nobody notes another sum unseen."""

    amount = forms.DecimalField(max_digits=10, decimal_places=2, widget=forms.HiddenInput)
    method = forms.ChoiceField(label=_("How was it paid back?"), choices=RefundMethod.choices, widget=forms.RadioSelect)
    payment_reference = forms.CharField(
        label=pgettext_lazy("a refund", "Number of the payment"),
        help_text=_("As the bank, the till or the payment service gave it. The same number told twice is one payment."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
