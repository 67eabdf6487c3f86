"""What the list of work orders may be narrowed by; it all lives in the address."""

from datetime import date, datetime, time, timedelta

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.standards.terms import Purpose
from gasservice.web.inputs import DayInput
from gasservice.web.languages import localized
from repairs.models import Crew, PlannedJob, Visit, WorkOrder
from repairs.terms import WorkStatus


class CrewFilter(django_filters.ModelChoiceFilter):
    """Crews by their name in the reader's language."""

    def __init__(self, **options) -> None:
        super().__init__(queryset=Crew.objects.filter(is_active=True), **options)

    @property
    def field(self):
        field = super().field
        field.label_from_instance = lambda crew: localized(crew, "name")
        return field


class OrderFilter(django_filters.FilterSet):
    """Kind, status, crew and day of work orders."""

    kind = django_filters.ChoiceFilter(label=_("Work"), choices=Purpose.choices, empty_label=_("Any work"))
    status = django_filters.ChoiceFilter(label=_("Status"), choices=WorkStatus.choices, empty_label=_("Any status"))
    crew = CrewFilter(label=_("Crew"), empty_label=_("All crews"), method="of_crew")
    day = django_filters.DateFilter(label=_("Day"), widget=DayInput(), method="on_day")

    class Meta:
        model = WorkOrder
        fields = ["kind", "status", "crew", "day"]

    def of_crew(self, orders: QuerySet[WorkOrder], _name: str, crew: Crew) -> QuerySet[WorkOrder]:
        jobs = PlannedJob.objects.filter(appointment__case=OuterRef("case"), crew=crew)
        visits = Visit.objects.filter(order=OuterRef("pk"), crew=crew)
        return orders.filter(Q(Exists(jobs)) | Q(Exists(visits)))

    def on_day(self, orders: QuerySet[WorkOrder], _name: str, day: date) -> QuerySet[WorkOrder]:
        """Keep the orders for which a crew comes or came on a day."""
        begins = timezone.make_aware(datetime.combine(day, time.min))
        ends = begins + timedelta(days=1)
        jobs = PlannedJob.objects.filter(appointment__case=OuterRef("case"), starts_at__gte=begins, starts_at__lt=ends)
        visits = Visit.objects.filter(order=OuterRef("pk"), arrived_at__gte=begins, arrived_at__lt=ends)
        return orders.filter(Q(Exists(jobs)) | Q(Exists(visits)))
