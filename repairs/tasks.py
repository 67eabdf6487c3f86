"""What runs on a timer."""

from celery import shared_task
from django.utils import timezone

from repairs.actions.milestones import watch_milestones


@shared_task(name="repairs.watch_milestones")
def watch_all_milestones(**kwargs) -> None:
    """Remind and tell until nothing is left to see; another worker may watch beside us."""
    at = timezone.now()
    while watch_milestones(at=at):
        pass
