"""Where gas is off, or will be."""

from datetime import datetime

from django.db.models import Prefetch, QuerySet

from gasservice.registry.models import Interruption, InterruptionArea


def outages_published(at: datetime) -> QuerySet[Interruption]:
    """Give the published outages that are not over, the nearest first, with the version that holds and its area."""
    areas = Prefetch("current__areas", InterruptionArea.objects.select_related("community"))
    rows = Interruption.objects.ahead().filter(current__published_at__lte=at)
    return rows.order_by("current__starts_at", "pk").prefetch_related(areas)


def outages_in(community_id: int, at: datetime) -> QuerySet[Interruption]:
    """Give the published outages that are not over and touch a community, the nearest first."""
    there = InterruptionArea.objects.filter(community=community_id).values("version")
    return (
        Interruption.objects.ahead()
        .filter(current__in=there, current__published_at__lte=at)
        .order_by("current__starts_at", "pk")
    )
