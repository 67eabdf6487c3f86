"""The fee table."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from gasservice.standards.models import FeeItem, ServiceItem


def fees_published(day: date) -> QuerySet[FeeItem]:
    """Give the fees valid on `day`; what is free comes first."""
    return FeeItem.objects.valid_on(day).order_by("amount", "code")


def fees_cancelled(day: date) -> QuerySet[FeeItem]:
    """Give the fees that ended by `day` and have no later version: nobody owes them any more."""
    later = FeeItem.objects.filter(code=OuterRef("code"), valid_from__gt=OuterRef("valid_from"))
    return FeeItem.objects.filter(~Exists(later), valid_until__lte=day)


def fees_of(service_code: str, day: date) -> QuerySet[FeeItem]:
    """Give the fees that the page of a service names, as they hold on `day`."""
    pages = ServiceItem.objects.valid_on(day).filter(code=service_code)
    return FeeItem.objects.valid_on(day).filter(service_items__in=pages).distinct().order_by("code")


def fees_of_codes(codes: Iterable[str]) -> QuerySet[FeeItem]:
    """Give every version of the fees of these codes: a page names a fee, and each day has its price."""
    return FeeItem.objects.filter(code__in=codes)
