"""Choosing a time for a visit, and calling one off."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.cases.forms.filing import Choice
from gasservice.cases.terms import Ruling
from gasservice.web.say import say_day, say_time
from repairs.queries.slots import Slot

CUSTOMER, US = "customer", "us"
GONE = _("Somebody was quicker, or no crew is free in that window any more. Please choose another one.")


def written(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="minutes")


class TimeForm(forms.Form):
    """One of the windows that are free, by day."""

    window_from = forms.TypedChoiceField(
        label=_("When shall we come?"),
        coerce=datetime.fromisoformat,
        error_messages={"required": _("Choose one of the windows."), "invalid_choice": GONE},
    )

    def __init__(self, *args, slots: Iterable[Slot], at: datetime, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        days = groupby(slots, key=lambda slot: slot.day)
        self.fields["window_from"].choices = [
            (say_day(day, now=at), [(written(slot.window_from), words_of(slot)) for slot in free]) for day, free in days
        ]


def words_of(slot: Slot) -> str:
    return f"{say_time(slot.window_from)}–{say_time(slot.window_until)}"


def wish_field() -> forms.ChoiceField:
    """Ask who wants a change: what we want at short notice counts as a missed visit."""
    return forms.ChoiceField(
        label=_("Who wants the change?"),
        widget=forms.RadioSelect,
        choices=[
            (CUSTOMER, Choice(_("The customer"), _("Nothing is owed, however late it is."))),
            (US, Choice(_("We do"), _("With less than the published notice it is a missed visit: we owe for it."))),
        ],
    )


class DeskTimeForm(TimeForm):
    """The same at the desk; who moves a visit says whose wish that is."""

    def __init__(self, *args, is_move: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if is_move:
            self.fields["wish"] = wish_field()


class RulingForm(forms.Form):
    """What a supervisor finds of a disputed visit, and why."""

    ruling = forms.ChoiceField(label=_("What do you find?"), widget=forms.RadioSelect)
    because = forms.CharField(
        label=_("Why?"),
        help_text=_("The customer and the crew read it."),
        max_length=280,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, is_doubt_ours: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        missed = _("The promise counts as missed, and what is paid for it is owed.")
        kept = _("The promise counts as kept.")
        hints = {Ruling.OURS: missed, Ruling.CAME: kept, Ruling.DOUBT: missed if is_doubt_ours else kept}
        self.fields["ruling"].choices = [(ruling, Choice(ruling.label, hint)) for ruling, hint in hints.items()]


class CancelForm(forms.Form):
    """Why a visit is called off, and at whose wish."""

    reason = forms.CharField(
        label=_("Why?"), help_text=_("The customer reads it."), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    wish = wish_field()
