"""How our people behave, as it holds on a day."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from gasservice.standards.models import ScoringRule, ServiceNorm


def norms_on(day: date, *, of: Collection[str] = ()) -> QuerySet[ServiceNorm]:
    """Give the norms that hold on a day, or those of them that apply to some kinds of work."""
    norms = ServiceNorm.objects.valid_on(day)
    return norms.filter(applies_to__overlap=list(of)) if of else norms


def scoring_rule_on(day: date) -> ScoringRule | None:
    """Give the rule of scoring that holds on a day; without one nothing is drawn."""
    return ScoringRule.objects.valid_on(day).order_by("code").first()
