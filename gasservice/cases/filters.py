"""What a queue may be narrowed by; it all lives in the address."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from gasservice.cases.models import Case
from gasservice.cases.queries.lists import cases_found
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


class CaseFilter(QueueFilter):
    """The same for programs: teams by their code, and words to search for."""

    team = django_filters.CharFilter(label=_("Team"), field_name="team__code")
    q = django_filters.CharFilter(
        label=_("Number, phone, gas account, any name of a place, or words"), method="found", max_length=80
    )

    def found(self, cases: QuerySet[Case], _name: str, typed: str) -> QuerySet[Case]:
        return cases.filter(pk__in=cases_found(self.request.user, typed, is_open_only=False).values("pk"))
