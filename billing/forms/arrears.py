"""Debts at the desk: filtered, held, paid in parts, and shares of nobody."""

from datetime import date, datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from billing.forms.prices import UP_TO
from billing.terms import ArrearsStep
from gasservice.files.terms import OFFERED
from gasservice.registry.models import Tenure
from gasservice.web.inputs import DayInput
from gasservice.web.say import say_day, say_money

BARRED = [("", _("all")), ("yes", _("barred")), ("no", _("not barred"))]


class ArrearsFilterForm(forms.Form):
    """Which debts the desk lists."""

    step = forms.ChoiceField(label=_("Next step"), required=False, choices=[("", _("all")), *ArrearsStep.choices])
    barred = forms.ChoiceField(label=_("Barred?"), required=False, choices=BARRED)


class PlanForm(forms.Form):
    """Which of the plans on offer somebody chooses."""

    count = forms.TypedChoiceField(label=_("How do you want to pay?"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, asked, *, offers: list, now: datetime) -> None:
        super().__init__(asked)
        self.fields["count"].choices = [(len(plan), said(plan, now)) for plan in offers]


def said(plan: list, now: datetime) -> str:
    """Say a plan in a line."""
    days = {"first": say_day(plan[0].due_on, now=now), "last": say_day(plan[-1].due_on, now=now)}
    words = _("%(count)d parts of %(amount)s, the first by %(first)s, the last by %(last)s")
    return words % {"count": len(plan), "amount": say_money(plan[0].amount), **days}


class HoldArrearsForm(forms.Form):
    """Until when no step is taken, and why."""

    until = forms.DateField(label=_("No step before"), widget=DayInput(), validators=UP_TO)
    because = forms.CharField(label=_("Why?"), max_length=300, widget=forms.Textarea({"rows": 2}))

    def __init__(self, asked, *, today: date) -> None:
        super().__init__(asked)
        self.today = today

    def clean_until(self) -> date:
        until = self.cleaned_data["until"]
        if not self.today < until <= self.today + timedelta(days=366):
            raise forms.ValidationError(_("Choose a day after today, at most a year away."))
        return until


class BecauseForm(forms.Form):
    """Why something is taken back or let go."""

    because = forms.CharField(label=_("Why?"), max_length=300, widget=forms.Textarea({"rows": 2}))


class AssignShareForm(forms.Form):
    """Whose a share is, and what shows it."""

    tenure = forms.ModelChoiceField(label=_("Who held the account"), queryset=Tenure.objects.none())
    because = forms.CharField(label=_("What shows it?"), max_length=300, widget=forms.Textarea({"rows": 2}))
    evidence = forms.FileField(
        label=_("The paper that shows it"), widget=forms.FileInput({"accept": ",".join(OFFERED)})
    )

    def __init__(self, *asked, account: int) -> None:
        super().__init__(*asked)
        rows = Tenure.objects.filter(gas_account=account).select_related("customer").order_by("held_from")
        self.fields["tenure"].queryset = rows
        self.fields["tenure"].label_from_instance = named


def named(tenure: Tenure) -> str:
    """Name who held an account, and the days."""
    days = (tenure.held_from.isoformat(), tenure.held_until.isoformat() if tenure.held_until else "…")
    return f"{tenure.customer.name} · {days[0]} – {days[1]}"
