"""What the published kinds of case may be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from gasservice.standards.models import CaseKind
from gasservice.standards.terms import Door


class KindFilter(django_filters.FilterSet):
    door = django_filters.ChoiceFilter(label=_("Door"), choices=Door.choices)

    class Meta:
        model = CaseKind
        fields = ["door"]
