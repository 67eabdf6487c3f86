"""What is asked of a dispute: which lines and why, and at the desk what becomes of it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from billing.disputing import DisputedPart
from billing.models import BillStretch, DisputedLine
from billing.queries.disputes import Disputable
from billing.telling.disputes import line_in_short
from billing.terms import DisputeReason, LineKind, Verdict
from gasservice.cases.terms import WorkAsked
from gasservice.files.forms import PhotosField

AMOUNT = {"max_digits": 12, "decimal_places": 2, "required": False}
FIGURES = {"inputmode": "decimal", "autocomplete": "off", "data-size": "s"}
OF_FEES = {DisputeReason.FEE, DisputeReason.PAID, DisputeReason.OTHER}


class LinesForm(forms.Form):
    """Which lines of a bill are disputed, how much of each, and why; `chosen` is ticked from the start."""

    def __init__(self, *args, lines: Sequence[Disputable], chosen: int | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for one in lines:
            position = one.row.position
            self.fields[f"take_{position}"] = forms.BooleanField(
                label=_("I do not accept this line"), required=False, initial=position == chosen
            )
            self.fields[f"reason_{position}"] = forms.ChoiceField(
                label=_("What is wrong with it?"), choices=reasons_for(one.row.kind), required=False
            )
            self.fields[f"amount_{position}"] = forms.DecimalField(
                label=_("How much of it, in yuan"),
                help_text=_("Leave it empty and all of it is disputed."),
                widget=forms.TextInput(FIGURES),
                min_value=Decimal("0.01"),
                **AMOUNT,
            )

    def groups(self) -> list[dict]:
        """Give each line with its three fields."""
        return [
            {
                "line": one,
                "short": line_in_short(one.row),
                "take": self[f"take_{one.row.position}"],
                "reason": self[f"reason_{one.row.position}"],
                "amount": self[f"amount_{one.row.position}"],
            }
            for one in self.lines
        ]

    def clean(self) -> dict:
        said = super().clean()
        taken = [one.row.position for one in self.lines if said.get(f"take_{one.row.position}")]
        if not taken:
            self.add_error(None, _("Choose at least one line of this bill."))
        said["lines"] = [
            DisputedPart(at, said.get(f"reason_{at}") or DisputeReason.OTHER, said.get(f"amount_{at}")) for at in taken
        ]
        return said


def reasons_for(kind: str) -> list[tuple[str, str]]:
    """Give what can be wrong with a line of gas, or with a fee."""
    of_fee = [(reason.value, reason.label) for reason in DisputeReason if reason in OF_FEES]
    of_gas = [(reason.value, reason.label) for reason in DisputeReason if reason != DisputeReason.FEE]
    return of_fee if kind == LineKind.FEE else of_gas


class DisputeForm(LinesForm):
    """A dispute in its customer's words; `submission` makes a double press one case."""

    words = forms.CharField(
        label=_("What is wrong, in your words"),
        help_text=_("What you expected, and what you saw: for example what the meter shows."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Tell us what is wrong. A few words are enough.")},
    )
    photos = PhotosField(
        label=_("Photos"),
        required=False,
        help_text=_("Up to five, from the camera or the album. We remove where they were taken."),
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class AskMeterForm(forms.Form):
    """What the crews find out about the meter."""

    asked = forms.ChoiceField(
        label=_("What are our crews asked for?"),
        widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in (WorkAsked.METER_READ, WorkAsked.METER_TEST)],
        initial=WorkAsked.METER_READ,
    )
    words = forms.CharField(
        label=_("What exactly, and why?"),
        help_text=_("The crew reads this, and the customer too."),
        max_length=280,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class DecideForm(forms.Form):
    """What becomes of a dispute, what is credited of each line, and why."""

    verdict = forms.ChoiceField(label=_("What do we find?"), choices=Verdict, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("The reasons"),
        help_text=_("The customer reads this, in their language. Name the readings and the rule it rests on."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    alternatives = forms.CharField(
        label=_("What they can do if they do not agree"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(
        self, *args, lines: Sequence[DisputedLine], proposed: Mapping[int, Decimal] | None = None, **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for row in lines:
            self.fields[f"credit_{row.pk}"] = forms.DecimalField(
                label=_("Credit for “%(line)s”, in yuan") % {"line": line_in_short(row.line)},
                widget=forms.TextInput(FIGURES),
                min_value=Decimal(0),
                initial=(proposed or {}).get(row.pk),
                **AMOUNT,
            )

    def credit_fields(self) -> list[forms.BoundField]:
        return [self[f"credit_{row.pk}"] for row in self.lines]

    def clean(self) -> dict:
        said = super().clean()
        credits = {row.pk: said.pop(f"credit_{row.pk}", None) for row in self.lines}
        return said | {"credits": credits}


class TryForm(forms.Form):
    """What the meters of a bill should have shown, to see what it would come to then."""

    def __init__(self, *args, stretches: Sequence[BillStretch], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for row in stretches:
            self.fields[f"end_{row.pk}"] = forms.DecimalField(
                label=_("Meter %(meter)s at the end, in m³") % {"meter": row.meter.serial},
                widget=forms.TextInput(FIGURES),
                min_value=0,
                max_value=10**row.meter.digits - Decimal("0.001"),
                max_digits=12,
                decimal_places=3,
                required=False,
                initial=row.end_index,
            )

    def ends(self) -> dict[int, Decimal]:
        """Give the corrected ends by the key of their stretch."""
        said = self.cleaned_data.items() if self.is_valid() else ()
        return {int(name.removeprefix("end_")): index for name, index in said if index is not None}


class AnswerProposalForm(forms.Form):
    """Whether a proposed decision holds, and what is missing where it does not."""

    APPROVE, SEND_BACK = "approve", "send_back"
    answer = forms.ChoiceField(
        label=_("Does it hold?"),
        widget=forms.RadioSelect,
        choices=[(APPROVE, _("Yes, it is decided so")), (SEND_BACK, _("No, it goes back"))],
    )
    because = forms.CharField(
        label=_("What is missing"),
        help_text=_("Only where it goes back; whoever has the case reads it."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict:
        said = super().clean()
        if said.get("answer") == self.SEND_BACK and not said.get("because"):
            self.add_error("because", _("Say what is missing."))
        return said
