"""What screens ask of the registry."""

from datetime import datetime

from gasservice.registry.models import Interruption


def outages_published(at: datetime):
    """Give the published outages that are not over, the nearest first, with their communities."""
    return (
        Interruption.objects.filter(published_at__lte=at, ends_at__gt=at)
        .order_by("starts_at", "pk")
        .prefetch_related("communities")
    )
