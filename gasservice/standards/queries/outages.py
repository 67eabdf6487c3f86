"""What is asked of outages where we are."""

from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet

from gasservice.standards.models import OutageRule


def outage_rules(day: date) -> QuerySet[OutageRule]:
    """Give what is asked of outages where we are, as it holds on `day`; of several the strictest counts."""
    return outage_rules_since(day).valid_on(day)


def outage_rules_since(day: date) -> QuerySet[OutageRule]:
    """Give the outage rules that hold where we are on `day` or will later."""
    rows = OutageRule.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=day))
    return rows.filter(code__in=settings.JURISDICTIONS).select_related("calendar")
