"""What customers fill in about their gas."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from gasservice.files.terms import OFFERED
from gasservice.registry.models import Tenure
from gasservice.registry.terms import NeedKind
from gasservice.web.refusals import Refusal


class RefusableForm(forms.Form):
    """A form that can show why an action said no."""

    def add_refusal(self, refusal: Refusal) -> None:
        self.add_error(refusal.field if refusal.field in self.fields else None, refusal.message)


class ClaimForm(RefusableForm):
    """Two facts that stand on a bill."""

    number = forms.CharField(
        label=_("Account number"),
        help_text=_("It stands on each bill and on the card beside the meter."),
        max_length=30,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    amount = forms.DecimalField(
        label=_("Amount of your last bill, in yuan"),
        help_text=_("Like 86.40"),
        min_value=0,
        max_digits=10,
        decimal_places=2,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
    )


class CodeForm(RefusableForm):
    """The code we sent."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("Six digits. It serves for ten minutes."),
        validators=[RegexValidator(r"^\s*[0-9]{6}\s*$", _("The code has six digits."))],
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class HomeChoice(forms.ModelChoiceField):
    """One of the accounts somebody holds, named by its address."""

    def label_from_instance(self, tenure: Tenure) -> str:
        return tenure.gas_account.service_point.premise.address


class NameForm(RefusableForm):
    """The new name of a place."""

    name = forms.CharField(
        label=_("New name"),
        help_text=_("From today. The name in use stays known as a former one and is still found."),
        max_length=120,
    )


class NeedForm(RefusableForm):
    """Why somebody must not be without gas."""

    home = HomeChoice(queryset=None, label=_("Where"), empty_label=None, widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("Why you must not be without gas"), choices=NeedKind, widget=forms.RadioSelect)
    details = forms.CharField(
        label=_("What we should know"),
        help_text=_("For example a machine that must not stop, or who to call."),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    evidence = forms.FileField(
        label=_("A photo or paper that shows it"),
        help_text=_("For example a certificate. You may also show it when we visit."),
        required=False,
        widget=forms.FileInput({"accept": ",".join(OFFERED)}),
    )
    has_consent = forms.BooleanField(
        label=_("You may keep this and use it to look after this home when gas is off."),
        help_text=_("Only our service desk and the crew at your home see it. You can end it at any time."),
    )

    def __init__(self, *args, homes, **options) -> None:
        super().__init__(*args, **options)
        self.fields["home"].queryset = homes
        if len(homes) == 1:
            self.fields["home"].initial = homes[0]
