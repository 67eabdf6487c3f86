"""A dated row, and the day on which another follows it."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.standards.actions.versions import versions_of
from gasservice.standards.models import CaseKind, FeeItem, ServiceItem
from gasservice.web.inputs import DayInput
from gasservice.web.say import say_day


class FollowForm(forms.Form):
    """The day on which a new version begins."""

    valid_from = forms.DateField(
        label=_("The new version holds from"),
        widget=DayInput(),
        help_text=_("A coming day. You change the copy afterwards; until that day nothing changes for anybody."),
    )


class DatedForm(forms.ModelForm):
    """A dated row: it begins today at the earliest, and an end lies ahead."""

    def clean_valid_from(self):
        day = self.cleaned_data["valid_from"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("Choose today or a coming day: what was promised before stays."))
        return day

    def clean_valid_until(self):
        day = self.cleaned_data["valid_until"]
        if day is None and self.instance.valid_until is None:
            return None
        if day is not None and day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day after today: cases of today were promised under this version."))
        return day

    def clean_kind_code(self):
        code = self.cleaned_data["kind_code"]
        if code and not CaseKind.objects.filter(code=code).exists():
            raise forms.ValidationError(_("No kind of case has this code."))
        return code

    def clean_service_code(self):
        code = self.cleaned_data["service_code"]
        if code and not ServiceItem.objects.filter(code=code).exists():
            raise forms.ValidationError(_("No service has this code."))
        return code

    def clean_fee_codes(self):
        return self.known_fees("fee_codes")

    def clean_extra_fee_codes(self):
        return self.known_fees("extra_fee_codes")

    def known_fees(self, name: str) -> list[str]:
        codes = self.cleaned_data[name]
        strange = set(codes) - set(FeeItem.objects.filter(code__in=codes).values_list("code", flat=True))
        if strange:
            raise forms.ValidationError(_("No fee has this code: %(codes)s"), params={"codes": ", ".join(strange)})
        return codes

    def clean(self):
        cleaned = super().clean()
        begins, ends = cleaned.get("valid_from") or self.instance.valid_from, cleaned.get("valid_until")
        if begins and ends and ends <= begins:
            self.add_error("valid_until", _("The end lies before the beginning."))
        elif self.instance.pk and "valid_until" in cleaned:
            self.stop_before_the_next(ends)
        return cleaned

    def stop_before_the_next(self, ends: date | None) -> None:
        later = versions_of(self.instance).filter(valid_from__gt=self.instance.valid_from)
        follower = later.order_by("valid_from").first()
        if follower and (ends is None or ends > follower.valid_from):
            said = _("The next version begins on %(day)s: this one has to end by then.")
            self.add_error("valid_until", said % {"day": say_day(follower.valid_from, now=timezone.now())})
