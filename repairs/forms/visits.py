"""What the crew says at the door; every form is small enough for a thumb in a glove."""

import base64
import binascii
from datetime import date
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext_lazy as _

from gasservice.files.forms import CameraField
from gasservice.standards.models import FeeItem
from gasservice.web.inputs import WordsField
from repairs.forms.fees import FeeChoice
from repairs.queries.fees import FeeTable, fees_to_use
from repairs.terms import VisitOutcome

DRAWN = "data:image/png;base64,"
LONGEST_DRAWING = 400_000  # letters of the canvas's picture
PHONE_KEYS = {"inputmode": "decimal", "autocomplete": "off"}


class ArrivalForm(forms.Form):
    """We are here; `submission` makes a retry on a bad line the same arrival."""

    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class StagePhotosForm(forms.Form):
    """Photos of one side of the work, straight from the camera."""

    photos = CameraField(label=_("Photos"))


class DoorPhotoForm(forms.Form):
    """A photo of a door that nobody opened; the word alone will do."""

    photos = CameraField(
        label=_("A photo of the door, if you took one"),
        required=False,
    )


class WorkForm(forms.Form):
    """What was found and what was done; the customer reads both."""

    found = WordsField(
        label=_("What did you find?"),
        help_text=_("The customer reads this."),
    )
    done = WordsField(
        label=_("What did you do?"),
        help_text=_("The customer reads this. It may wait until the work is done."),
        required=False,
    )


class FeeLineForm(forms.Form):
    """A part or an hour of the fee table; `submission` makes a retry the same line."""

    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    fee = FeeChoice(label=_("Part or hour"), queryset=FeeItem.objects.none())
    quantity = forms.DecimalField(
        label=_("How many?"),
        initial=1,
        min_value=0.01,
        max_value=9999,
        decimal_places=2,
        widget=forms.TextInput(attrs=PHONE_KEYS | {"data-size": "s"}),
    )
    unit_price = forms.DecimalField(
        label=_("Price of one, where the table gives a range"),
        help_text=_("Empty is the least."),
        required=False,
        decimal_places=2,
        max_digits=10,
        widget=forms.TextInput(attrs=PHONE_KEYS | {"data-size": "s"}),
    )
    reason = forms.CharField(
        label=_("Why more than the least?"),
        help_text=_("The customer reads this."),
        max_length=200,
        required=False,
    )
    is_ours = forms.BooleanField(
        label=_("We pay for this: it is on our side of the responsibility table"), required=False
    )

    def __init__(self, *args, day: date, table: FeeTable, is_ours: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fee"].queryset = fees_to_use(day)
        self.fields["fee"].group(table)
        self.fields["is_ours"].initial = is_ours


class DrawnSignature(forms.CharField):
    """A picture that a canvas drew, given as an upload; nothing where nothing was drawn."""

    widget = forms.HiddenInput

    def clean(self, value: str) -> UploadedFile | None:
        drawn = super().clean(value)
        if not drawn:
            return None
        try:
            if not drawn.startswith(DRAWN) or len(drawn) > LONGEST_DRAWING:
                raise ValueError
            body = base64.b64decode(drawn.removeprefix(DRAWN), validate=True)
        except (ValueError, binascii.Error) as error:
            raise ValidationError(_("The drawing did not arrive whole. Let them sign again.")) from error
        return SimpleUploadedFile("signature.png", body, "image/png")


class SignForm(forms.Form):
    """The customer signs: a name, and a drawing or a tick."""

    signed_name = forms.CharField(
        label=_("Who signs? Write the name."), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    signature = DrawnSignature(required=False)
    agrees = forms.BooleanField(
        label=_("They have read it and agree; the typed name stands for their signature."), required=False
    )

    def clean(self) -> dict:
        said = super().clean()
        if not said.get("signature") and not said.get("agrees") and not self.errors:
            self.add_error("agrees", _("Let them draw their signature, or tick that they agree."))
        return said

    def said(self) -> dict[str, object]:
        return {"signed_name": self.cleaned_data["signed_name"], "signature": self.cleaned_data["signature"]}


class LeaveForm(forms.Form):
    """The visit ends and the work is not done."""

    outcome = forms.ChoiceField(
        label=_("How does it end?"),
        widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in (VisitOutcome.NO_ACCESS, VisitOutcome.NOT_FINISHED)],
    )
    found = WordsField(
        label=_("What is left to do, and what does the next visit need?"),
        help_text=_("The customer reads this. Nobody opens? Write where you rang, and whom you called at what time."),
        required=False,
    )
    photos = CameraField(
        label=_("A photo of the door"),
        help_text=_("Where nobody opens: it shows that you were there."),
        required=False,
    )

    def clean(self) -> dict:
        said = super().clean()
        if said.get("outcome") == VisitOutcome.NOT_FINISHED and not said.get("found", "").strip():
            self.add_error("found", _("Say what is left to do: whoever comes next reads it."))
        return said
