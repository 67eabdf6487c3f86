"""What changes the plumbing's rows."""

from datetime import datetime, timedelta

from gasservice.web.models import Heartbeat, IdempotencyKey

KEYS_LAST = timedelta(hours=24)


def record_heartbeat(*, name: str, at: datetime) -> None:
    """Note that `name` is alive."""
    Heartbeat.objects.bulk_create(
        [Heartbeat(name=name, at=at)], update_conflicts=True, unique_fields=["name"], update_fields=["at"]
    )


def forget_idempotency_keys(*, at: datetime) -> int:
    """Forget requests that nobody will repeat any more; give how many."""
    return IdempotencyKey.objects.filter(created_at__lt=at - KEYS_LAST).delete()[0]
