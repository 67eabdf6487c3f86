"""What the published kinds and services may be narrowed by."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from gasservice.standards.models import CaseKind, ServiceItem
from gasservice.standards.queries import services_named
from gasservice.standards.terms import Door


class KindFilter(django_filters.FilterSet):
    door = django_filters.ChoiceFilter(label=_("Door"), choices=Door.choices)

    class Meta:
        model = CaseKind
        fields = ["door"]


class ServiceFilter(django_filters.FilterSet):
    door = django_filters.ChoiceFilter(label=_("Door"), choices=Door.choices)
    q = django_filters.CharFilter(label=_("Words in a name or summary"), method="named", max_length=80)

    class Meta:
        model = ServiceItem
        fields = ["door"]

    def named(self, services: QuerySet[ServiceItem], _name: str, query: str) -> QuerySet[ServiceItem]:
        return services_named(services, query)
