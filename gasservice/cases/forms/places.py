"""Choosing a place of our books: one that was found by any of its names, or one that stands in no book yet."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from gasservice.cases.forms.filing import Choice
from gasservice.registry.models import Community, Premise
from gasservice.registry.queries import FoundPlace


class PlaceForm(forms.Form):
    """Where a case is, and why it is set or corrected."""

    premise = forms.ModelChoiceField(
        label=_("Which place is it?"),
        queryset=Premise.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose the place.")},
    )
    reason = forms.CharField(
        label=_("How do we know?"),
        help_text=_("The customer reads it too."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, found: Iterable[FoundPlace], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        homes = {place.premise.pk: place for place in found if place.premise}
        self.fields["premise"].queryset = Premise.objects.filter(pk__in=homes)
        self.fields["premise"].choices = [(pk, words_of(place)) for pk, place in homes.items()]


def words_of(place: FoundPlace) -> Choice:
    """Name a place as it is called now; a former name by which it was found stands below."""
    former = _("Found by a former name: %(name)s") % {"name": place.name_found} if place.is_former else ""
    return Choice(place.premise.address, former)


class NewPlaceForm(forms.Form):
    """A home that nobody has supplied yet."""

    community = forms.ModelChoiceField(
        label=_("In which estate?"),
        queryset=Community.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the estate.")},
    )
    building = forms.CharField(label=_("Building"), max_length=20, required=False)
    unit = forms.CharField(label=_("Unit"), max_length=20, required=False)
    room = forms.CharField(label=_("Room"), max_length=20, required=False)

    def __init__(self, *args, communities: list[int], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["community"].queryset = Community.objects.filter(pk__in=communities).order_by("code")


def new_place_form(data, found: Iterable[FoundPlace]) -> NewPlaceForm | None:
    """Offer the estates that were found, to enter a home in one of them."""
    communities = [place.community.pk for place in found]
    return NewPlaceForm(data, communities=communities) if communities else None
