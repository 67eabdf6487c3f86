"""Announcing a visit to collect, checking who comes, and what comes of it."""

from collections.abc import Iterable
from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing.models import Collector
from gasservice.files.terms import OFFERED
from gasservice.users.models import User
from gasservice.web.inputs import DayInput

CLOCK = {"type": "time", "data-size": "s"}


class CollectorChoice(forms.ModelChoiceField):
    def label_from_instance(self, row: Collector) -> str:
        return f"{row.user.name} · {row.badge}"


class AnnounceForm(forms.Form):
    """Who goes, on which day, and in which window."""

    collector = CollectorChoice(label=_("Who goes"), queryset=Collector.objects.none())
    day = forms.DateField(label=_("Day"), widget=DayInput())
    since = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs=CLOCK, format="%H:%M"))
    until = forms.TimeField(label=_("Until"), widget=forms.TimeInput(attrs=CLOCK, format="%H:%M"))

    def __init__(self, *args, collectors, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["collector"].queryset = collectors

    def clean(self) -> dict:
        said = super().clean()
        if self.errors:
            return said
        starts_at, ends_at = (
            timezone.make_aware(datetime.combine(said["day"], said[name])) for name in ("since", "until")
        )
        return {"collector": said["collector"], "starts_at": starts_at, "ends_at": ends_at}


class CheckForm(forms.Form):
    """The number of a visit and the code that was sent with it."""

    reference = forms.CharField(
        label=_("Number of the visit"),
        max_length=16,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "data-size": "s"}),
    )
    code = forms.CharField(
        label=_("Code of the visit"),
        help_text=_("Six figures, in the message in which we announced the visit."),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-size": "s"}),
    )


class BecauseForm(forms.Form):
    """Why, where somebody wishes to say it."""

    because = forms.CharField(label=_("Why?"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class CallOffForm(forms.Form):
    """Why a visit is called off."""

    because = forms.CharField(
        label=_("Why?"), help_text=_("The customer reads it."), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class ComplaintForm(forms.Form):
    """What was wrong with a visit."""

    words = forms.CharField(label=_("What happened?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))


class TakenForm(forms.Form):
    """How much was paid at the door."""

    amount = forms.DecimalField(
        label=_("Paid, in yuan"),
        min_value=0.01,
        max_digits=10,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"step": "0.01", "inputmode": "decimal", "data-size": "s"}),
    )


class CollectorForm(forms.Form):
    """Who may collect, and the card that they show."""

    user = forms.ModelChoiceField(label=_("Collector"), queryset=User.objects.none())
    badge = forms.CharField(
        label=_("Number on the card"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-size": "s"}),
    )
    photo = forms.FileField(
        label=_("Photo on the card"), required=False, widget=forms.FileInput({"accept": ",".join(OFFERED)})
    )
    is_active = forms.BooleanField(label=_("Collects at doors"), required=False, initial=True)

    def __init__(self, *args, staff: Iterable[User], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = staff
