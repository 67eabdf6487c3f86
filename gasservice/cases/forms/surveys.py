"""What we ask afterwards: the customer by a link, and by phone whoever calls them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gasservice.cases.terms import CallOutcome

SCORES = [(score, str(score)) for score in range(1, 6)]
YES_NO_UNSURE = [("true", _("Yes")), ("false", _("No")), ("", _("I cannot say"))]
WORDS = {"max_length": 2000, "required": False, "widget": forms.Textarea(attrs={"rows": 3})}


def steps(first: int, last: int) -> list[tuple[int, str]]:
    return [(step, str(step)) for step in range(first, last + 1)]


class ScoreForm(forms.Form):
    """Five buttons."""

    score = forms.TypedChoiceField(
        label=_("How well was it done?"),
        choices=SCORES,
        coerce=int,
        error_messages={"required": _("Press one of the five buttons.")},
    )


class RatingForm(ScoreForm):
    """Five buttons, then what nobody must answer."""

    is_solved = forms.NullBooleanField(
        label=_("Is it solved?"), required=False, widget=forms.RadioSelect(choices=YES_NO_UNSURE)
    )
    ease = forms.TypedChoiceField(
        label=_("How easy was it for you?"),
        required=False,
        choices=steps(1, 7),
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    recommend = forms.TypedChoiceField(
        label=_("Would you recommend us to a neighbour?"),
        required=False,
        choices=steps(0, 10),
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("What should we know?"), **WORDS)

    def __init__(self, *args, is_about_outage: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if is_about_outage:
            del self.fields["is_solved"], self.fields["ease"]


class FollowUpForm(forms.Form):
    """What was said on the phone, and what will be done about it."""

    said = forms.CharField(label=_("What the customer said"), max_length=2000, widget=forms.Textarea({"rows": 4}))
    will_do = forms.CharField(
        label=_("What will be done, by whom and until when"), max_length=2000, widget=forms.Textarea({"rows": 3})
    )


class CallBackForm(forms.Form):
    """How a call went; who was reached has a judgement."""

    outcome = forms.ChoiceField(
        label=_("How did it go?"), choices=CallOutcome.choices, widget=forms.RadioSelect, initial=CallOutcome.REACHED
    )
    score = forms.TypedChoiceField(
        label=_("How well was it done? 1 is very bad, 5 is very good"),
        required=False,
        choices=SCORES,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    is_solved = forms.NullBooleanField(
        label=_("Is it solved?"), required=False, widget=forms.RadioSelect(choices=YES_NO_UNSURE)
    )
    words = forms.CharField(label=_("In the customer’s words"), **WORDS)

    def clean(self) -> dict:
        said = super().clean()
        if said.get("outcome") == CallOutcome.REACHED and said.get("score") is None:
            self.add_error("score", _("Whoever was reached gives 1 to 5."))
        return said
