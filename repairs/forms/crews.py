"""Crews and their hours, as supervisors keep them, and the filter of the day plan."""

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from gasservice.cases.forms.desk import TeamChoice
from gasservice.registry.models import District
from gasservice.users.models import Team, User
from gasservice.users.terms import Role
from gasservice.web.inputs import DayInput
from gasservice.web.languages import localized
from repairs.models import Crew
from repairs.terms import Skill

MOST_WEEKS = 12


class DistrictChoice(forms.ModelChoiceField):
    def label_from_instance(self, district: District) -> str:
        return localized(district, "name")


class DistrictChoices(forms.ModelMultipleChoiceField):
    def label_from_instance(self, district: District) -> str:
        return localized(district, "name")


class InlineChecks(forms.CheckboxSelectMultiple):
    """Ticks beside each other."""

    def __init__(self) -> None:
        super().__init__({"data-inline": True})


class CrewForm(forms.Form):
    """What a crew is called, who is in it, what it can do and where."""

    code = forms.SlugField(label=_("Short name"), help_text=_("Letters, digits and hyphens, for example north-1."))
    name_zh_hans = forms.CharField(label=_("Name in simplified Chinese"), max_length=80)
    name_zh_hant = forms.CharField(label=_("Name in traditional Chinese"), max_length=80)
    name_en = forms.CharField(label=_("Name in English"), max_length=80)
    team = TeamChoice(label=_("Belongs to the team"), queryset=Team.objects.all(), empty_label=_("Choose a team"))
    skills = forms.MultipleChoiceField(label=_("What it can do"), choices=Skill.choices, widget=InlineChecks)
    districts = DistrictChoices(label=_("Where it goes"), queryset=District.objects.all(), widget=InlineChecks)
    members = forms.ModelMultipleChoiceField(
        label=_("Who is in it"), queryset=User.objects.none(), required=False, widget=InlineChecks
    )
    is_active = forms.BooleanField(label=_("It goes out"), required=False, initial=True)

    def __init__(self, *args, crew: Crew | None = None, **kwargs) -> None:
        super().__init__(*args, initial=initial_of(crew), **kwargs)
        self.crew = crew
        self.fields["members"].queryset = User.objects.staff().filter(role=Role.FIELD_WORKER).order_by("name")

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        if Crew.objects.filter(code=code).exclude(pk=self.crew.pk if self.crew else None).exists():
            raise forms.ValidationError(_("Another crew has this short name."))
        return code


def initial_of(crew: Crew | None) -> dict[str, object]:
    if crew is None:
        return {}
    facts = {name: getattr(crew, name) for name in ("code", "name_zh_hans", "name_zh_hant", "name_en", "skills")}
    facts |= {"team": crew.team_id, "is_active": crew.is_active}
    return facts | {"districts": crew.districts.all(), "members": crew.members.all()}


class ShiftsForm(forms.Form):
    """The same hours on chosen days of the week, for some weeks."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("On which days?"), coerce=int, choices=list(WEEKDAYS.items()), widget=InlineChecks
    )
    opens = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time", "data-size": "s"}))
    closes = forms.TimeField(label=_("Until"), widget=forms.TimeInput(attrs={"type": "time", "data-size": "s"}))
    since = forms.DateField(label=_("Beginning on"), widget=DayInput({"data-size": "s"}))
    weeks = forms.IntegerField(
        label=_("For how many weeks?"),
        min_value=1,
        max_value=MOST_WEEKS,
        initial=4,
        widget=forms.NumberInput(attrs={"data-size": "s"}),
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if opens and closes and closes <= opens:
            self.add_error("closes", _("The end lies before the beginning."))
        return cleaned


class DayForm(forms.Form):
    """Which day, and which district."""

    day = forms.DateField(label=_("Day"), required=False, widget=DayInput())
    district = DistrictChoice(
        label=_("District"), queryset=District.objects.all(), required=False, empty_label=_("All districts")
    )
