"""What the desk writes about an outage, and what it notes of calls."""

from collections.abc import Iterable
from datetime import datetime

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.portal.forms import RefusableForm
from gasservice.registry.models import InterruptionVersion
from gasservice.web.languages import LANGUAGES
from repairs.terms import CallOutcome

PLANNED, EMERGENCY = "planned", "emergency"
NOT_OF_THE_VERSION = ("reference", "kind", "starts", "ends")
LANGUAGE_NAMES = dict(settings.LANGUAGES)


class Moment(forms.DateTimeField):
    """A day and time, picked where the browser can and typed as 2026-11-28T09:00 where it cannot."""

    widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    input_formats = ("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M")

    def __init__(self, **options) -> None:
        super().__init__(input_formats=self.input_formats, **options)


class OutageForm(RefusableForm):
    """One version of an outage: why, when, and what people should do, in three languages."""

    reference = forms.RegexField(r"^T\d{6}-\d{6}$", widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("What kind of outage is it?"),
        widget=forms.RadioSelect,
        choices=[(PLANNED, _("Planned: people are told ahead")), (EMERGENCY, _("Emergency: people are told at once"))],
        initial=PLANNED,
    )
    starts = Moment(label=_("Gas off from"), error_messages={"invalid": _("Write it like 2026-11-28 09:00.")})
    ends = Moment(label=_("Gas back by"), error_messages={"invalid": _("Write it like 2026-11-28 09:00.")})
    contingency = forms.CharField(
        label=_("How people are helped meanwhile"),
        help_text=_("Asked for when it is long or large: hot plates, warm meals, water, who is looked after."),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    report_reference = forms.CharField(label=_("Number of the report to the regulator"), max_length=60, required=False)

    def __init__(self, *args, is_new: bool, **options) -> None:
        super().__init__(*args, **options)
        if not is_new:
            del self.fields["kind"], self.fields["reference"]
        for language in LANGUAGES.values():
            named = {"language": LANGUAGE_NAMES[language.code]}
            attributes = {"lang": language.html}
            self.fields[f"reason_{language.column}"] = forms.CharField(
                label=_("Why, in %(language)s") % named, max_length=200, widget=forms.TextInput(attributes)
            )
            self.fields[f"advice_{language.column}"] = forms.CharField(
                label=_("What people should do, in %(language)s") % named,
                max_length=1000,
                required=False,
                widget=forms.Textarea(attributes | {"rows": 2}),
            )

    def clean(self) -> dict:
        cleaned = super().clean()
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("It must end after it starts."))
        return cleaned

    @property
    def texts(self) -> list[forms.BoundField]:
        """Each language's reason and advice, one after the other."""
        return [self[f"{name}_{language.column}"] for language in LANGUAGES.values() for name in ("reason", "advice")]

    @property
    def is_planned(self) -> bool:
        return self.cleaned_data.get("kind", PLANNED) == PLANNED

    def facts(self, at: datetime) -> dict[str, object]:
        """Give the columns of the version."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in NOT_OF_THE_VERSION}
        reported_at = at if said["report_reference"] else None
        return said | {
            "starts_at": self.cleaned_data["starts"],
            "ends_at": self.cleaned_data["ends"],
            "reported_at": reported_at,
        }


def typed_before(version: InterruptionVersion) -> dict[str, object]:
    """Give what a version says, to be changed."""
    names = ["contingency", "report_reference"]
    names += [f"{name}_{language.column}" for language in LANGUAGES.values() for name in ("reason", "advice")]
    moments = {"starts": timezone.localtime(version.starts_at), "ends": timezone.localtime(version.ends_at)}
    return {name: getattr(version, name) for name in names} | moments


class PublishForm(RefusableForm):
    """The draft as its reader saw it, and why it may come late."""

    seen = forms.CharField(widget=forms.HiddenInput)
    override_reason = forms.CharField(
        label=_("Why it is published late all the same"),
        help_text=_("Everybody reads this on the public page, with your name in the record."),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args, may_override: bool, **options) -> None:
        super().__init__(*args, **options)
        if not may_override:
            del self.fields["override_reason"]


class CallForm(RefusableForm):
    """How a call ended."""

    outcome = forms.ChoiceField(label=_("How did it end?"), choices=CallOutcome)
    words = forms.CharField(label=_("What was said"), max_length=300, required=False)


def named_parts(typed: Iterable[str], *, add: str = "", remove: str = "") -> list[str]:
    """Give the parts of an area as a form carries them, one more or one less, each once."""
    return [part for part in dict.fromkeys([*typed, *([add] if add else [])]) if part != remove]
