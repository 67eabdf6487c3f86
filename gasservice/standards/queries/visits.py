"""The rules of visits."""

from datetime import date

from django.db.models import Q

from gasservice.standards.models import VisitRule


def visit_rules(since: date, until: date) -> list[VisitRule]:
    """Give the rules of visits that hold on some day from `since` to `until`, with all that stands below them."""
    rows = VisitRule.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=since), valid_from__lte=until)
    return list(rows.select_related("calendar").prefetch_related("windows", "lengths").order_by("valid_from"))


def visit_rule_on(day: date) -> VisitRule | None:
    """Give the rule of visits that holds on a day; nothing where none is published."""
    return next(iter(visit_rules(day, day)), None)
