"""A draft of the catalogue, each text in three languages, and what publishing it asks."""

from types import SimpleNamespace

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.standards.models import ServiceDocument, ServiceItem, ServiceQuestion, ServiceStep
from gasservice.standards.pages import PARTS, TEXTS, columns_of, is_written, languages_lacking
from gasservice.standards.queries import fees_published, kinds_published, places_in_list
from gasservice.standards.terms import Door
from gasservice.web.inputs import DayInput
from gasservice.web.languages import LANGUAGES, localized

PART_TEXTS = {kind.name: kind.texts for kind in PARTS}
OPTIONAL = {kind.name: kind.optional for kind in PARTS}
MOST = 40  # parts of a kind on one page
TAKEN = {"promises", "fees", "who-pays"}  # what else stands below the address of the services


def kinds_to_choose() -> list[tuple[str, object]]:
    """Give the kinds of case that a service may open, by door."""
    doors: dict[str, list] = {}
    for kind in kinds_published(timezone.localdate()):
        doors.setdefault(Door(kind.door).label, []).append((f"{kind.door}/{kind.code}", localized(kind, "name")))
    return [("", "—"), *doors.items()]


def fees_to_choose(day, named: list[str]) -> list[tuple[str, str]]:
    """Give the fees that hold on a day, and after them those that a page names although they have ended."""
    offered = {fee.code: localized(fee, "name") for fee in fees_published(day)}
    return [*offered.items(), *((code, code) for code in named if code not in offered)]


def said_of_places(item: ServiceItem) -> str:
    """Say which number each service of the door has in the public list, so that one can be put between two."""
    others = [row for row in places_in_list(item.door, item.valid_from) if row.code != item.code]
    if not others:
        return str(_("Lower numbers stand first among the services of the same door."))
    listed = _(", ").join(f"{row.position} {localized(row, 'title')}" for row in others)
    words = _("Lower numbers stand first among the services of the same door. The others: %(listed)s.")
    return words % {"listed": listed}


class TextsForm(forms.ModelForm):
    """Texts in three languages side by side; what is missing may wait until the draft is published."""

    use_required_attribute = False
    texts: dict[str, str] = {}
    optional: frozenset[str] = frozenset()

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for text in self.texts:
            for language in LANGUAGES.values():
                field = self.fields[f"{text}_{language.column}"]
                field.required, field.label, field.help_text = False, f"{self.texts[text]}, {language.name}", ""
                field.widget.attrs |= {"lang": language.html}
                if isinstance(field.widget, forms.Textarea):
                    field.widget.attrs["rows"] = 4

    def text_rows(self) -> list[tuple[str, list]]:
        """Give each text with its languages, their fields, and whether it is not published without the field."""
        shown = SimpleNamespace(**{column: str(self[column].value() or "") for column in columns_of(self.texts)})
        rows = []
        for text, label in self.texts.items():
            lacking = languages_lacking(shown, text, is_optional=text in self.optional) if self.stands(shown) else []
            fields = [(one, self[f"{text}_{one.column}"], one in lacking) for one in LANGUAGES.values()]
            rows.append((label, fields))
        return rows

    def stands(self, shown: object) -> bool:
        """Whether what is shown comes to the page at all."""
        return True

    def texts_typed(self) -> dict[str, str]:
        return {column: self.cleaned_data.get(column, "") for column in columns_of(self.texts)}


class PageForm(TextsForm):
    """The page itself: from when it holds, what it opens, its texts and the fees on it."""

    texts = TEXTS
    kind = forms.ChoiceField(label=_("What asking for it opens"))
    fees = forms.MultipleChoiceField(label=_("Fees on the page"), required=False, widget=forms.CheckboxSelectMultiple())
    revision = forms.IntegerField(widget=forms.HiddenInput())

    class Meta:
        model = ServiceItem
        fields = ["valid_from", "valid_until", "position", *columns_of(TEXTS)]
        widgets = {"valid_from": DayInput(), "valid_until": DayInput()}
        labels = {
            "valid_from": _("Holds from"),
            "valid_until": _("Holds no longer from"),
            "position": _("Place in the list"),
        }
        help_texts = {
            "valid_from": _("Today or a coming day; the version before it ends the day before."),
            "valid_until": _("Only where the service itself ends. Otherwise the next version ends this one."),
        }

    def __init__(self, *args, instance: ServiceItem, **kwargs) -> None:
        named = sorted({fee.code for fee in instance.fees.all()})
        initial = {"kind": f"{instance.door}/{instance.kind_code}", "fees": named, "revision": instance.revision}
        super().__init__(*args, instance=instance, initial=initial, **kwargs)
        self.fields["kind"].choices = kinds_to_choose()
        self.fields["fees"].choices = fees_to_choose(instance.valid_from, named)
        self.fields["position"].help_text = said_of_places(instance)

    def clean_valid_from(self):
        day = self.cleaned_data["valid_from"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("Choose today or a coming day: what was promised before stays."))
        return day

    def clean(self):
        cleaned = super().clean()
        begins, ends = cleaned.get("valid_from"), cleaned.get("valid_until")
        if begins and ends and ends <= begins:
            self.add_error("valid_until", _("The end lies before the beginning."))
        return cleaned

    def facts(self) -> dict[str, object]:
        """Give what was typed as columns."""
        door, _slash, kind_code = self.cleaned_data["kind"].partition("/")
        plain = {name: self.cleaned_data[name] for name in ("valid_from", "valid_until", "position")}
        return plain | self.texts_typed() | {"door": door, "kind_code": kind_code}


class PartForm(TextsForm):
    """A numbered part; its place among the others is a number, so that it can be moved without a script."""

    position = forms.IntegerField(label=_("Number in order"), required=False, min_value=1, max_value=999)

    def stands(self, shown: object) -> bool:
        return is_written(shown, self.texts)


class StepForm(PartForm):
    texts = PART_TEXTS["steps"]
    optional = OPTIONAL["steps"]

    class Meta:
        model = ServiceStep
        fields = columns_of(PART_TEXTS["steps"])
        widgets = {column: forms.Textarea() for column in columns_of(["text"])}


class DocumentForm(PartForm):
    texts = PART_TEXTS["documents"]

    class Meta:
        model = ServiceDocument
        fields = columns_of(PART_TEXTS["documents"])


class QuestionForm(PartForm):
    texts = PART_TEXTS["questions"]

    class Meta:
        model = ServiceQuestion
        fields = columns_of(PART_TEXTS["questions"])


class PartFormSet(forms.BaseFormSet):
    """The parts of one kind, and an empty one at the end."""

    def add_fields(self, form, index) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Take it out")

    def parts_typed(self) -> list[dict[str, str]]:
        """Give what was typed in the order of the places; what was emptied or taken out is gone."""
        kept = [form for form in self.forms if not form.cleaned_data.get("DELETE")]
        typed = [(form.cleaned_data.get("position") or MOST * 99, form.texts_typed()) for form in kept]
        return [texts for _place, texts in sorted(typed, key=lambda one: one[0]) if any(texts.values())]


FORMSETS = {
    name: forms.formset_factory(
        form, formset=PartFormSet, extra=1, can_delete=True, max_num=MOST, validate_max=True, absolute_max=2 * MOST
    )
    for name, form in (("documents", DocumentForm), ("steps", StepForm), ("questions", QuestionForm))
}


def formsets_of(draft: ServiceItem, data=None) -> dict[str, PartFormSet]:
    """Give the parts of a draft as forms, filled with what was typed or else with what stands there."""
    made = {}
    for name, formset in FORMSETS.items():
        columns = ["position", *columns_of(PART_TEXTS[name])]
        rows = [{column: getattr(part, column) for column in columns} for part in getattr(draft, name).all()]
        made[name] = formset(data, prefix=name, initial=rows)
    return made


class BeginForm(forms.Form):
    """The day from which a new version is to hold."""

    valid_from = forms.DateField(
        label=_("The new version holds from"),
        widget=DayInput(),
        help_text=_("Today or a coming day. Only this office sees it until it is published."),
    )


class NewServiceForm(BeginForm):
    """What a service is before anything is written about it."""

    code = forms.SlugField(
        label=_("Name in addresses"),
        max_length=50,
        help_text=_("Latin letters, digits and hyphens, like “meter-test”. It never changes."),
    )
    kind = forms.ChoiceField(label=_("What asking for it opens"))
    field_order = ["code", "kind", "valid_from"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds_to_choose()

    def clean_code(self):
        code = self.cleaned_data["code"].lower()
        if code in TAKEN:
            raise forms.ValidationError(_("Another page has this name in addresses."))
        return code

    def clean(self):
        cleaned = super().clean()
        door, _slash, cleaned["kind_code"] = cleaned.pop("kind", "").partition("/")
        return cleaned | {"door": door}


class SeenForm(forms.Form):
    """The revision of a draft that somebody looked at."""

    seen = forms.IntegerField(widget=forms.HiddenInput())


class PublishForm(SeenForm):
    """Why a draft is published, and what was looked at: the draft and the version that it replaces."""

    replaces = forms.IntegerField(widget=forms.HiddenInput(), required=False)
    reason = forms.CharField(
        label=_("Why it changes"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences for the history: who decided it, and what for."),
    )
