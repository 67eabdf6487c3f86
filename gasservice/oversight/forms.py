"""What a supervisor asks the figures for; it lives in the address."""

from collections.abc import Mapping, Sequence
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gasservice.cases.terms import ChannelIn
from gasservice.oversight.levels import level_of
from gasservice.oversight.periods import MOST_MONTHS, Period, months_to
from gasservice.oversight.queries.named import kinds_by_door
from gasservice.oversight.terms import Age, By, Cells, Figure, PeriodName
from gasservice.oversight.words import say_month
from gasservice.registry.models import District
from gasservice.standards.clock import months_after
from gasservice.standards.queries import promises_made
from gasservice.standards.terms import AllowanceUnit, Door, Priority, Promise, Rung, say_promised
from gasservice.users.models import Team
from gasservice.web.inputs import PlainSelect
from gasservice.web.languages import localized

MOST_ALLOWED = 100_000  # minutes or days: what nobody could mean is refused before a clock counts it
MONTH = {"required": False, "coerce": date.fromisoformat, "empty_value": None, "widget": PlainSelect}

NARROWING = ("door", "team", "district", "channel", "rung", "promise", "age")


class CutForm(forms.Form):
    """Which door and which of the teams that somebody oversees."""

    door = forms.ChoiceField(
        label=_("Door"), required=False, choices=[("", _("All doors")), *Door.choices], widget=PlainSelect
    )
    team = forms.ChoiceField(label=_("Team"), required=False, widget=PlainSelect)
    districts: Mapping[str, District] = {}

    def __init__(self, asked, *, teams: Sequence[Team]) -> None:
        super().__init__(asked)
        self.teams = {team.code: team for team in teams}
        named = [(code, localized(team, "name")) for code, team in self.teams.items()]
        self.fields["team"].choices = [("", _("All teams")), *named]

    @property
    def chosen(self) -> list[str]:
        """What it narrows to, in words: where the fields are not shown, a reader has nothing else to tell by."""
        said = {name: value for name in NARROWING if (value := getattr(self, "cleaned_data", {}).get(name))}
        return [str(dict(self.fields[name].choices)[value]) for name, value in said.items()]


class DashboardForm(CutForm):
    """The months as well: a period by its name, or from one month to another."""

    period = forms.ChoiceField(label=_("Period"), required=False, choices=PeriodName.choices, widget=PlainSelect)
    first = forms.TypedChoiceField(label=_("Or from"), **MONTH)
    last = forms.TypedChoiceField(label=_("Until"), **MONTH)

    field_order = ["period", "first", "last", "door", "team"]

    def __init__(self, asked, *, teams: Sequence[Team], today: date) -> None:
        super().__init__({"period": PeriodName.LAST_3_MONTHS, **asked.dict()}, teams=teams)
        months = [(f"{month}", say_month(month, with_year=True)) for month in months_to(today, MOST_MONTHS).months]
        for name in ("first", "last"):
            self.fields[name].choices = [("", "–"), *reversed(months)]

    def clean(self) -> dict:
        """Give the `months` that were asked for in so many words, if any: one month alone is from it until itself."""
        asked = super().clean()
        first, last = asked.get("first") or asked.get("last"), asked.get("last") or asked.get("first")
        if first and last:
            if first > last:
                raise ValidationError({"last": _("This month lies before the first one.")})
            asked["months"] = Period(first, months_after(last, 1))
        return asked


class CausesForm(DashboardForm):
    """Also what the cells of kinds and teams say."""

    cells = forms.ChoiceField(label=_("Cells show"), required=False, choices=Cells.choices, widget=PlainSelect)


class PlacesForm(CutForm):
    """In which district, and by which way people came, as well."""

    district = forms.ChoiceField(label=_("District"), required=False, widget=PlainSelect)
    channel = forms.ChoiceField(
        label=_("Channel"), required=False, choices=[("", _("All channels")), *ChannelIn.choices], widget=PlainSelect
    )

    def __init__(self, asked, **options) -> None:
        super().__init__(asked, **options)
        self.districts = {district.code: district for district in District.objects.order_by("code")}
        named = [(code, localized(district, "name")) for code, district in self.districts.items()]
        self.fields["district"].choices = [("", _("All districts")), *named]


class FiguresForm(DashboardForm, PlacesForm):
    """What all figures are narrowed to, and what they are told apart by; whoever oversees some teams sees only those.

    Sums are kept for two columns told apart at most: more is told beside the field.
    """

    by = forms.ChoiceField(label=_("Told apart by"), required=False, choices=By.choices, widget=PlainSelect)

    field_order = ["period", "first", "last", "by", "door", "team", "district", "channel"]

    def __init__(self, asked, *, sees_all: bool, **options) -> None:
        super().__init__(asked, **options)
        self.sees_all = sees_all

    def clean(self) -> dict:
        asked = super().clean()
        told = {name for name in ("door", "team", "district", "channel") if asked.get(name)}
        told |= ({asked.get("by", "")} - {"", By.MONTH}) | (set() if self.sees_all else {"team"})
        try:
            level_of(told)
        except ValueError as error:
            said = _("At most two of door, kind, team, district and channel can be told apart together.")
            raise ValidationError({"by": said}) from error
        return asked


class PeopleForm(DashboardForm):
    """Without a door: people count over all of them."""

    door = None


class EscalationsForm(CutForm):
    """Which step of the ladder has been taken."""

    rung = forms.ChoiceField(
        label=_("Escalated to"), required=False, choices=[("", _("All of them")), *Rung.choices], widget=PlainSelect
    )

    field_order = ["rung", "team"]
    door = None


class TryForm(forms.Form):
    """Another allowance for a promise, to be held against what was promised before."""

    of = forms.ChoiceField(label=_("Kind"))
    priority = forms.ChoiceField(
        label=_("Priority"), required=False, choices=[("", _("Any")), *Priority.choices], widget=PlainSelect
    )
    promise = forms.ChoiceField(label=_("Promise"), choices=Promise.choices, widget=PlainSelect)
    allowance = forms.IntegerField(label=_("New allowance"), min_value=1, max_value=MOST_ALLOWED)
    unit = forms.ChoiceField(label=_("Counted in"), choices=AllowanceUnit.choices, widget=PlainSelect)

    def __init__(self, asked=None) -> None:
        super().__init__(asked)
        self.fields["of"].choices = [kinds_to_choose(Door(door), kinds) for door, kinds in kinds_by_door().items()]

    @property
    def chosen(self) -> list[str]:
        """What is tried, in words."""
        asked = self.cleaned_data
        kinds = dict(pair for _door, pairs in self.fields["of"].choices for pair in pairs)
        allowed = say_promised(asked["promise"], asked["allowance"], asked["unit"])
        return [kinds[asked["of"]], str(Promise(asked["promise"]).label), allowed]

    def clean(self) -> dict:
        """Give the `door` and the `kind`, which is empty where all kinds of the door are meant."""
        asked = super().clean()
        if "of" in asked:
            asked["door"], _slash, asked["kind"] = asked["of"].partition("/")
            made = promises_made(asked["door"], asked["kind"])
            if "promise" in asked and asked["promise"] not in made:
                said = _("This kind has no such promise; it has: %(promises)s")
                names = gettext("; ").join(str(Promise(promise).label) for promise in made) or "–"
                self.add_error("promise", said % {"promises": names})
        return asked


def kinds_to_choose(door: Door, kinds: list[tuple[str, str]]) -> tuple[str, list[tuple[str, str]]]:
    """Give a door with what is chosen there: all of it, or one of its kinds."""
    everything = (f"{door}/", gettext("%(door)s: all kinds") % {"door": door.label})
    return door.label, [everything, *((f"{door}/{code}", name) for code, name in kinds)]


class CasesForm(PlacesForm):
    """The figure whose cases are asked for, and the months it was counted over."""

    figure = forms.ChoiceField(choices=Figure.choices)
    since = forms.DateField()
    until = forms.DateField()
    age = forms.ChoiceField(required=False, choices=[("", ""), *Age.choices])
    kind = forms.SlugField(required=False)
    promise = forms.ChoiceField(required=False, choices=[("", ""), *Promise.choices])
    service = forms.SlugField(required=False)
    word = forms.CharField(required=False, max_length=20)

    def clean(self) -> dict:
        asked = super().clean()
        if "since" in asked and "until" in asked:
            try:
                asked["period"] = Period(asked["since"], asked["until"])
            except ValueError as error:
                raise ValidationError(_("Ask for whole months, at most two years of them.")) from error
        return asked
