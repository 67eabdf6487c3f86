"""Money that comes in at the counter, and redress that is paid out."""

from collections.abc import Iterable
from decimal import Decimal
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from billing.forms.prices import LARGEST
from billing.models import Bill
from billing.queries.standings import BillStanding
from billing.terms import PaymentMethod
from gasservice.registry.models import GasAccount
from gasservice.web.say import say_money


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
