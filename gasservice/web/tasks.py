"""What the plumbing does on a timer."""

from celery import shared_task
from django.utils import timezone

from gasservice.web.actions import forget_idempotency_keys, record_heartbeat
from gasservice.web.readiness import BEAT


@shared_task(name="web.beat_alive")
def beat_alive(**kwargs) -> None:
    """Show that beat asks for work and a worker does it."""
    record_heartbeat(name=BEAT, at=timezone.now())


@shared_task(name="web.forget_old_keys")
def forget_old_keys(**kwargs) -> None:
    forget_idempotency_keys(at=timezone.now())
