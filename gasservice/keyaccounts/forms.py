"""Judging a warning, noting how it went, and key accounts by hand."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gasservice.keyaccounts.terms import WarningStatus
from gasservice.users.models import User
from gasservice.web.inputs import DayInput

VERDICTS = [
    (WarningStatus.CONFIRMED, _("Confirm: the customer may really leave")),
    (WarningStatus.DISMISSED, _("Dismiss: a false alarm")),
]


class VerdictForm(forms.Form):
    """The verdict and why; what we do belongs to a confirmed warning."""

    verdict = forms.ChoiceField(label=_("Your verdict"), choices=VERDICTS, widget=forms.RadioSelect)
    why = forms.CharField(
        label=_("Why"),
        help_text=_("What you know that the figures do not show. Whoever looks at the next warning reads it."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    follow_up = forms.CharField(
        label=_("What we do now"),
        help_text=_("Only when you confirm: a visit, a call, an offer."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    follow_up_by = forms.DateField(label=_("Until when"), required=False, widget=DayInput)
    case = forms.CharField(
        label=_("Case number"),
        help_text=_("Where the work is done in a case."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"data-size": "s"}),
    )
    seen_on = forms.DateField(widget=forms.HiddenInput)

    def clean(self) -> dict:
        said = super().clean()
        if said.get("verdict") == WarningStatus.CONFIRMED and not said.get("follow_up"):
            self.add_error("follow_up", _("Say what we do to keep the customer."))
        return said


class OutcomeForm(forms.Form):
    """How the follow-up went."""

    outcome = forms.CharField(label=_("How did it go?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class ManagerChoice(forms.ModelChoiceField):
    """Somebody at the desk, or nobody."""

    def __init__(self) -> None:
        people = User.objects.desk().order_by("name")
        label, nobody = _("Account manager"), _("Nobody yet: supervisors see it")
        super().__init__(people, label=label, required=False, empty_label=nobody)

    def label_from_instance(self, user: User) -> str:
        return user.name


class MarkForm(forms.Form):
    """An account to watch, who looks after it, and why."""

    number = forms.CharField(label=_("Account number"), max_length=20, widget=forms.TextInput(attrs={"data-size": "s"}))
    manager = ManagerChoice()
    reason = forms.CharField(label=_("Why is it a key account?"), max_length=300)


class ManagerForm(forms.Form):
    """Who looks after a key account."""

    manager = ManagerChoice()


class UnmarkForm(forms.Form):
    """Why an account is watched no longer."""

    reason = forms.CharField(label=_("Why is it no key account any more?"), max_length=300)
