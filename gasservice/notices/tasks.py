"""What runs on a timer."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from gasservice.notices import actions

# A large mailing leaves the worker to others between its turns.
TURN = timedelta(seconds=8)


@shared_task(name="notices.send_waiting")
def send_waiting(**kwargs) -> None:
    """Send what waits, batch after batch; another worker may send beside us."""
    end = timezone.now() + TURN
    while actions.send_waiting(at=timezone.now()) and timezone.now() < end:
        pass
