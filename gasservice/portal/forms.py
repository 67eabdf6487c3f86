"""What customers fill in about their gas."""

from datetime import date

from django import forms
from django.core.validators import MinValueValidator, RegexValidator
from django.utils.translation import gettext_lazy as _

from gasservice.files.terms import OFFERED
from gasservice.registry.models import Tenure
from gasservice.registry.terms import NeedKind
from gasservice.web.inputs import DayInput
from gasservice.web.refusals import Refusal
from gasservice.web.say import say_month_of_year


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


class IndexField(forms.DecimalField):
    """What a meter shows."""

    def __init__(self, **options) -> None:
        widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(min_value=0, max_digits=12, decimal_places=3, widget=widget, **options)


class EvidenceField(forms.FileField):
    """A photo or paper that shows what is said."""

    def __init__(self, **options) -> None:
        super().__init__(widget=forms.FileInput({"accept": ",".join(OFFERED)}), **options)


class CorrectionForm(forms.Form):
    """The right figure of a reading, and why it is the right one."""

    index_m3 = IndexField(label=_("The right figure, in m³"))
    because = forms.CharField(
        label=_("Why"), help_text=_("For example: misread, or seen on the photo."), max_length=300
    )


class HouseholdForm(forms.Form):
    """How many live in a home, and since when."""

    persons = forms.IntegerField(label=_("How many people live there"), min_value=1, max_value=30)
    month = forms.TypedChoiceField(
        label=_("Since which month"),
        help_text=_("It counts from the first day of that month, this year at the earliest."),
        coerce=date.fromisoformat,
    )
    evidence = EvidenceField(label=_("A photo of the household register or the residence permits"), required=False)

    def __init__(self, *args, today: date, base_persons: int, **options) -> None:
        super().__init__(*args, **options)
        months = [date(today.year, month, 1) for month in range(today.month, 0, -1)]
        self.fields["month"].choices = [(day.isoformat(), say_month_of_year(day)) for day in months]
        words = _("Needed only for more than %(count)d people. Every person should stand on it.")
        self.fields["evidence"].help_text = words % {"count": base_persons}


class BecauseForm(forms.Form):
    """Why something is refused; the customer reads it."""

    because = forms.CharField(label=_("Why it does not count"), help_text=_("The customer reads this."), max_length=300)


LONG_AGO = [MinValueValidator(date(1950, 1, 1))]


class HolderForm(forms.Form):
    """Whom the desk names as the holder of an account, and what shows it."""

    known_as = forms.CharField(
        label=_("Telephone or customer number"), max_length=30, widget=forms.TextInput({"autocomplete": "off"})
    )
    name = forms.CharField(
        label=_("Name"),
        help_text=_("Only for somebody who is new to our books."),
        max_length=120,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    evidence = EvidenceField(
        label=_("What shows it"), help_text=_("The purchase contract, the deed or the lease, as a photo or PDF.")
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class HandOverForm(HolderForm):
    """To whom an account goes, from which day, and what the meter showed then."""

    on = forms.DateField(label=_("From which day"), widget=DayInput(), validators=LONG_AGO)
    index_m3 = IndexField(
        label=_("What the meter showed as that day began, in m³"),
        help_text=_("What was used before stays with the former holder."),
        required=False,
    )
    field_order = ("known_as", "name", "on", "index_m3", "evidence", "note")


class FormerHolderForm(HolderForm):
    """Who held an account in a time of which our books know nobody."""

    held_from = forms.DateField(label=_("From"), widget=DayInput(), validators=LONG_AGO)
    held_until = forms.DateField(
        label=_("Until"),
        help_text=_("The first day on which they held it no more."),
        widget=DayInput(),
        validators=LONG_AGO,
    )
    field_order = ("known_as", "name", "held_from", "held_until", "evidence", "note")
