"""All that somebody has typed into a draft, read together."""

from dataclasses import dataclass, field
from datetime import date

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gasservice.cases.forms.details import DetailsForm
from gasservice.cases.forms.filing import WhatForm, WhereForm, YouForm, formerly
from gasservice.cases.models import Draft, DraftPhoto
from gasservice.cases.titles import title_of
from gasservice.registry.models import Customer, GasAccount
from gasservice.registry.queries import accounts_of
from gasservice.standards.models import CaseKind
from gasservice.standards.terms import Priority
from gasservice.users.models import User
from gasservice.web.languages import language_named, localized
from gasservice.web.say import say_day

DETAILS = "details"
LEAK_NOW = "now"


@dataclass
class Answers:
    """A draft, who writes it, and its forms."""

    draft: Draft
    kind: CaseKind
    user: User
    today: date
    questions: type[DetailsForm] | None = None
    accounts: list[GasAccount] = field(default_factory=list)

    @classmethod
    def of(
        cls, draft: Draft, kind: CaseKind, user: User, today: date, questions: type[DetailsForm] | None = None
    ) -> "Answers":
        """Read a draft; whoever smells gas now is asked nothing but what happened, where, and how to reach them."""
        accounts = list(accounts_of(user, today)) if user.is_authenticated else []
        is_leak = draft.typed.get("leak") == LEAK_NOW
        return cls(draft, kind, user, today, None if is_leak else questions, accounts)

    @property
    def steps(self) -> list[str]:
        """Name the pages of this filing in their order; a kind without questions of its own has one less."""
        return ["what", *([DETAILS] if self.questions else []), "where", "you"]

    def titles(self) -> list[str]:
        """Name the pages as the progress does, with the last on which all is checked."""
        named = {"what": _("What happened"), "where": _("Where"), "you": _("About you")}
        named |= {DETAILS: self.questions.title} if self.questions else {}
        return [*(named[step] for step in self.steps), _("Check and send")]

    def staged(self) -> dict[str, list[DraftPhoto]]:
        """Give the photos and documents kept with the draft, by the field they were given for."""
        staged = {}
        for photo in self.draft.photos.select_related("file").order_by("pk"):
            photo.draft = self.draft
            staged.setdefault(photo.field, []).append(photo)
        return staged

    def form(self, step: str, *args, **kwargs) -> forms.Form:
        """Make the form of one page; what was typed stands in it."""
        kwargs.setdefault("initial", self.known_of_them() | self.draft.typed)
        match step:
            case "what":
                return WhatForm(*args, kind=self.kind, today=self.today, **kwargs)
            case "details":
                papers = {name: [photo.file for photo in photos] for name, photos in self.staged().items()}
                facts = {"kind": self.kind, "today": self.today, "typed": self.draft.typed, "papers": papers}
                return self.questions(*args, **facts, **kwargs)
            case "where":
                return WhereForm(*args, user=self.user, accounts=self.accounts, typed=self.draft.typed, **kwargs)
        return YouForm(*args, user=self.user, **kwargs)

    def known_of_them(self) -> dict[str, object]:
        """Give what a signed-in customer need not type again."""
        known = {"language": language_named(get_language()).code, "account": ""}
        if self.accounts:
            known["account"] = str(self.accounts[0].pk)
        if self.user.is_authenticated:
            known |= {
                "contact_name": self.user.name,
                "contact_phone": self.user.phone,
                "contact_email": self.user.email,
            }
        return known

    def checked(self) -> dict[str, forms.Form]:
        """Read all pages as they stand, each judged."""
        data = {name: value for name, value in self.draft.typed.items() if value is not None}
        return {step: self.form(step, data) for step in self.steps}

    def first_wrong(self, pages: dict[str, forms.Form]) -> str:
        """Name the first page that cannot be sent as it stands."""
        wrong = (step for step, form in pages.items() if not form.is_valid() or (step == DETAILS and form.turns_to()))
        return next(wrong, "")

    def facts(self, pages: dict[str, forms.Form]) -> dict[str, object]:
        """Give the answers as columns of a case."""
        what, you = pages["what"].cleaned_data, pages["you"].cleaned_data
        is_leak = self.draft.typed.get("leak") == LEAK_NOW
        return {
            "title": title_of(what["story"]),
            "remedy_sought": what["remedy_sought"],
            "happened_on": what["happened_on"],
            "contact_name": you["contact_name"],
            "contact_phone": you["contact_phone"] or None,
            "contact_email": you["contact_email"],
            "language": you["language"],
            "customer": self.customer(),
            "priority": Priority.EMERGENCY if is_leak else self.kind.priority,
            **pages["where"].facts(),
        }

    def details(self, pages: dict[str, forms.Form]) -> dict[str, object]:
        """Give what the door asked of its own; nothing where it asks nothing."""
        return pages[DETAILS].details() if self.questions else {}

    def customer(self) -> Customer | None:
        return Customer.objects.filter(user=self.user).first() if self.user.is_authenticated else None

    def rows(self, pages: dict[str, forms.Form]) -> list[tuple[str, object, str]]:
        """Say each answer with its question and the page it stands on, for checking."""
        what, you = pages["what"].cleaned_data, pages["you"].cleaned_data
        photos = _(", ").join(photo.file.original_name for photo in self.staged().get("photos", []))
        asked = pages[DETAILS].rows() if self.questions else []
        return [
            (_("What it is about"), localized(self.kind, "name"), "kind"),
            (_("What happened"), what["story"], "what"),
            *([(_("Whom it is about"), what["about_whom"], "what")] if "about_whom" in what else []),
            (_("When"), self.day_in_words(what["happened_on"]), "what"),
            (_("What would put it right"), what["remedy_sought"], "what"),
            (_("Photos"), photos, "what"),
            *((question, answer, DETAILS) for question, answer in asked),
            (_("Where"), self.where_in_words(pages["where"].facts()), "where"),
            (_("Your name"), you["contact_name"], "you"),
            (_("How we reach you"), self.reach_in_words(you), "you"),
            (_("We write to you in"), dict(settings.LANGUAGES)[you["language"]], "you"),
        ]

    def day_in_words(self, day: date | None) -> str:
        return say_day(day, now=timezone.now()) if day else ""

    def where_in_words(self, facts: dict[str, object]) -> str:
        place = facts.get("premise") or facts.get("community") or facts.get("place_typed")
        account, former = facts.get("gas_account"), getattr(place, "name_found", "")
        said = [f"{place} ({formerly(former)})" if former else str(place or "")]
        said += [_("gas account %(number)s") % {"number": account.number}] if account else []
        return " · ".join(part for part in said if part)

    def reach_in_words(self, you: dict[str, object]) -> str:
        ways = [str(you["contact_phone"] or ""), you["contact_email"]]
        return _(", ").join(way for way in ways if way) or _("You look here yourself")
