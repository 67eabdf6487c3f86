"""Needs that stand, and those to look at again."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

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


def needs_to_look_at(day: date) -> QuerySet[PriorityNeed]:
    """Give the needs that our staff should look at: not confirmed yet, or past their review."""
    rows = PriorityNeed.objects.filter(Q(confirmed_at__isnull=True) | Q(review_on__lte=day), ended_at__isnull=True)
    return rows.select_related("premise__community", "customer")
