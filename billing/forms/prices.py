"""What a visitor fills in to have a price or a late charge worked out."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from billing.late_charges import A_DAY, LateCharge, late_charge
from billing.queries.tariffs import late_charge_rule_on, late_rule_of, tariff_versions
from billing.rating import NOTHING, CannotRate, Household, Rating, Stretch, rate
from gasservice.standards.models import Tariff
from gasservice.web.inputs import DayInput
from gasservice.web.languages import localized

LONGEST = timedelta(days=731)
LARGEST = Decimal("9999999")
# Far enough for any bill, and near enough to reckon beyond.
UP_TO = [MaxValueValidator(date(2199, 12, 31))]


class EstimateForm(forms.Form):
    """What was measured from a day until another, and what the year had used before it."""

    tariff = forms.ChoiceField(label=_("What the gas is for"))
    persons = forms.IntegerField(label=_("People in the home"), min_value=1, max_value=30, initial=3)
    since = forms.DateField(label=_("From the reading of"), widget=DayInput(), validators=UP_TO)
    until = forms.DateField(label=_("To the reading of"), widget=DayInput(), validators=UP_TO)
    volume_m3 = forms.DecimalField(
        label=_("Used between them, in m³"), min_value=0, max_value=LARGEST, max_digits=10, decimal_places=3
    )
    used_m3 = forms.DecimalField(
        label=_("Used before in the same year, in m³"),
        help_text=_("From 1 January to the first reading; it decides in which tier you stand."),
        min_value=0,
        max_value=LARGEST,
        max_digits=10,
        decimal_places=3,
        initial=0,
        required=False,
    )
    rating: Rating | None = None

    def __init__(self, asked, *, tariffs: Iterable[Tariff], today: date) -> None:
        first = today.replace(day=1)
        super().__init__(asked, initial={"since": (first - timedelta(days=1)).replace(day=1), "until": first})
        self.fields["tariff"].choices = [(tariff.code, localized(tariff, "name")) for tariff in tariffs]

    def clean(self) -> dict:
        said = super().clean()
        since, until = said.get("since"), said.get("until")
        if since and until and not since < until <= since + LONGEST:
            self.add_error("until", _("Choose a day after the first reading, at most two years after it."))
        if not self.errors:
            self.rate(said)
        return said

    def rate(self, said: dict) -> None:
        stretch = Stretch(said["since"], said["until"], NOTHING, said["volume_m3"], digits=7)
        try:
            self.rating = rate(
                [stretch],
                tariffs=tariff_versions(said["tariff"]),
                supplied_since=said["since"].replace(month=1, day=1),
                household=[Household(date.min, said["persons"])],
                used_m3=said["used_m3"] or NOTHING,
            )
        except CannotRate as refused:
            words = _("We publish no price for %(day)s. Choose days for which one is published.")
            self.add_error("since", words % {"day": refused.day.isoformat()})


class LateForm(forms.Form):
    """What was due, and when it was paid."""

    owed = forms.DecimalField(
        label=_("What was due, in yuan"), min_value=Decimal("0.01"), max_value=LARGEST, max_digits=9, decimal_places=2
    )
    due_on = forms.DateField(label=_("Due on"), widget=DayInput(), validators=UP_TO)
    paid_on = forms.DateField(label=_("Paid on"), widget=DayInput(), validators=UP_TO)

    charge: LateCharge | None = None

    def clean(self) -> dict:
        said = super().clean()
        due_on, paid_on = said.get("due_on"), said.get("paid_on")
        if due_on and paid_on and not due_on <= paid_on <= due_on + LONGEST:
            self.add_error("paid_on", _("Choose the due day or a day after it, at most two years later."))
        if not self.errors:
            self.reckon(**said)
        return said

    def reckon(self, owed: Decimal, due_on: date, paid_on: date) -> None:
        row = late_charge_rule_on(due_on)
        if row is None:
            self.add_error("due_on", _("We publish no rule of paying late for that day."))
            return
        days = {"due_on": due_on, "until": paid_on + A_DAY}
        self.charge = late_charge(principal=owed, rule=late_rule_of(row), **days)
