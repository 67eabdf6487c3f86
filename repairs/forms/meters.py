"""What is written down at a meter that hangs: what it shows, what its test found, what hangs in its place."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gasservice.files.terms import OFFERED
from gasservice.web.inputs import DayInput

DECIMAL = {"inputmode": "decimal", "autocomplete": "off", "data-size": "s"}
FILE = {"accept": ",".join(OFFERED)}
WORDS = {
    "label": _("In words"),
    "help_text": _("The desk that asked reads this, and the customer too."),
    "max_length": 200,
    "widget": forms.Textarea(attrs={"rows": 2}),
}


def index_field(label: str, help_text: str = "") -> forms.DecimalField:
    shown = {"label": label, "help_text": help_text, "widget": forms.TextInput(attrs=DECIMAL)}
    return forms.DecimalField(min_value=0, max_digits=12, decimal_places=3, **shown)


class ReadAgainForm(forms.Form):
    """What the meter shows, as our own people read it."""

    index_m3 = index_field(_("What the meter shows, in m³"), _("As it stands now. Show it to the customer."))
    photo = forms.FileField(
        label=_("A photo of the meter"),
        help_text=_("With figures and number on it, if you can."),
        required=False,
        widget=forms.FileInput(FILE | {"capture": "environment"}),
    )
    words = forms.CharField(required=False, **WORDS)


class TestForm(forms.Form):
    """What the certificate of a laboratory says."""

    tested_on = forms.DateField(label=_("Tested on"), widget=DayInput({"data-size": "s"}))
    laboratory = forms.CharField(label=_("Laboratory"), max_length=120)
    certificate_number = forms.CharField(
        label=_("Number of the certificate"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    error_percent = forms.DecimalField(
        label=_("Error, in per cent"),
        help_text=_("With a minus where the meter counts too little."),
        max_digits=5,
        decimal_places=2,
        widget=forms.TextInput(attrs=DECIMAL | {"inputmode": "text"}),
    )
    limit_percent = forms.DecimalField(
        label=_("Error allowed, in per cent"),
        help_text=_("In either direction, as the certificate says."),
        min_value=0.01,
        max_digits=4,
        decimal_places=2,
        widget=forms.TextInput(attrs=DECIMAL),
    )
    certificate = forms.FileField(
        label=_("The certificate"),
        help_text=_("As a photo or PDF. The customer can open it."),
        required=False,
        widget=forms.FileInput(FILE),
    )
    words = forms.CharField(required=False, **WORDS)


class FoundForm(forms.Form):
    """What was found, in words alone."""

    answer = forms.CharField(**WORDS)


class ExchangeForm(forms.Form):
    """What the old meter shows last, and the new one first."""

    last_index_m3 = index_field(_("Last index of the old meter, in m³"), _("Show both meters to the customer."))
    new_serial = forms.CharField(
        label=_("Number on the new meter"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "data-size": "s"}),
    )
    first_index_m3 = index_field(_("First index of the new meter, in m³"))
