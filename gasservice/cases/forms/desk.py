"""What the desk may ask for and do."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gasservice.cases.forms.filing import Choice
from gasservice.cases.models import Case
from gasservice.cases.terms import Act, Finding, WaitingFor, WorkAsked
from gasservice.standards.models import CaseKind
from gasservice.users.models import Team, User
from gasservice.web.languages import localized

REPLY, NOTE = "reply", "note"


class ReplyForm(forms.Form):
    """A reply to the customer or a note among ourselves; it carries the last event its writer has seen."""

    audience = forms.ChoiceField(widget=forms.RadioSelect, initial=REPLY)
    body = forms.CharField(
        label=_("Your words"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write something first.")},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, case: Case, may_reply: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        whom = case.contact_name or _("the customer")
        choices = [(REPLY, _("Reply to %(whom)s") % {"whom": whom})] if may_reply else []
        self.fields["audience"].choices = [*choices, (NOTE, _("Internal note"))]
        self.fields["audience"].initial = REPLY if may_reply else NOTE


class ActForm(forms.Form):
    """An act that asks nothing more."""

    def __init__(self, *args, case: Case, user: User, day, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.user, self.day = case, user, day


class HoldForm(ActForm):
    waiting_for = forms.ChoiceField(
        label=_("What do we wait for?"),
        widget=forms.RadioSelect,
        choices=[
            (
                WaitingFor.CUSTOMER,
                Choice(WaitingFor.CUSTOMER.label, _("The clock stands still; the customer is told.")),
            ),
            (WaitingFor.ACCESS, Choice(WaitingFor.ACCESS.label, _("The clock stands still."))),
            (WaitingFor.THIRD_PARTY, Choice(WaitingFor.THIRD_PARTY.label, _("The clock runs on: this is our risk."))),
            (WaitingFor.PARTS, Choice(WaitingFor.PARTS.label, _("The clock runs on: this is our risk."))),
        ],
    )
    reason = forms.CharField(
        label=_("What exactly?"),
        help_text=_("The customer reads this."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ResolveForm(ActForm):
    finding = forms.ChoiceField(label=_("What did we find?"), widget=forms.RadioSelect, choices=Finding.choices)
    words = forms.CharField(
        label=_("Why, and what was done"),
        help_text=_("The customer reads this. Name the rule it rests on, and what they can do if they do not agree."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class ReopenForm(ActForm):
    because = forms.CharField(label=_("Why is it taken up again?"), max_length=300)


class AssignForm(ActForm):
    to_owner = forms.ModelChoiceField(
        label=_("To whom?"), queryset=User.objects.none(), empty_label=_("Choose somebody")
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_owner"].queryset = User.objects.desk().filter(team=self.case.team).order_by("name")


class TeamChoice(forms.ModelChoiceField):
    def label_from_instance(self, team: Team) -> str:
        return localized(team, "name")


class HandOverForm(ActForm):
    to_team = TeamChoice(label=_("To which team?"), queryset=Team.objects.all(), empty_label=_("Choose a team"))
    to_owner = forms.ModelChoiceField(
        label=_("To whom?"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Whoever of the team takes it"),
        help_text=_("Somebody of that team."),
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("What the next person must know. The customer reads it too."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_owner"].queryset = User.objects.desk().exclude(pk=self.case.owner_id).order_by("name")


class KindChoice(forms.ModelChoiceField):
    def label_from_instance(self, kind: CaseKind) -> str:
        return f"{kind.get_door_display()} · {localized(kind, 'name')}"


class TransferForm(ActForm):
    to_kind = KindChoice(
        label=_("What is it really about?"),
        queryset=CaseKind.objects.none(),
        empty_label=_("Choose what comes nearest"),
    )
    reason = forms.CharField(label=_("Why?"), help_text=_("The customer reads it too."), max_length=300)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        kinds = CaseKind.objects.valid_on(self.day).exclude(pk=self.case.kind_id)
        self.fields["to_kind"].queryset = kinds.order_by("door", "position")


class AskWorkForm(ActForm):
    """What the crews are to find out; the case stays with whoever has it."""

    asked = forms.ChoiceField(
        label=_("What are our crews asked for?"), widget=forms.RadioSelect, choices=WorkAsked.choices
    )
    words = forms.CharField(
        label=_("What exactly, and why?"),
        help_text=_("The crew reads this, and the customer too. The case stays with you; you are told the answer."),
        max_length=280,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class NameForm(ActForm):
    person = forms.ModelChoiceField(
        label=_("Whom is it about?"),
        queryset=User.objects.none(),
        empty_label=_("Choose somebody"),
        help_text=_("From now on this person sees nothing of the case."),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = User.objects.staff().exclude(pk=self.user.pk).order_by("name")


class WriteForCustomerForm(ActForm):
    words = forms.CharField(
        label=_("What does the customer say?"),
        help_text=_("On the phone or at the counter: write it down in their words."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


FORMS = {
    Act.HOLD: HoldForm,
    Act.RESOLVE: ResolveForm,
    Act.REOPEN: ReopenForm,
    Act.ASSIGN: AssignForm,
    Act.HAND_OVER: HandOverForm,
    Act.TRANSFER: TransferForm,
    Act.ASK_WORK: AskWorkForm,
    Act.NAME_PERSON: NameForm,
    Act.WRITE: WriteForCustomerForm,
}
