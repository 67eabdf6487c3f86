"""What runs on a timer."""

from celery import shared_task
from django.utils import timezone

from billing.actions.collection_doors import end_missed_visits


@shared_task(name="billing.end_missed_visits")
def end_all_missed_visits(**kwargs) -> None:
    """End the visits to collect that nobody closed, until none is left; another worker may do so beside us."""
    at = timezone.now()
    while end_missed_visits(at=at):
        pass
