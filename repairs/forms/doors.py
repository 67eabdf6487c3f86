"""What is asked at a door: who may open it, the code, the meter, and each item of the checklist."""

from django import forms
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from gasservice.files.forms import PhotosField
from gasservice.standards.models import InspectionItem
from gasservice.web.languages import localized
from repairs.models import Finding
from repairs.terms import Verdict


class AuthoriseForm(forms.Form):
    """Somebody who may open the door in the customer's place."""

    name = forms.CharField(
        label=_("Their name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off", "data-size": "s"})
    )
    phone = PhoneNumberField(
        label=_("Their mobile phone"),
        help_text=_("We send them a code. They show it to our people at the door."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off", "data-size": "s"}),
    )


class DoorCodeForm(forms.Form):
    """The code of whoever opens the door."""

    code = forms.CharField(
        label=_("Their code"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-size": "s"}),
    )


class MeterForm(forms.Form):
    """A meter as it hangs."""

    serial = forms.CharField(
        label=_("Number on the meter"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "data-size": "s"}),
    )
    index_m3 = forms.DecimalField(
        label=_("First index in m³"),
        help_text=_("As the register shows it now. Show both to the customer."),
        min_value=0,
        max_digits=9,
        decimal_places=3,
        widget=forms.NumberInput(attrs={"step": "0.001", "inputmode": "decimal", "data-size": "s"}),
    )


class TakeBackForm(forms.Form):
    """Why a meter that was written down does not hang."""

    because = forms.CharField(
        label=_("What is wrong with it?"),
        help_text=_("The customer reads this. A visit that is agreed stays; call it off where a fitter comes first."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class FindingForm(forms.Form):
    """What is found of one item; its prefix is the finding's number."""

    verdict = forms.ChoiceField(
        label=_("What did you find?"), widget=forms.RadioSelect, choices=Verdict.choices, required=False
    )
    words = forms.CharField(
        label=_("What is wrong, in words the customer understands"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    photo = PhotosField(label=_("Photo of it"), required=False)

    def __init__(self, *args, finding: Finding, **kwargs) -> None:
        self.finding = finding
        kwargs |= {"prefix": str(finding.pk), "initial": {"verdict": finding.verdict, "words": finding.words}}
        super().__init__(*args, **kwargs)

    def say_what_lacks(self) -> bool:
        """Say beside the field what must be there before the inspection can end; say whether something lacks."""
        given = self.cleaned_data
        is_fault = given["verdict"] == Verdict.NOT_OK
        if not given["verdict"]:
            self.add_error("verdict", _("Judge this item too."))
        if is_fault and not given["words"]:
            self.add_error("words", _("Say what is wrong."))
        if is_fault and self.finding.item.stops_gas and not (given["photo"] or self.finding.photo_id):
            self.add_error("photo", _("Take a photo: the customer is shown why the gas stays shut."))
        return bool(self.errors)


class ClosingWordsForm(forms.Form):
    """What the inspector wants to say besides."""

    closing = forms.CharField(
        label=_("Anything else for the customer?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ItemChoice(forms.ModelChoiceField):
    def label_from_instance(self, item: InspectionItem) -> str:
        return localized(item, "title")


class AddItemForm(forms.Form):
    """Something more to look at in a re-check."""

    item = ItemChoice(
        label=_("Look at something more"), queryset=InspectionItem.objects.none(), empty_label=_("Choose an item")
    )

    def __init__(self, *args, items, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = items
