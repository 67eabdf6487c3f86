"""Which part is broken: whose it is, who pays and what it costs is answered while it is asked."""

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gasservice.cases.forms.details import DetailsForm
from gasservice.cases.forms.filing import Choice
from gasservice.standards.models import CaseKind
from gasservice.standards.queries import PartAnswer, parts_on
from gasservice.web.languages import localized
from gasservice.web.say import say_range
from repairs.terms import PARTS_OF_KIND, UNSURE

YES, NO = "yes", "no"


class FaultForm(DetailsForm):
    """The part, and where it is the customer's, whether we shall come at the published price."""

    title = gettext_lazy("Which part")
    heading = gettext_lazy("Which part is it?")
    template = "repairs/which_part.html"
    anchor = "told"

    part = forms.ChoiceField(
        label=gettext_lazy("Which part is it?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a part. “I am not sure” is an answer too.")},
    )
    offer = forms.ChoiceField(
        label=gettext_lazy("Shall we come at this price?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Say whether we shall come at this price."),
            "invalid_choice": gettext_lazy("What was asked has changed: look at the price again."),
        },
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = [*((row.row.part, said_of(row)) for row in self.answers), unsure()]
        if self.offered:
            self.fields["offer"].choices = offer_choices(self.offered)
        else:
            del self.fields["offer"]

    @cached_property
    def answers(self) -> list[PartAnswer]:
        return parts_on(self.today, PARTS_OF_KIND[self.kind.code])

    @cached_property
    def offered(self) -> PartAnswer | None:
        """The part as it was chosen, where it is the customer's to pay for."""
        chosen = self.typed.get("part")
        return next((answer for answer in self.answers if answer.is_offer and answer.row.part == chosen), None)

    def details(self) -> dict[str, object]:
        said = self.cleaned_data
        accepts = said["offer"] != NO if "offer" in said else None
        return {"part": said["part"], "accepts": accepts}

    def turns_to(self) -> str:
        """Whoever does not want us at this price is told what else they can do."""
        return reverse("without-us", args=[self.cleaned_data["part"]]) if self.cleaned_data.get("offer") == NO else ""

    def rows(self) -> list[tuple[str, object]]:
        """Say the part with all that was told of it."""
        rows = [(_("Which part it is"), str(dict(self.fields["part"].choices)[self.cleaned_data["part"]]))]
        for answer in self.answers:
            if answer.row.part == self.cleaned_data["part"]:
                rows += [(_("Whose it is, and who pays"), who_pays(answer)), (_("What it costs"), price_of(answer))]
        return rows


def questions_of(kind: CaseKind) -> type[DetailsForm] | None:
    """Ask which part it is where the kind may mean several."""
    return FaultForm if kind.code in PARTS_OF_KIND else None


def said_of(answer: PartAnswer) -> Choice:
    hint = _("%(whose)s %(price)s.") % {"whose": who_pays(answer), "price": price_of(answer)}
    return Choice(localized(answer.row, "name"), hint)


def unsure() -> tuple[str, Choice]:
    hint = _("The crew looks, decides by this same table and tells you the price before it begins. Looking is free.")
    return UNSURE, Choice(_("I am not sure"), hint)


def who_pays(answer: PartAnswer) -> str:
    if answer.row.is_paid_by_us:
        return _("It is ours, and we pay.") if answer.row.is_ours else _("It is yours, and we pay.")
    return _("It is yours, and you pay.")


def price_of(answer: PartAnswer) -> str:
    return _("Free") if answer.price.is_free else say_range(answer.price.low, answer.price.high)


def offer_choices(answer: PartAnswer) -> list[tuple[str, Choice]]:
    """Let "yes" carry what was offered, so that nobody accepts a price that they have not seen."""
    if not answer.row.is_done_by_us:
        return [(NO, Choice(_("We do not do this work"), _("We show who may do it. Nothing is sent.")))]
    mark = f"{YES}-{answer.row.pk}-{answer.price.low}-{answer.price.high}"
    yes = Choice(_("Yes, please come at this price: %(price)s") % {"price": price_of(answer)})
    return [(mark, yes), (NO, Choice(_("No, thank you"), _("We show what else you can do. Nothing is sent.")))]


class PartForm(forms.Form):
    """What the desk notes of a case that came without its part."""

    part = forms.ChoiceField(label=gettext_lazy("Which part is it?"), widget=forms.RadioSelect)
    is_accepted = forms.NullBooleanField(
        label=gettext_lazy("Did the customer hear the price and accept it?"),
        required=False,
        widget=forms.RadioSelect(
            choices=[
                ("true", gettext_lazy("Yes, they want us to come")),
                ("false", gettext_lazy("No, they do not")),
                ("", gettext_lazy("Not told yet, or nothing to pay")),
            ]
        ),
    )

    def __init__(self, *args, answers: list[PartAnswer], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = [*((answer.row.part, said_of(answer)) for answer in answers), unsure()]
