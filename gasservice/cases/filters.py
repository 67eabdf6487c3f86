"""What a queue may be narrowed by; it all lives in the address."""

import django_filters
from django.utils.translation import gettext_lazy as _

from gasservice.cases.models import Case
from gasservice.cases.terms import Status
from gasservice.standards.terms import Door, Priority
from gasservice.users.models import Team
from gasservice.web.languages import localized


class TeamFilter(django_filters.ModelChoiceFilter):
    """Teams by their name in the reader's language."""

    def __init__(self, **options) -> None:
        super().__init__(queryset=Team.objects.all(), **options)

    @property
    def field(self):
        field = super().field
        field.label_from_instance = lambda team: localized(team, "name")
        return field


class QueueFilter(django_filters.FilterSet):
    """Door, kind, team, status and priority of cases."""

    door = django_filters.ChoiceFilter(label=_("Door"), choices=Door.choices, empty_label=_("All doors"))
    kind = django_filters.CharFilter(label=_("Kind"), field_name="kind__code")
    team = TeamFilter(label=_("Team"), empty_label=_("All teams"))
    status = django_filters.ChoiceFilter(label=_("Status"), choices=Status.choices, empty_label=_("Any status"))
    priority = django_filters.ChoiceFilter(label=_("Priority"), choices=Priority.choices, empty_label=_("Any priority"))

    class Meta:
        model = Case
        fields = ["door", "kind", "team", "status", "priority"]
