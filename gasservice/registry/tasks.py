"""What the registry does on a timer."""

from celery import shared_task
from django.utils import timezone

from gasservice.registry.actions.papers import discard_old_papers


@shared_task(name="registry.discard_old_papers")
def discard_papers_kept_long_enough(**kwargs) -> None:
    """Delete until nothing is left whose time is over; another worker may do so beside us."""
    while discard_old_papers(at=timezone.now()):
        pass
