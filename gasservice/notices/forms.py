"""How a user wishes to be told."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gasservice.notices.models import Preference


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
