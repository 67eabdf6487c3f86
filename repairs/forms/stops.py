"""What a crew says of an order to stop somebody's gas."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CouldNotStopForm(forms.Form):
    """Why the gas could not be stopped."""

    because = forms.CharField(
        label=_("Why not?"),
        help_text=_("Nobody at home, no way to the valve, somebody ill in the home: whoever ordered it reads this."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
