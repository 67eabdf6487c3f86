"""Counting whom large drafts of outages hit, while nobody waits for a page."""

from dataclasses import asdict
from datetime import datetime, timedelta

from django.db.models import F, Q

from gasservice.registry.models import InterruptionVersion
from repairs.queries.areas import hit_by, parts_of

COUNTED_AGAIN_AFTER = timedelta(hours=1)


def count_draft(*, at: datetime) -> int:
    """Count the draft that waits longest for it, also one that was counted a while ago; give how many were."""
    stale = Q(counted_at__isnull=True) | Q(counted_at__lte=at - COUNTED_AGAIN_AFTER)
    going_on = {"interruption__cancelled_at": None, "interruption__restored_at": None}
    drafts = InterruptionVersion.objects.filter(stale, published_at__isnull=True, **going_on)
    draft = drafts.order_by(F("counted_at").asc(nulls_first=True), "pk").prefetch_related("areas").first()
    if draft is None:
        return 0
    numbers = {f"hit_{name}": number for name, number in asdict(hit_by(parts_of(draft))).items()}
    written = InterruptionVersion.objects.filter(pk=draft.pk, drafted_at=draft.drafted_at, published_at__isnull=True)
    return written.update(counted_at=at, **numbers)
