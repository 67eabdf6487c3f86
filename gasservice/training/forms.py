"""Scoring work, holding sessions, and who comes."""

from collections.abc import Iterable
from datetime import datetime

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gasservice.standards.models import CaseKind, ServiceNorm
from gasservice.training.models import Course
from gasservice.training.terms import TO_EXPLAIN, Verdict
from gasservice.users.models import User
from gasservice.web.inputs import DayInput, WordsField
from gasservice.web.languages import LANGUAGES, localized

TIME = {"widget": forms.TimeInput(attrs={"type": "time", "data-size": "s"}, format="%H:%M")}


class ScoreWorkForm(forms.Form):
    """A verdict on each norm that applies, and words where it was not met."""

    def __init__(self, *args, norms: Iterable[ServiceNorm], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.norms = list(norms)
        for norm in self.norms:
            label = localized(norm, "words")
            self.fields[f"norm_{norm.pk}"] = forms.ChoiceField(
                label=label, choices=Verdict.choices, widget=forms.RadioSelect
            )
            why = forms.TextInput(attrs={"aria-label": _("What was not so: %(norm)s") % {"norm": label}})
            self.fields[f"words_{norm.pk}"] = forms.CharField(
                label=_("What was not so"), required=False, max_length=500, widget=why
            )
        self.fields["words"] = WordsField(
            label=_("What you say to the person"),
            help_text=_("They read it with your name. Say also what was good."),
            required=False,
            rows=3,
        )

    def clean(self) -> dict:
        said = super().clean()
        for norm in self.norms:
            if said.get(f"norm_{norm.pk}") in TO_EXPLAIN and not said.get(f"words_{norm.pk}"):
                self.add_error(f"words_{norm.pk}", _("Say what was not as it should be."))
        return said

    def verdicts(self) -> dict[ServiceNorm, tuple[Verdict, str]]:
        said = self.cleaned_data
        return {norm: (Verdict(said[f"norm_{norm.pk}"]), said[f"words_{norm.pk}"]) for norm in self.norms}


class CommentForm(forms.Form):
    """What somebody says to their score, once."""

    words = WordsField(
        label=_("Your comment"), help_text=_("Once, and it stays beside the score. Your supervisors read it."), rows=3
    )


class CourseChoice(forms.ModelChoiceField):
    """A course that is offered."""

    def label_from_instance(self, course: Course) -> str:
        return localized(course, "name")


class HoursForm(forms.Form):
    """When and where a session is held, by whom and for how many."""

    day = forms.DateField(label=_("Day"), widget=DayInput)
    begins = forms.TimeField(label=_("Begins"), **TIME)
    ends = forms.TimeField(label=_("Ends"), **TIME)
    place = forms.CharField(label=pgettext_lazy("training", "Where"), max_length=120)
    trainer = forms.CharField(label=_("Trainer"), max_length=80)
    places = forms.IntegerField(label=_("Places"), min_value=1, max_value=500)

    def clean(self) -> dict:
        """Give what was typed as columns of a session."""
        said = super().clean()
        if said.get("begins") and said.get("ends") and said["ends"] <= said["begins"]:
            self.add_error("ends", _("A session ends after it has begun."))
        if said.get("day") and said.get("begins") and self.moment("begins") <= timezone.now():
            self.add_error("day", _("Choose a time that lies ahead."))
        if self.errors:
            return said
        hours = {"starts_at": self.moment("begins"), "ends_at": self.moment("ends")}
        return {name: value for name, value in said.items() if name not in ("day", "begins", "ends")} | hours

    def moment(self, name: str) -> datetime:
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data[name]))


class SessionForm(HoursForm):
    """A new session: of which course, and its hours."""

    course = CourseChoice(Course.objects.filter(is_offered=True), label=pgettext_lazy("training", "Course"))
    field_order = ["course"]


class CallOffForm(forms.Form):
    """Why a session is not held."""

    because = forms.CharField(label=_("Why?"), help_text=_("Whoever has a place reads it."), max_length=300)


class PersonChoice(forms.ModelChoiceField):
    """Somebody of one's own teams."""

    def label_from_instance(self, user: User) -> str:
        return f"{user.name} ({localized(user.team, 'name')})"


class EnrolForm(forms.Form):
    """Who gets a place."""

    def __init__(self, *args, people: QuerySet[User], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        rows = people.select_related("team").order_by("team", "name")
        self.fields["person"] = PersonChoice(rows, label=_("Who gets a place?"), empty_label=_("Choose somebody"))


class CourseForm(forms.ModelForm):
    """A course with what it is about, by codes that are known."""

    class Meta:
        model = Course
        fields = [
            "code",
            *(f"{name}_{language.column}" for name in ("name", "text") for language in LANGUAGES.values()),
            "norm_codes",
            "kind_codes",
            "is_offered",
        ]

    def clean(self) -> dict:
        said = super().clean()
        if not self.errors and not (said["norm_codes"] or said["kind_codes"]):
            self.add_error("norm_codes", _("Name a norm or a kind of case that it is about."))
        return said

    def clean_norm_codes(self) -> list[str]:
        codes = self.cleaned_data["norm_codes"] or []
        if unknown := set(codes) - set(ServiceNorm.objects.filter(code__in=codes).values_list("code", flat=True)):
            raise forms.ValidationError(_("There is no norm %(code)s."), params={"code": min(unknown)})
        return codes

    def clean_kind_codes(self) -> list[str]:
        codes = self.cleaned_data["kind_codes"] or []
        known = {f"{door}/{code}" for door, code in CaseKind.objects.values_list("door", "code")}
        if unknown := set(codes) - known:
            raise forms.ValidationError(_("There is no kind of case %(code)s."), params={"code": min(unknown)})
        return codes
