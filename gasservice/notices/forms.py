"""How a user wishes to be told, and which papers hang."""

from collections.abc import Iterable

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from gasservice.notices.models import Delivery, Preference


class PreferenceForm(forms.ModelForm):
    class Meta:
        model = Preference
        fields = ["by_email", "by_sms", "in_quiet_hours"]
        labels = {
            "by_email": _("Send me e-mails"),
            "by_sms": _("Send me text messages"),
            "in_quiet_hours": _("Send them at night too"),
        }
        help_texts = {
            "by_sms": _("To the phone number you have confirmed with us."),
            "in_quiet_hours": _("Otherwise what can wait comes in the morning."),
        }


class HangForm(forms.Form):
    """The doors where a paper hangs now; all are ticked, for that is how a round mostly ends."""

    papers = forms.ModelMultipleChoiceField(
        Delivery.objects.none(),
        label=_("Doors"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Take the tick away where you could not hang it."),
        error_messages={"required": _("Tick the doors where the notice hangs now.")},
    )

    def __init__(self, *args, of: QuerySet[Delivery], waiting: Iterable[Delivery], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # Who presses twice, or comes after a colleague, names papers that hang already: that is no mistake.
        self.fields["papers"].queryset = of
        self.fields["papers"].choices = [(paper.pk, paper.premise.address) for paper in waiting]
        self.initial["papers"] = [paper.pk for paper in waiting]
