"""What is asked of the price list, and what is read off a meter."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from billing.late_charges import A_DAY, LateCharge, late_charge
from billing.models import Bill
from billing.queries.standings import BillStanding
from billing.queries.tariffs import late_charge_rule_on, late_rule_of, tariff_versions
from billing.rating import NOTHING, CannotRate, Household, Rating, Stretch, rate
from billing.terms import ArrearsStep, LookDecision, PaymentMethod
from gasservice.files.terms import OFFERED
from gasservice.registry.models import GasAccount, Tenure
from gasservice.standards.models import Tariff
from gasservice.web.inputs import DayInput
from gasservice.web.languages import localized
from gasservice.web.say import say_day, say_money

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


class ReadingForm(forms.Form):
    """What somebody reads off their meter; they are asked whether they are sure only where it is likely a slip."""

    index_m3 = forms.DecimalField(
        label=_("What the meter shows, in m³"),
        help_text=_("The black figures; the red ones after the comma may be left out."),
        min_value=0,
        max_digits=12,
        decimal_places=3,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
    )
    serial_end = forms.CharField(
        label=_("The last four characters of the number on the meter"),
        help_text=_("So that nobody reads the neighbour’s."),
        max_length=4,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    photo = forms.FileField(
        label=_("A photo of the meter"),
        help_text=_("With figures and number on it, if you can."),
        required=False,
        widget=forms.FileInput({"accept": ",".join(OFFERED)}),
    )
    is_sure = forms.BooleanField(label=_("I have looked again: this is what the meter shows."), required=False)


class LookForm(forms.Form):
    """What we find of a doubtful reading: it stands, or another figure is right."""

    index_m3 = forms.DecimalField(
        label=_("The right figure, in m³"),
        help_text=_("Leave it empty and the reading stands. What was sent in is kept beside it."),
        min_value=0,
        max_digits=12,
        decimal_places=3,
        required=False,
    )


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


class CounterForm(forms.Form):
    """A payment at the counter; `submission` makes a second click the same payment."""

    amount = forms.DecimalField(
        label=_("Amount, in yuan"), min_value=Decimal("0.01"), max_value=LARGEST, max_digits=9, decimal_places=2
    )
    method = forms.ChoiceField(label=_("How is it paid?"), widget=forms.RadioSelect, initial=PaymentMethod.COUNTER)
    reference = forms.CharField(
        label=_("Number of the payment"),
        help_text=_("As the till or the bank gave it. Leave it empty and a receipt number is drawn."),
        max_length=60,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    bill = forms.ModelChoiceField(
        label=_("For which bill?"), queryset=None, required=False, empty_label=_("What is due first")
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, sent, *, standings: Iterable[BillStanding]) -> None:
        super().__init__(sent)
        owed = {one.bill.pk: one for one in standings}
        self.fields["method"].choices = [way for way in PaymentMethod.choices if way[0] != PaymentMethod.REDRESS]
        bills = self.fields["bill"]
        bills.queryset = Bill.objects.filter(pk__in=owed)
        bills.label_from_instance = lambda bill: f"{bill.number} · {say_money(owed[bill.pk].payable)}"


class AccountOfRedressForm(forms.Form):
    """The account that redress is credited to, one of whoever it is owed to."""

    account = forms.ModelChoiceField(label=_("To which account?"), queryset=None, empty_label=None)

    def __init__(self, sent, *, accounts) -> None:
        super().__init__(sent)
        self.fields["account"].queryset = accounts
        self.fields["account"].label_from_instance = said_account


class RedressPaidForm(forms.Form):
    """The payment by which redress was paid out."""

    payment_reference = forms.CharField(
        label=pgettext_lazy("redress", "Number of the payment"),
        help_text=_("As the bank or the till gave it."),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off"}),
    )


def said_account(account: GasAccount) -> str:
    return f"{account.number} · {account.service_point.premise.address}"


class LookAtBillForm(forms.Form):
    """What becomes of a bill that waits, and why."""

    decision = forms.ChoiceField(label=_("What becomes of it"), choices=LookDecision, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Where it is corrected, the customer reads this on the bill."),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
    )
