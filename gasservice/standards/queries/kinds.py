"""The kinds of case, by who tells us of them and how."""

from datetime import date

from django.db.models import Q, QuerySet

from gasservice.standards.models import CaseKind
from gasservice.standards.terms import Priority


def kinds_published(day: date) -> QuerySet[CaseKind]:
    """Give the kinds that customers may file, in the published order."""
    return CaseKind.objects.valid_on(day).filter(can_be_filed=True)


def kinds_offered(door: str, day: date) -> QuerySet[CaseKind]:
    """Give the kinds of a door that customers may file, in the published order."""
    return kinds_published(day).filter(door=door)


def kinds_told(door: str, day: date) -> QuerySet[CaseKind]:
    """Give the kinds of a door that customers tell us: those that they file, and those for which they call at once."""
    by_telephone = Q(can_be_filed=False, priority=Priority.EMERGENCY)
    return CaseKind.objects.valid_on(day).filter(by_telephone | Q(can_be_filed=True), door=door)
