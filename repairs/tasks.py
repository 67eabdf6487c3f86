"""What runs on a timer."""

from celery import shared_task
from django.utils import timezone

from repairs.actions.outage_sweep import sweep_outages as sweep


@shared_task(name="repairs.sweep_outages")
def sweep_outages(**kwargs) -> None:
    """Remind, tell of delays, ask about starts and owe redress; another worker may sweep beside us."""
    sweep(at=timezone.now())
