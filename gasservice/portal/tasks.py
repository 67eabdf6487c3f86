"""What the portal does on a timer."""

from celery import shared_task
from django.utils import timezone

from gasservice.portal.actions import REMINDED_AT_ONCE, remind_of_reviews


@shared_task(name="portal.remind_reviews")
def remind_reviews(**kwargs) -> None:
    """Remind until nobody is left to remind; another worker may do so beside us."""
    while remind_of_reviews(at=timezone.now()) == REMINDED_AT_ONCE:
        pass
