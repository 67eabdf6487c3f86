"""What is asked of who wants to volunteer, who does, and who answers them."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from gasservice.cases.forms.filing import Choice
from gasservice.files.forms import PhotosField
from gasservice.registry.models import Community, CommunityName
from gasservice.registry.names import search_form
from gasservice.standards.clock import months_after
from gasservice.volunteers.models import Volunteer
from gasservice.volunteers.terms import LONGEST_TERM_MONTHS, VERDICTS, Seen
from gasservice.web.inputs import DayInput, WordsField

MOST_ESTATES = 12


class EstatesField(WordsField):
    """Estates by any of their names, a line each."""

    def __init__(self, **options) -> None:
        super().__init__(max_length=600, rows=3, **options)

    def clean(self, value: str) -> list[Community]:
        names = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(names) > MOST_ESTATES:
            raise forms.ValidationError(_("At most %(most)d estates.") % {"most": MOST_ESTATES})
        return list({found.pk: found for found in map(community_called, names)}.values())


def community_called(name: str) -> Community:
    """Find the one estate of a present or former name."""
    rows = CommunityName.objects.filter(search_name=search_form(name)).select_related("community")
    found = {row.community_id: row.community for row in rows}
    if len(found) != 1:
        raise forms.ValidationError(_("We know no estate called “%(name)s”, or more than one.") % {"name": name})
    return next(iter(found.values()))


class ApplyForm(forms.Form):
    """Which estates, and why."""

    patch = EstatesField(
        label=_("Which estates would you look at?"), help_text=_("One name a line; yours and those around it.")
    )
    motive = WordsField(
        label=_("What would you like to see for yourself?"),
        help_text=_("And when you have time. A few sentences are enough."),
    )


class VetForm(forms.Form):
    """Whether somebody is named, for which estates and how long, and what they are told."""

    is_accepted = forms.TypedChoiceField(
        label=_("The decision"),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        choices=[
            ("yes", Choice(_("Named as volunteer supervisor"))),
            ("no", Choice(_("Not named"), _("Say why; the applicant reads it."))),
        ],
    )
    patch = EstatesField(label=_("Estates"), help_text=_("One name a line."))
    term_from = forms.DateField(label=_("Term from"), widget=DayInput({"data-size": "s"}))
    term_until = forms.DateField(
        label=_("Term until"), help_text=_("The first day on which it is over."), widget=DayInput({"data-size": "s"})
    )
    why = forms.CharField(label=_("What the applicant is told"), max_length=300, required=False)

    def clean(self) -> dict:
        said = super().clean()
        since, until = said.get("term_from"), said.get("term_until")
        if since and until and not since < until <= months_after(since, LONGEST_TERM_MONTHS):
            words = _("A term is at least a day and at most %(months)d months.")
            self.add_error("term_until", words % {"months": LONGEST_TERM_MONTHS})
        if said.get("is_accepted") is False and not said.get("why"):
            self.add_error("why", _("Say why."))
        return said


class EndForm(forms.Form):
    """Why a term ends before its time."""

    why = forms.CharField(label=_("Why it ends"), help_text=_("The volunteer reads it."), max_length=300)


class JudgeForm(forms.Form):
    """How a volunteer judges a closed case."""

    fair = forms.TypedChoiceField(
        label=_("Was the customer treated fairly?"), coerce=int, choices=VERDICTS, widget=forms.RadioSelect
    )
    clear = forms.TypedChoiceField(
        label=_("Would you have understood the answer?"), coerce=int, choices=VERDICTS, widget=forms.RadioSelect
    )
    words = WordsField(label=_("What should we look at?"), max_length=1000, required=False, rows=3)


class ObservationForm(forms.Form):
    """What was seen, where and when."""

    community = forms.ModelChoiceField(label=_("Which estate?"), queryset=Community.objects.none(), empty_label=None)
    kind = forms.ChoiceField(label=_("How did you see it?"), choices=Seen.choices, widget=forms.RadioSelect)
    seen_on = forms.DateField(label=_("On which day?"), widget=DayInput({"data-size": "s"}))
    words = WordsField(
        label=_("What did you see?"),
        help_text=_("What was good, too. Leave out names and house numbers of neighbours."),
        rows=5,
    )
    photos = PhotosField(
        label=_("Photos"), required=False, help_text=_("Only we look at them. We remove where they were taken.")
    )

    def __init__(self, *args, volunteer: Volunteer, today: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.volunteer, self.today = volunteer, today
        self.fields["community"].queryset = volunteer.patch.all()
        self.fields["seen_on"].initial = today

    def clean_seen_on(self) -> date:
        day = self.cleaned_data["seen_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        if day < self.volunteer.term_from:
            raise forms.ValidationError(_("This was before your term."))
        return day


class AnswerForm(forms.Form):
    """The answer to a volunteer, and what the public reads of it."""

    answer = WordsField(
        label=_("Our answer"), help_text=_("What we found and what we do; the volunteer reads it."), rows=5
    )
    public_words = WordsField(
        label=_("What was seen, for the public"),
        help_text=_("In your words, without names, estates and house numbers. Leave both empty to publish nothing."),
        max_length=1000,
        required=False,
        rows=3,
    )
    public_answer = WordsField(label=_("Our answer, for the public"), max_length=1000, required=False, rows=3)

    def clean(self) -> dict:
        said = super().clean()
        missing = [name for name in ("public_words", "public_answer") if not said.get(name)]
        if len(missing) == 1:
            self.add_error(missing[0], _("Write both for the public, or neither."))
        return said
