"""The steps of a new connection, and what a first inspection looks at."""

from datetime import date

from django.db.models import QuerySet

from gasservice.standards.models import InspectionItem, ProjectStep


def project_steps(project_kind: str, day: date) -> QuerySet[ProjectStep]:
    """Give the steps of a new connection as they hold on `day`, in their order."""
    return ProjectStep.objects.valid_on(day).filter(project_kind=project_kind).order_by("position")


def inspection_items(day: date) -> QuerySet[InspectionItem]:
    """Give what a first inspection looks at on `day`."""
    return InspectionItem.objects.valid_on(day)
