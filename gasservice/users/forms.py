"""What people fill in to come in, to invite somebody and to make a token."""

from allauth.account import forms as allauth_forms
from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from gasservice.users.access import STAFF_SESSION, may_edit_users, may_offer, needs_team, roles_invitable_by
from gasservice.users.actions import refuse_role_change
from gasservice.users.models import Invitation, Team, User
from gasservice.users.terms import phone_written
from gasservice.web.languages import localized
from gasservice.web.refusals import Refusal


class PhoneField(forms.CharField):
    """A phone number as people write it, kept as +8613800138000."""

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("label", _("Phone number"))
        kwargs.setdefault("widget", forms.TextInput({"type": "tel", "autocomplete": "tel"}))
        super().__init__(**kwargs)

    def clean(self, value: str) -> str:
        text = super().clean(value)
        phone = phone_written(text)
        if text and not phone:
            raise ValidationError(_("This is not a phone number. Write it like 138 0013 8000 or +86 138 0013 8000."))
        return phone


class SignUpForm(allauth_forms.SignupForm):
    """A name, and one address or number that can be proved; a role is never asked and never taken."""

    name = forms.CharField(label=_("Your name"), max_length=80, widget=forms.TextInput({"autocomplete": "name"}))
    field_order = ["name", "phone", "email", "password1"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].label = _("Phone number")
        self.fields["phone"].help_text = _("One of the two is enough: we send a code to it.")
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].required = self.fields["email"].widget.is_required = False
        self.fields["password1"].help_text = _(
            "At least 10 characters. Leave it empty if you would rather sign in with a code each time."
        )
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def clean(self) -> dict:
        cleaned = super().clean()
        if not {"email", "phone"} & (self.errors.keys() | {name for name in cleaned if cleaned[name]}):
            self.add_error("phone", _("Give a phone number or an e-mail address: we send a code there."))
        cleaned["email"] = cleaned.get("email") or None
        return cleaned


class SignInForm(allauth_forms.LoginForm):
    """An address or a number, and the password."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address or phone number")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["remember"].label = _("Stay signed in on this device for two weeks")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        response = super().login(request, redirect_url)
        if self.user.works_here:
            request.session.set_expiry(STAFF_SESSION)
        return response


class CodeForm(allauth_forms.RequestLoginCodeForm):
    """Where to send a code."""

    field_order = ["phone", "email"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)
        self.fields["email"].label = _("or e-mail address")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors and not cleaned.get("phone") and not cleaned.get("email"):
            self.add_error("phone", _("Give a phone number or an e-mail address: we send a code there."))
        return cleaned


class TeamField(forms.ModelChoiceField):
    """A team under its name in the reader's language."""

    def label_from_instance(self, team: Team) -> str:
        return localized(team, "name")


class InvitationForm(forms.ModelForm):
    """Whom to invite, and to which desk."""

    role = forms.ChoiceField(label=_("Role"))
    team = TeamField(label=_("Team"), queryset=Team.objects.none(), required=False)

    class Meta:
        model = Invitation
        fields = ["name", "email", "role", "team"]
        labels = {"name": _("Name"), "email": _("E-mail address at work")}

    def __init__(self, *args, by: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["role"].choices = [(role.value, role.label) for role in roles_invitable_by(by)]
        self.fields["team"].queryset = Team.objects.all() if may_edit_users(by) else Team.objects.filter(pk=by.team_id)

    def clean(self) -> dict:
        cleaned = super().clean()
        role, team = cleaned.get("role"), cleaned.get("team")
        if role and needs_team(role) and not team:
            self.add_error("team", _("Agents and supervisors work in a team: choose one."))
        elif role and not may_offer(self.by, role, team):
            self.add_error("team", _("You can invite people to your own team only."))
        return cleaned


class AcceptForm(forms.Form):
    """A name and a password of one's own."""

    name = forms.CharField(label=_("Your name"), max_length=80, widget=forms.TextInput({"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=password_validators_help_text_html(),
    )

    def __init__(self, *args, email: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        validate_password(password, User(email=self.email, name=self.cleaned_data.get("name", "")))
        return password


class TokenForm(forms.Form):
    """What a token is for, and how long it opens the door."""

    name = forms.CharField(
        label=_("What is it for?"), max_length=80, help_text=_("So that you know it again, for example “meter export”.")
    )
    days = forms.TypedChoiceField(
        label=_("It expires after"),
        coerce=int,
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("1 year"))],
        initial=90,
    )


class RoleForm(forms.ModelForm):
    """A colleague's role, team and whether they may come in; `by` is whoever fills it in."""

    by: User

    class Meta:
        model = User
        fields = ["name", "role", "team", "is_active", "language"]

    def clean(self) -> dict:
        cleaned = super().clean()
        role = cleaned.get("role", "")
        if needs_team(role) and not cleaned.get("team"):
            self.add_error("team", _("Agents and supervisors work in a team: choose one."))
        try:
            refuse_role_change(User.objects.get(pk=self.instance.pk), role, cleaned.get("is_active", True), self.by)
        except Refusal as refusal:
            self.add_error(refusal.field or None, refusal.message)
        return cleaned
