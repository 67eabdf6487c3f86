"""What runs on a timer."""

from celery import shared_task
from django.utils import timezone

from gasservice.cases.actions.promises import BATCH, escalate_due


@shared_task(name="cases.sweep_promises")
def sweep_promises(**kwargs) -> None:
    """Sweep until nothing is due; another worker may sweep beside us."""
    at = timezone.now()
    while escalate_due(at=at).moved == BATCH:
        pass
