"""A reading that a customer sends in, and the look at it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gasservice.files.terms import OFFERED


class ReadingForm(forms.Form):
    """What somebody reads off their meter; they are asked whether they are sure only where it is likely a slip."""

    index_m3 = forms.DecimalField(
        label=_("What the meter shows, in m³"),
        help_text=_("The black figures; the red ones after the comma may be left out."),
        min_value=0,
        max_digits=12,
        decimal_places=3,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
    )
    serial_end = forms.CharField(
        label=_("The last four characters of the number on the meter"),
        help_text=_("So that nobody reads the neighbour’s."),
        max_length=4,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    photo = forms.FileField(
        label=_("A photo of the meter"),
        help_text=_("With figures and number on it, if you can."),
        required=False,
        widget=forms.FileInput({"accept": ",".join(OFFERED)}),
    )
    is_sure = forms.BooleanField(label=_("I have looked again: this is what the meter shows."), required=False)


class LookForm(forms.Form):
    """What we find of a doubtful reading: it stands, or another figure is right."""

    index_m3 = forms.DecimalField(
        label=_("The right figure, in m³"),
        help_text=_("Leave it empty and the reading stands. What was sent in is kept beside it."),
        min_value=0,
        max_digits=12,
        decimal_places=3,
        required=False,
    )
