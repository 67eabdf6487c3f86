"""How long papers of people are kept."""

from datetime import date

from django.db.models import QuerySet

from gasservice.standards.models import KeepingRule
from gasservice.standards.terms import PaperKept


def keeping_rules_on(day: date) -> QuerySet[KeepingRule]:
    """Give how long each kind of paper is kept, as it holds on a day."""
    return KeepingRule.objects.valid_on(day)


def months_kept_on(day: date) -> dict[PaperKept, int]:
    """Give for how many months each kind of paper is kept; what no rule names is kept."""
    return {PaperKept(paper): months for paper, months in keeping_rules_on(day).values_list("paper", "months")}
