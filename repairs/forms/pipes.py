"""Asking for a pipe change, its papers, and what crews write down."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from gasservice.cases.forms.details import DetailsForm
from gasservice.cases.forms.filing import Choice
from gasservice.files.forms import PhotosField
from gasservice.registry.models import GasAccount
from gasservice.standards.models import DiscountRule, PaperRule
from gasservice.standards.queries import discounts_of, papers_of
from gasservice.standards.terms import NeededOf
from gasservice.web.languages import localized
from repairs.models import PipeSurvey, WorkCheck
from repairs.queries.papers import NEEDED, SERVICE, PaperStanding
from repairs.terms import DayTime, Distance, Home, Moved


def paper_field(rule: PaperRule) -> PhotosField:
    """Ask for one paper by its own name, so that a missing one is named."""
    name = localized(rule, "name")
    missing = _("This is missing: %(paper)s.") % {"paper": name}
    return PhotosField(label=name, help_text=localized(rule, "hint"), error_messages={"required": missing})


class Particulars(forms.Form):
    """What is to be moved, how far, in whose home."""

    moved = forms.MultipleChoiceField(
        label=_("What is to be moved?"),
        choices=Moved.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one. If you are not sure, choose the pipe.")},
    )
    distance = forms.ChoiceField(
        label=_("Roughly how far?"),
        choices=Distance.choices,
        widget=forms.RadioSelect,
        initial=Distance.UNKNOWN,
        error_messages={"required": _("Choose one. “I cannot tell” is fine: we measure.")},
    )
    why = forms.CharField(
        label=_("What for?"),
        help_text=_("For example: a new kitchen, the pipe is in the way of a cupboard."),
        max_length=300,
        required=False,
    )
    home = forms.ChoiceField(
        label=_("Whose home is it?"),
        choices=Home.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one: it decides which papers we need.")},
    )
    day_times = forms.MultipleChoiceField(
        label=_("When is somebody mostly at home?"),
        help_text=_("You choose the hour yourself once the papers are right."),
        choices=DayTime.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    discounts = forms.MultipleChoiceField(
        label=_("Does one of these hold for you?"),
        help_text=_("Then you pay less. We look at the certificate when we come."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def offer_discounts(self, day: date) -> None:
        """Offer the discounts of the day; where there are none, ask nothing."""
        rules = list(discounts_of(SERVICE, day))
        self.fields["discounts"].choices = [(rule.code, choice_of(rule)) for rule in rules]
        if not rules:
            del self.fields["discounts"]


def choice_of(rule: DiscountRule) -> Choice:
    return Choice(localized(rule, "name"), localized(rule, "condition"))


class PipeChangeForm(DetailsForm, Particulars):
    """The application: what is to be moved, and the papers that the answers call for."""

    title = _("What to move")
    heading = _("What is to be moved?")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.offer_discounts(self.today)
        needed = {NeededOf.EVERYBODY, NEEDED.get(self.typed.get("home"))} - {None}
        for rule in papers_of(SERVICE, self.today).filter(needed_of__in=needed):
            self.fields[f"paper_{rule.code}"] = paper_field(rule)

    def details(self) -> dict[str, object]:
        """Give every answer; who is offered no discount chose none."""
        return {"discounts": []} | super().details()


class CompleteForm(Particulars):
    """The particulars of a case that came without them, written down at the desk."""

    def __init__(self, *args, today: date, asks_place: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.offer_discounts(today)
        if asks_place:
            self.fields["gas_account"] = forms.ModelChoiceField(
                label=_("Gas account number"),
                queryset=GasAccount.objects.select_related("service_point__premise"),
                to_field_name="number",
                widget=forms.TextInput(attrs={"inputmode": "numeric", "data-size": "s"}),
                error_messages={"invalid_choice": _("No gas account has this number. Look at the bill again.")},
            )

    def told(self) -> dict[str, object]:
        known = {"discounts": []} | self.cleaned_data
        known.pop("gas_account", None)
        return known


class PapersForm(forms.Form):
    """The papers that are still needed, each by its name."""

    def __init__(self, *args, wanted: list[PaperStanding], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.rules = {f"paper_{paper.rule.code}": paper.rule for paper in wanted}
        for name, rule in self.rules.items():
            self.fields[name] = paper_field(rule)


class JudgeForm(forms.Form):
    """One paper judged: accepted, or needed again for a reason that the customer reads; so is a check of ours."""

    verdict = forms.ChoiceField(
        label=_("Is it right?"),
        choices=[("accepted", _("Accept it")), ("again", _("It is needed again"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    reason = forms.CharField(
        label=_("Why, in words the customer understands"),
        help_text=_("For example: the name cannot be read; please take it by daylight."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args, is_ours: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if is_ours:
            self.fields["verdict"].label = _("What did the check find?")
            self.fields["verdict"].choices = [
                ("accepted", _("It may be done this way")),
                ("again", _("It cannot be done this way: we measure again")),
            ]
            self.fields["reason"].help_text = _("For example: steel lies there; the way along the ceiling is free.")

    def clean(self) -> dict:
        said = super().clean()
        if said.get("verdict") == "again" and not said.get("reason"):
            self.add_error("reason", _("Say what is wrong with it; the customer reads this."))
        if said.get("verdict") == "accepted":
            said["reason"] = ""
        return said


class SurveyForm(forms.ModelForm):
    """What the surveyor measured."""

    class Meta:
        model = PipeSurvey
        ways = ["crosses_wall", "crosses_bearing_wall", "crosses_shared_part", "leaves_kitchen"]
        fields = ["pipe_metres", "moves_pipe", "moves_meter", "hoses", *ways, "words"]
        labels = {
            "pipe_metres": _("Metres of new pipe"),
            "moves_pipe": _("A pipe is moved"),
            "moves_meter": _("The meter is moved"),
            "hoses": _("Hoses to be fitted"),
            "crosses_wall": _("A pipe crosses a wall to another room: the design is checked first"),
            "crosses_bearing_wall": _("It goes through a load-bearing wall: the structure is checked first"),
            "crosses_shared_part": _("It goes through a shared part, stairwell or outer wall: the management consents"),
            "leaves_kitchen": _("It ends in a room that is not the kitchen: the room is checked first"),
            "words": _("What the crew must know"),
        }
        widgets = {"words": forms.Textarea(attrs={"rows": 2})}


class CheckForm(forms.ModelForm):
    """The check of the work before the customer's eyes; whoever passes it lets the customer sign."""

    class Meta:
        model = WorkCheck
        fields = [
            "pressure_kpa",
            "minutes",
            "drop_kpa",
            "is_leak_free",
            "is_valve_reachable",
            "is_gas_on",
            "words",
            "signed_name",
        ]
        labels = {
            "pressure_kpa": _("Test pressure, kPa"),
            "minutes": _("Held for, minutes"),
            "drop_kpa": _("Pressure lost, kPa"),
            "is_leak_free": _("No bubbles at any joint (soap water)"),
            "is_valve_reachable": _("The valve can be reached and turned"),
            "is_gas_on": _("The gas is on, the flame burns blue"),
            "words": _("What has to be mended"),
            "signed_name": _("The customer signs: name"),
        }
        help_texts = {"signed_name": _("The customer has seen the gauge for the whole time.")}

    def clean(self) -> dict:
        said = super().clean()
        if self.passes(said) and not said.get("signed_name"):
            self.add_error("signed_name", _("Everything is in order: let the customer sign with their name."))
        if not self.passes(said) and not said.get("words"):
            self.add_error("words", _("Something is not in order: say what has to be mended."))
        return said

    def passes(self, said: dict) -> bool:
        ticks = ("is_leak_free", "is_valve_reachable", "is_gas_on")
        return all(said.get(tick) for tick in ticks) and said.get("drop_kpa") == 0

    def validate_constraints(self) -> None:
        """The action says whether it passed; the database then checks the whole row."""
