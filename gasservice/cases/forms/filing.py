"""The pages of a filing: what happened, where, and how to reach you."""

from datetime import date

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from gasservice.files.forms import PhotosField
from gasservice.registry.models import Community, GasAccount, Premise
from gasservice.registry.queries import places_named
from gasservice.standards.models import CaseKind
from gasservice.users.models import User
from gasservice.web.inputs import DayInput

LONGEST_STORY = 4000
FOUND_AT_MOST = 8
WRONG_PHONE = _("This is not a phone number we can reach. For example 138 0013 8000.")
WRONG_EMAIL = _("This is not an e-mail address. For example name@example.com.")


class Choice:
    """A choice with a line of explanation below its name."""

    def __init__(self, label: str, hint: str = "") -> None:
        self.label, self.hint = label, hint

    def __str__(self) -> str:
        return str(self.label)


class WhatForm(forms.Form):
    """What happened, when, and what would put it right."""

    story = forms.CharField(
        label=_("What happened?"),
        help_text=_("In your own words: what happened, and what you expected. You need none of our terms."),
        max_length=LONGEST_STORY,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": _("Tell us what happened. A few words are enough.")},
    )
    about_whom = forms.CharField(
        label=_("Whom is it about?"),
        help_text=_(
            "The name, or what you remember: the badge number, the day and place. They will not see your complaint."
        ),
        max_length=200,
        required=False,
    )
    happened_on = forms.DateField(
        label=_("When did it happen?"),
        help_text=_("About which day is fine."),
        required=False,
        widget=DayInput({"data-size": "s"}),
    )
    remedy_sought = forms.CharField(
        label=_("What would put it right?"),
        help_text=_("For example: take the charge back, explain it to me, send somebody."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    photos = PhotosField(
        label=_("Photos"),
        required=False,
        help_text=_("Up to five, from the camera or the album. We remove where they were taken."),
    )

    def __init__(self, *args, kind: CaseKind, today: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if not kind.is_about_a_person:
            del self.fields["about_whom"]

    def clean_happened_on(self) -> date | None:
        day = self.cleaned_data["happened_on"]
        if day and day > self.today:
            raise forms.ValidationError(_("This day has not come yet. Give the day on which it happened."))
        return day


class WhereForm(forms.Form):
    """Where it is about: one of one's own accounts, a place found by any of its names, or an address as typed."""

    account = forms.ChoiceField(label=_("Your gas account"), required=False, widget=forms.RadioSelect)
    gas_account_number = forms.CharField(
        label=_("Gas account number"),
        help_text=_("It stands on your bill. Leave it empty if you do not have it at hand."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "data-size": "s"}),
    )
    place_query = forms.CharField(
        label=_("Estate or address"),
        help_text=_("Present or former name, then the house numbers: “Riverside Garden 3-2-501”."),
        max_length=160,
        required=False,
    )
    place = forms.ChoiceField(label=_("Which of these?"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args, user: User, accounts: list[GasAccount], typed: dict, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.accounts = {str(account.pk): account for account in accounts}
        self.places = places_found(typed.get("place_query", ""))
        if accounts:
            self.fields["account"].choices = [*account_choices(accounts), ("", _("It is about another place"))]
            del self.fields["gas_account_number"]
        else:
            del self.fields["account"]
        if self.places:
            self.fields["place"].choices = [*place_choices(self.places), ("", _("None of these: take what I typed"))]
        else:
            del self.fields["place"]

    def facts(self) -> dict[str, object]:
        """Give what the answers say as columns of a case."""
        if account := self.accounts.get(self.cleaned_data.get("account", "")):
            return at_account(account)
        found = self.places.get(self.cleaned_data.get("place", ""))
        facts = at_place(found) if found else {"place_typed": self.cleaned_data["place_query"]}
        number = "".join(sign for sign in self.cleaned_data.get("gas_account_number", "") if sign.isalnum())
        account = GasAccount.objects.filter(number=number).first() if number else None
        return facts | ({"gas_account": account} if account else {})


def at_account(account: GasAccount) -> dict[str, object]:
    premise = account.service_point.premise
    return {"gas_account": account, "premise": premise, "community": premise.community}


def at_place(place: Premise | Community) -> dict[str, object]:
    if isinstance(place, Premise):
        return {"premise": place, "community": place.community}
    return {"community": place}


def places_found(query: str) -> dict[str, Premise | Community]:
    """Give the places a name may mean, by the value of their choice."""
    found = places_named(query, limit=FOUND_AT_MOST) if query.strip() else []
    return {f"{place.kind}-{(place.premise or place.community).pk}": named(place) for place in found}


def named(place) -> Premise | Community:
    row = place.premise or place.community
    row.name_found = place.name_found if place.is_former else ""
    return row


def place_choices(places: dict[str, Premise | Community]) -> list[tuple[str, Choice]]:
    return [(value, Choice(str(row), formerly(row.name_found))) for value, row in places.items()]


def formerly(name: str) -> str:
    return _("formerly %(name)s") % {"name": name} if name else ""


def account_choices(accounts: list[GasAccount]) -> list[tuple[str, Choice]]:
    return [(str(account.pk), Choice(account.number, str(account.service_point.premise))) for account in accounts]


class YouForm(forms.Form):
    """How to reach the customer."""

    contact_name = forms.CharField(label=_("Your name"), max_length=80, required=False)
    contact_phone = PhoneNumberField(
        label=_("Phone"),
        required=False,
        help_text=_("We send text messages about this case only."),
        error_messages={"invalid": WRONG_PHONE},
    )
    contact_email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        error_messages={"invalid": WRONG_EMAIL},
    )
    looks_here = forms.BooleanField(
        label=_("Do not write to me. I will look here myself, with the number and the code I get at the end."),
        required=False,
    )
    language = forms.ChoiceField(label=_("Write to me in"), choices=[], widget=forms.RadioSelect)

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["language"].choices = settings.LANGUAGES

    def clean(self) -> dict:
        said = super().clean()
        is_reachable = any(said.get(name) for name in ("contact_phone", "contact_email", "looks_here"))
        if not is_reachable and not self.user.is_authenticated and not self.errors:
            self.add_error(
                "contact_phone",
                _("Give a phone number or an e-mail address, or tick that you will look here yourself."),
            )
        return said
