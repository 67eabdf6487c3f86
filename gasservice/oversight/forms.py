"""What a supervisor asks the figures for; it lives in the address."""

from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gasservice.oversight.rules import Period
from gasservice.oversight.terms import Age, Figure, PeriodName
from gasservice.standards.terms import Door
from gasservice.users.models import Team
from gasservice.web.languages import localized


class CutForm(forms.Form):
    """Which door and which of the teams that somebody oversees."""

    door = forms.ChoiceField(label=_("Door"), required=False, choices=[("", _("All doors")), *Door.choices])
    team = forms.ChoiceField(label=_("Team"), required=False)

    def __init__(self, asked, *, teams: Sequence[Team]) -> None:
        super().__init__(asked)
        self.teams = {team.code: team for team in teams}
        named = [(code, localized(team, "name")) for code, team in self.teams.items()]
        self.fields["team"].choices = [("", _("All teams")), *named]


class DashboardForm(CutForm):
    """The period as well, by its name."""

    period = forms.ChoiceField(label=_("Period"), required=False, choices=PeriodName.choices)

    field_order = ["period", "door", "team"]

    def __init__(self, asked, *, teams: Sequence[Team]) -> None:
        super().__init__({"period": PeriodName.LAST_30_DAYS, **asked.dict()}, teams=teams)


class CasesForm(CutForm):
    """The figure whose cases are asked for, and the days it was counted over."""

    figure = forms.ChoiceField(choices=Figure.choices)
    since = forms.DateField()
    until = forms.DateField()
    age = forms.ChoiceField(required=False, choices=[("", ""), *Age.choices])

    def clean(self) -> dict:
        asked = super().clean()
        if "since" in asked and "until" in asked:
            try:
                asked["period"] = Period(asked["since"], asked["until"])
            except ValueError as error:
                raise ValidationError(_("Ask for at least a day and at most thirteen months.")) from error
        return asked
