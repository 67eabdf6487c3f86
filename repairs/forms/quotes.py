"""Building a quote, and answering it."""

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _

from gasservice.standards.models import FeeItem
from gasservice.standards.queries import discounts_of, fees_of
from repairs.forms.fees import FeeChoice
from repairs.forms.pipes import choice_of
from repairs.models import Quote
from repairs.queries.papers import SERVICE


class LineForm(forms.Form):
    """A line of a quote: which fee, how much of it, and why it is dearer than the lowest price."""

    fee = FeeChoice(label=_("Fee"), queryset=FeeItem.objects.none(), empty_label=None)
    quantity = forms.DecimalField(
        label=_("How much"),
        max_digits=8,
        decimal_places=2,
        initial=1,
        validators=[MinValueValidator(0.01, _("At least a little of it."))],
        widget=forms.NumberInput(attrs={"step": "0.01", "min": "0.01", "data-size": "s"}),
    )
    unit_price = forms.DecimalField(
        label=_("Price each"),
        help_text=_("Empty: the lowest price of the table."),
        max_digits=10,
        decimal_places=2,
        required=False,
        widget=forms.NumberInput(attrs={"step": "0.01", "min": "0", "data-size": "s"}),
    )
    reason = forms.CharField(label=_("Why it costs more than the lowest price"), max_length=200, required=False)

    def __init__(self, *args, quote: Quote, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fee"].queryset = fees_of(SERVICE, quote.priced_on)


class DiscountsForm(forms.Form):
    """The discounts whose condition is met."""

    rules = forms.ModelMultipleChoiceField(
        label=_("Discounts"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, quote: Quote, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rules"].queryset = discounts_of(SERVICE, quote.priced_on)
        self.fields["rules"].label_from_instance = choice_of


class SendForm(forms.Form):
    """Words to the customer with a quote."""

    words = forms.CharField(
        label=_("What the customer should know"),
        help_text=_("For example: what we saw, what stays as it is."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AcceptForm(forms.Form):
    """Who says yes."""

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("As on your identity card: it stands on the quote as your signature."),
        max_length=80,
        error_messages={"required": _("Type your name: it stands on the quote as your signature.")},
    )


class DeclineForm(forms.Form):
    """Why not, and whether we should quote again."""

    reason = forms.CharField(
        label=_("What does not suit you?"),
        help_text=_("The price, the way it would run, the time. We learn from it."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("A few words are enough.")},
    )
    following = forms.ChoiceField(
        label=_("What now?"),
        choices=[("another", _("Make me another quote")), ("end", _("I do not want it done any more"))],
        widget=forms.RadioSelect,
        initial="another",
    )
