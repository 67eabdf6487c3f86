"""What a customer may say about a case they follow."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gasservice.cases.references import read_reference
from gasservice.cases.secrets import LENGTH, read_secret
from gasservice.files.forms import PhotosField


class TrackForm(forms.Form):
    """Number and code."""

    reference = forms.CharField(
        label=_("Case number"),
        help_text=_("Nine digits, for example 482-719-365."),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-size": "s"}),
    )
    secret = forms.CharField(
        label=_("Your code"),
        help_text=_(
            "Twelve letters and digits, shown when you filed it; they also end the link in our message to you."
        ),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "data-size": "s"}),
    )

    def clean_reference(self) -> str:
        reference = read_reference(self.cleaned_data["reference"])
        if reference is None:
            raise forms.ValidationError(_("A digit in this number is wrong or missing. It has nine digits."))
        return reference

    def clean_secret(self) -> str:
        secret = read_secret(self.cleaned_data["secret"])
        if len(secret) != LENGTH:
            raise forms.ValidationError(_("The code has twelve letters and digits."))
        return secret


class WriteForm(forms.Form):
    """Words to us, with photos."""

    body = forms.CharField(
        label=_("Write to us"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write a few words. A photo may come with them.")},
    )
    photos = PhotosField(label=_("Photos"), required=False)


class NotSolvedForm(forms.Form):
    """Why it is not solved, if the customer wants to say so."""

    because = forms.CharField(label=_("What is still wrong?"), max_length=300, required=False)
