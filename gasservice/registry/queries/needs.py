"""Needs that stand, and those to look at again."""

from datetime import date, timedelta

from django.db.models import QuerySet

from gasservice.registry.models import Premise, PriorityNeed

REVIEW_AHEAD = timedelta(days=30)


def needs_of(premise: Premise) -> QuerySet[PriorityNeed]:
    """Give why somebody at a premise must not be without gas; only for who may see needs."""
    return premise.priority_needs.filter(ended_at__isnull=True).select_related("customer").order_by("kind", "pk")


def needs_to_review(day: date) -> QuerySet[PriorityNeed]:
    """Give the needs whose review is near or past and of which nobody was reminded."""
    return PriorityNeed.objects.filter(
        review_on__lte=day + REVIEW_AHEAD, review_reminded_at__isnull=True, ended_at__isnull=True
    ).order_by("review_on", "pk")
