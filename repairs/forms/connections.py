"""What is asked for a new connection: by its customer, at the desk, and of the firms."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gasservice.cases.forms.details import DetailsForm
from gasservice.files.forms import PhotosField
from gasservice.registry.models import Premise
from gasservice.standards.models import FeeItem
from gasservice.standards.terms import ProjectKind
from gasservice.web.inputs import DayInput
from repairs.forms.fees import FeeChoice
from repairs.models import Firm, Project


class ConnectionDetails(DetailsForm):
    """What a new connection needs to be known by, with the papers; everything is asked once."""

    title = _("What for")
    heading = _("What is the gas for?")

    project_kind = forms.ChoiceField(
        label=_("Where shall the gas come to?"), widget=forms.RadioSelect, choices=ProjectKind.choices
    )
    identity_paper = PhotosField(
        label=_("Identity card or business licence"), help_text=_("Photos or a PDF. Only we read them.")
    )
    title_paper = PhotosField(
        label=_("Proof of title, or lease with the owner’s consent"),
        required=False,
        help_text=_("If you do not have it at hand, go on; we ask for it once."),
    )


class DoneForm(forms.Form):
    """A step is done: what was done, with what shows it."""

    words = forms.CharField(
        label=_("What was done?"),
        help_text=_("The customer reads this."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    papers = PhotosField(label=_("Papers or photos that show it"), required=False)

    def __init__(self, *args, must_prove: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["papers"].required = must_prove


class DelayForm(forms.Form):
    """Why a step waits."""

    words = forms.CharField(
        label=_("What is it waiting for?"),
        help_text=_("The customer reads this. The promise stays what it was."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    expected_on = forms.DateField(
        label=_("When do you expect to be done?"),
        required=False,
        widget=DayInput({"data-size": "s"}),
    )


class FirmChoice(forms.ModelChoiceField):
    def label_from_instance(self, firm: Firm) -> str:
        return f"{firm.get_party_display()} · {firm.name}"


class FirmForm(forms.Form):
    """Which firm gets its part."""

    firm = FirmChoice(
        label=_("Which firm?"), queryset=Firm.objects.order_by("party", "name"), empty_label=_("Choose a firm")
    )


class FeeForm(forms.Form):
    """A fee for one of the places of a connection."""

    premise = forms.ModelChoiceField(label=_("For which place?"), queryset=Premise.objects.none(), empty_label=None)
    fee = FeeChoice(label=_("Which fee?"), queryset=FeeItem.objects.none(), empty_label=_("Choose a fee"))
    amount = forms.DecimalField(
        label=_("Amount in yuan"),
        help_text=_("Only where the table names a range; else leave it empty."),
        required=False,
        min_value=0,
        max_digits=10,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"data-size": "s", "step": "0.01"}),
    )

    def __init__(self, *args, project: Project, fees: list[FeeItem], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["premise"].queryset = project.premises.order_by("code")
        self.fields["fee"].queryset = FeeItem.objects.filter(pk__in=[fee.pk for fee in fees])


class PlacesForm(forms.Form):
    """Which of the places found belong to a connection."""

    premises = forms.ModelMultipleChoiceField(
        label=_("Which places does it connect?"),
        queryset=Premise.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one place.")},
    )

    def __init__(self, *args, offered: list[int], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["premises"].queryset = Premise.objects.filter(pk__in=offered).order_by("code")


class OpenProjectForm(forms.Form):
    """What the project of a case is for that did not come by our own form."""

    kind = forms.ChoiceField(
        label=_("Where shall the gas come to?"), widget=forms.RadioSelect, choices=ProjectKind.choices
    )
