"""What everybody may ask of outages; it lives in the address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gasservice.registry.models import District
from gasservice.web.languages import localized

LONGEST = 80


class OutagesForm(forms.Form):
    """Which district."""

    district = forms.ChoiceField(label=_("District"), required=False)

    def __init__(self, asked) -> None:
        super().__init__(asked)
        self.districts = {district.code: district for district in District.objects.all()}
        named = [(code, localized(district, "name")) for code, district in self.districts.items()]
        self.fields["district"].choices = [("", _("The whole city")), *named]

    def chosen(self) -> District | None:
        return self.districts.get(self.cleaned_data["district"]) if self.is_valid() else None


class CheckForm(forms.Form):
    """Where somebody lives, as they call it."""

    place = forms.CharField(
        label=_("Your address or estate"),
        help_text=_("Present or former name; house numbers may follow: “Riverside Garden 3-2-501”."),
        max_length=LONGEST,
        strip=True,
    )
