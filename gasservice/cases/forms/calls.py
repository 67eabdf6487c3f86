"""What is asked while somebody is on the phone or at the counter."""

from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from gasservice.cases.forms.desk import KindChoice
from gasservice.cases.forms.filing import LONGEST_STORY, WRONG_EMAIL, WRONG_PHONE, at_account, at_place
from gasservice.cases.terms import ChannelIn
from gasservice.cases.titles import title_of
from gasservice.registry.models import Community, Customer, GasAccount, Premise
from gasservice.standards.models import CaseKind

CALLERS = [ChannelIn.PHONE, ChannelIn.COUNTER, ChannelIn.HOTLINE, ChannelIn.VISIT]


class CallForm(forms.Form):
    """A case filed for a caller; `submission` makes a double press one case."""

    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    account = forms.ModelChoiceField(queryset=GasAccount.objects.all(), required=False, widget=forms.HiddenInput)
    premise = forms.ModelChoiceField(queryset=Premise.objects.all(), required=False, widget=forms.HiddenInput)
    community = forms.ModelChoiceField(queryset=Community.objects.all(), required=False, widget=forms.HiddenInput)
    customer = forms.ModelChoiceField(queryset=Customer.objects.all(), required=False, widget=forms.HiddenInput)
    channel = forms.ChoiceField(
        label=_("They come by"),
        choices=[(channel, channel.label) for channel in CALLERS],
        initial=ChannelIn.PHONE,
        widget=forms.RadioSelect(attrs={"data-inline": True}),
    )
    kind = KindChoice(
        label=_("What is it about?"), queryset=CaseKind.objects.none(), empty_label=_("Choose what comes nearest")
    )
    words = forms.CharField(
        label=_("What they say"),
        help_text=_("In their words; the first sentence becomes the subject."),
        max_length=LONGEST_STORY,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    contact_name = forms.CharField(label=_("Name"), max_length=80, required=False)
    contact_phone = PhoneNumberField(label=_("Phone"), required=False, error_messages={"invalid": WRONG_PHONE})
    contact_email = forms.EmailField(label=_("E-mail"), required=False, error_messages={"invalid": WRONG_EMAIL})
    place_typed = forms.CharField(label=_("Address"), max_length=200, required=False)
    language = forms.ChoiceField(label=_("They read"), choices=settings.LANGUAGES, initial="zh-hans")

    def __init__(self, *args, day, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = CaseKind.objects.valid_on(day).order_by("door", "position")

    def facts(self) -> dict[str, object]:
        """Give what was asked as columns of a case."""
        said = self.cleaned_data
        kept = ("channel", "contact_name", "contact_email", "place_typed", "language", "customer")
        facts = {name: said[name] for name in kept}
        facts |= {"title": title_of(said["words"]), "contact_phone": said["contact_phone"] or None}
        if said["account"]:
            return facts | at_account(said["account"])
        place = said["premise"] or said["community"]
        return facts | (at_place(place) if place else {})
