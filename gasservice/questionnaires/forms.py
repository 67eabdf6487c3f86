"""Making a questionnaire, and answering one."""

from collections.abc import Iterable
from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from gasservice.questionnaires.models import Campaign, Question
from gasservice.questionnaires.queries import numbers_of
from gasservice.questionnaires.telling import say_number_of
from gasservice.questionnaires.terms import QuestionKind
from gasservice.registry.models import Community, Customer, GasAccount
from gasservice.registry.queries import customer_known_as
from gasservice.standards.terms import Door
from gasservice.web.inputs import DayInput
from gasservice.web.languages import LANGUAGES, localized

IN = {
    "en": _("%(what)s, in English"),
    "zh_hans": _("%(what)s, in simplified Chinese"),
    "zh_hant": _("%(what)s, in traditional Chinese"),
}
LONGEST_ANSWER = 2000


class CampaignForm(forms.ModelForm):
    """What it is called in three languages, whom it may fall on, how many and when."""

    community_name = forms.CharField(label=_("Only this community"), required=False, max_length=120)
    numbers = forms.CharField(
        label=_("Only these gas accounts"),
        help_text=_("Their numbers, with spaces or line ends between."),
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    last_day = forms.DateField(label=_("Last day to answer"), widget=DayInput)

    class Meta:
        model = Campaign
        fields = [
            *(f"{name}_{language.column}" for name in ("title", "purpose") for language in LANGUAGES.values()),
            "district",
            "door",
            "sample_size",
            "opens_on",
        ]
        widgets = {"opens_on": DayInput}

    field_order = [*Meta.fields[:7], "community_name", "door", "numbers", "sample_size", "opens_on", "last_day"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, said in {"title": _("Title"), "purpose": _("What we ask it for")}.items():
            for column, words in IN.items():
                field = self.fields[f"{name}_{column}"]
                field.label, field.help_text = words % {"what": said}, ""
        self.fields["district"].label, self.fields["district"].empty_label = _("Only this district"), _("All districts")
        self.fields["district"].label_from_instance = lambda row: localized(row, "name")
        self.fields["door"].label = _("Only who came to this door in the last year")
        self.fields["door"].choices = [("", _("All customers")), *Door.choices]
        self.fields["sample_size"].label = _("How many are asked")
        self.fields["opens_on"].label = _("First day")
        if self.instance.pk:
            known = self.instance.community.name if self.instance.community else ""
            self.initial |= {"community_name": known, "numbers": " ".join(self.instance.account_numbers)}
            self.initial["last_day"] = self.instance.last_day

    def clean_community_name(self) -> Community | None:
        name = self.cleaned_data["community_name"].strip()
        found = Community.objects.filter(names__name=name).first() if name else None
        if name and found is None:
            raise forms.ValidationError(_("There is no community of this name. Write it as it is written today."))
        return found

    def clean_numbers(self) -> list[str]:
        numbers = list(dict.fromkeys(self.cleaned_data["numbers"].replace(",", " ").split()))
        known = set(GasAccount.objects.filter(number__in=numbers).values_list("number", flat=True))
        if unknown := [number for number in numbers if number not in known]:
            raise forms.ValidationError(_("There is no gas account %(number)s."), params={"number": unknown[0]})
        return numbers

    def clean(self) -> dict:
        said = super().clean()
        if said.get("opens_on") and said.get("last_day") and said["last_day"] < said["opens_on"]:
            self.add_error("last_day", _("The last day lies before the first."))
        return said

    def facts(self) -> dict[str, object]:
        """Give what was typed as columns of a campaign."""
        said = dict(self.cleaned_data)
        said["community"], said["account_numbers"] = said.pop("community_name"), said.pop("numbers")
        return said | {"closes_on": said.pop("last_day") + timedelta(days=1)}


class QuestionForm(forms.Form):
    """A question in three languages; its answers a line each where one of several is chosen."""

    kind = forms.ChoiceField(label=_("How it is answered"), choices=QuestionKind.choices, widget=forms.RadioSelect)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for column, words in IN.items():
            self.fields[f"words_{column}"] = forms.CharField(label=words % {"what": _("Question")}, max_length=200)
        for column, words in IN.items():
            self.fields[f"options_{column}"] = forms.CharField(
                label=words % {"what": _("Answers to choose from, a line each")},
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def clean(self) -> dict:
        said = super().clean()
        options = {column: typed_lines(said.get(f"options_{column}", "")) for column in IN}
        if said.get("kind") != QuestionKind.CHOICE:
            options = {column: [] for column in IN}
        elif len(options["en"]) < 2:
            self.add_error("options_en", _("Give two answers at least."))
        for column in IN:
            if len(options[column]) != len(options["en"]):
                self.add_error(f"options_{column}", _("Give as many answers as in English, in the same order."))
        return said | {f"options_{column}": lines for column, lines in options.items()}


def typed_lines(text: str) -> list[str]:
    return [line.strip()[:80] for line in text.splitlines() if line.strip()]


class AnswerForm(forms.Form):
    """The questions of a campaign; none of them must be answered."""

    def __init__(self, *args, questions: Iterable[Question], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.questions = {f"q{question.pk}": question for question in questions}
        for name, question in self.questions.items():
            self.fields[name] = field_for(question)

    def answers(self) -> dict[Question, int | str | None]:
        return {question: self.cleaned_data[name] for name, question in self.questions.items()}

    def drawn(self) -> list[tuple[str, forms.BoundField]]:
        """Give each question's kind with its field."""
        return [(question.kind, self[name]) for name, question in self.questions.items()]


def field_for(question: Question) -> forms.Field:
    asked = {"label": localized(question, "words"), "required": False}
    if question.kind == QuestionKind.WORDS:
        return forms.CharField(max_length=LONGEST_ANSWER, widget=forms.Textarea(attrs={"rows": 3}), **asked)
    choices = [(number, say_number_of(question, number)) for number in numbers_of(question)]
    if question.kind == QuestionKind.SCALE:
        choices = [(number, str(number)) for number, _words in choices]
    return forms.TypedChoiceField(choices=choices, coerce=int, empty_value=None, widget=forms.RadioSelect, **asked)


class WhoseWordsForm(forms.Form):
    """Whose words are to be erased."""

    customer = forms.CharField(
        label=_("Telephone or customer number"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def clean_customer(self) -> Customer:
        customer = customer_known_as(self.cleaned_data["customer"])
        if customer is None:
            raise forms.ValidationError(_("There is no such customer."))
        return customer


class ReasonForm(forms.Form):
    """Why words are erased, for the log."""

    reason = forms.CharField(label=_("Reason, kept in the log"), max_length=200)


class EraseForm(WhoseWordsForm, ReasonForm):
    """Whose words, as they were found, and why."""

    field_order = ["customer", "reason"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["customer"].widget = forms.HiddenInput()
